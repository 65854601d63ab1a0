"""Notes on an error where in the programmer's code it was provoked.

Layer 0. Registration refuses what is wrong at once, so the place of the declaration is
known then; whoever reports the error later (a command, a log) must not need the
traceback to name it.
"""

from __future__ import annotations

from kolben._sites import calling_site
from kolben.exceptions import KolbenError

__all__ = ["Declaring"]


class Declaring:
    """Notes on the errors of its block what was being done, and where.

    Args:
        doing: What is being done, such as ``"including 'admin'"``.

    Example:
        >>> from kolben.exceptions import RouteError
        >>> try:
        ...     with Declaring("adding a route"):
        ...         raise RouteError("It is taken.", hint="Choose another.")
        ... except RouteError as error:
        ...     print(error.__notes__[0].partition(" at ")[0])
        while adding a route
    """

    __slots__ = ("_doing",)

    def __init__(self, doing: str) -> None:
        self._doing = doing

    def __enter__(self) -> None:
        """Start the block."""

    def __exit__(self, kind: object, error: object, traceback: object) -> None:
        """Note the place on the error, if there is one that does not name it yet."""
        if not isinstance(error, KolbenError):
            return
        place = f" at {calling_site()}"
        if not any(note.endswith(place) for note in getattr(error, "__notes__", ())):
            error.add_note(f"while {self._doing}{place}")
