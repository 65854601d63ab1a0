"""What may be declared until the first request, and never after it.

Layer 0. The application compiles its declarations when the first request comes. A
route or a hook that came later would work for some requests and not for others, so it
is refused.
"""

from __future__ import annotations

from kolben._declaring import Declaring
from kolben._taking import require_taking
from kolben.exceptions import RouteError

__all__ = ["Freezable"]


class Freezable:
    """Base of what takes declarations until it is frozen."""

    _frozen = False

    def close_declarations(self) -> None:
        """Take no more declarations."""
        self._frozen = True

    def _require_open(self, declared: str) -> None:
        """Make sure that *declared* does not come too late.

        Raises:
            RouteError: If a request was handled already.
        """
        if not self._frozen:
            return
        with Declaring("declaring it"):
            raise RouteError(
                f"{declared} was declared after the first request.",
                hint="Declare everything when the application is set up, or in a "
                "function that makes the application.",
            )

    def _require_function(
        self, function: object, given: tuple[str, ...], declared: str
    ) -> None:
        """Make sure that *function* comes in time, and can be called with *given*.

        Raises:
            RouteError: If a request was handled already.
            RouteTypeError: If *function* is no function, or takes other parameters.
        """
        self._require_open(declared[0].upper() + declared[1:])
        with Declaring(f"declaring {declared}"):
            require_taking(function, given, declared)
