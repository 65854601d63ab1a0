"""A mapping that counts its changes.

Layer 0. What is derived from a mapping remembers the count, and one comparison of
two numbers tells whether it is out of date; so every way of changing a ``dict``
stands here, and none escapes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

__all__ = ["CountedDict"]


class CountedDict(dict[str, Any]):
    """A ``dict`` that counts its changes.

    Attributes:
        version: How often the mapping changed since it was made.

    Example:
        >>> settings = CountedDict(debug=True)
        >>> settings |= {"testing": True}
        >>> del settings["debug"]
        >>> settings.version
        2
    """

    version: int = 0

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        self.version += 1

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)
        self.version += 1

    def update(self, *sources: Any, **settings: Any) -> None:
        """Change the mapping as ``dict.update`` does, and count it."""
        super().update(*sources, **settings)
        self.version += 1

    def setdefault(self, key: str, default: Any = None, /) -> Any:
        """Return what *key* holds, after storing *default* if it held nothing."""
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key: str, /, *default: Any) -> Any:
        """Remove *key* as ``dict.pop`` does, and count it."""
        value = super().pop(key, *default)
        self.version += 1
        return value

    def popitem(self) -> tuple[str, Any]:
        """Remove the key that was added last, and count it."""
        item = super().popitem()
        self.version += 1
        return item

    def clear(self) -> None:
        """Remove everything, and count it."""
        super().clear()
        self.version += 1

    if not TYPE_CHECKING:  # pragma: no branch  # checkers know dict's overloads

        def __ior__(self, other: Any) -> Self:
            self.update(other)
            return self
