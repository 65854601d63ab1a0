"""The bag of attributes that lives as long as its context: ``g``.

Layer 3. It stands apart from the context, which makes one when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

__all__ = ["Globals"]

_NOTHING: Final[Any] = object()


class Globals:
    """A bag of attributes that lives as long as its context: ``g``.

    Example:
        >>> g = Globals()
        >>> g.user = "ada"
        >>> g.get("user"), g.get("group", "none"), "user" in g
        ('ada', 'none', True)
    """

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...
        def __delattr__(self, name: str) -> None: ...

    def get(self, name: str, default: Any = None) -> Any:
        """Return the attribute *name*, or *default* if there is none."""
        return self.__dict__.get(name, default)

    def pop(self, name: str, default: Any = _NOTHING) -> Any:
        """Remove the attribute *name* and return it.

        Raises:
            KeyError: If there is none and no *default* is given.
        """
        if default is _NOTHING:
            return self.__dict__.pop(name)
        return self.__dict__.pop(name, default)

    def setdefault(self, name: str, default: Any = None) -> Any:
        """Return the attribute *name*, setting it to *default* if there is none."""
        return self.__dict__.setdefault(name, default)

    def __contains__(self, name: object) -> bool:
        return name in self.__dict__

    def __iter__(self) -> Iterator[str]:
        return iter(self.__dict__)

    def __repr__(self) -> str:
        return f"<Globals {sorted(self.__dict__)}>"
