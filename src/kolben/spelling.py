"""Names that are almost the name of a verb.

Layer 4. ``def gett(self)`` is legal Python and answers nothing. So a public method
whose name is one slip away from a verb is refused, unless it is marked as meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

__all__ = ["meant_verb", "not_a_verb"]

F = TypeVar("F", bound=Callable[..., Any])

_MEANT: Final = frozenset({"path"})


class _NotAVerb:
    """Marks a method whose name is close to a verb's and meant so.

    Example:
        >>> from kolben import Resource, not_a_verb
        >>> class Board(Resource):
        ...     @not_a_verb
        ...     def port(self) -> str:
        ...         return "left"
    """

    _mark: Final = "__kolben_not_a_verb__"

    def __call__(self, method: F) -> F:
        setattr(method, self._mark, True)
        return method

    def marks(self, method: object) -> bool:
        """Whether *method* was marked."""
        return bool(getattr(method, self._mark, False))


not_a_verb: Final = _NotAVerb()


def meant_verb(name: str, verbs: Iterable[str]) -> str | None:
    """Return the verb that *name* is one slip away from, if it is.

    A slip is another letter case, one letter too many, too few or wrong, or two
    neighbours exchanged. Private names, plurals (``posts``) and ``path`` are meant.

    Example:
        >>> [meant_verb(name, ["get", "post"]) for name in ("gett", "Get", "psot")]
        ['get', 'get', 'post']
        >>> [meant_verb(name, ["get", "post"]) for name in ("posts", "total", "_get")]
        [None, None, None]
    """
    if name.startswith("_") or name in _MEANT:
        return None
    for verb in verbs:
        if name == verb + "s":
            return None
        if name != verb and _is_one_slip(name.lower(), verb):
            return verb
    return None


def _is_one_slip(name: str, verb: str) -> bool:
    """Whether one insertion, loss, change or exchange makes *verb* of *name*."""
    if abs(len(name) - len(verb)) > 1:
        return False
    start = 0
    while start < min(len(name), len(verb)) and name[start] == verb[start]:
        start += 1
    left, right = name[start:], verb[start:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[:2][::-1] and left[2:] == right[2:])
    )
