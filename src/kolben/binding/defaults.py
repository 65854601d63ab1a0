"""The defaults of dataclasses, given to each object that msgspec has made.

Layer 4. msgspec takes an attribute that the class has for one that the object has, and
so leaves plain defaults to the class. Whatever looks into the object then misses them:
``vars()``, and msgspec itself when it writes JSON.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from kolben.binding.models import Structure

__all__ = ["Complete", "completer_of"]

Complete: TypeAlias = Callable[[Any], None]
"""Gives an object the defaults that it lacks."""

_NOTHING: Final = object()


def completer_of(structure: Structure | None) -> Complete | None:
    """Return what completes the objects of *structure*, or None if they never lack.

    Example:
        >>> from kolben.binding.models import structure_of
        >>> @dataclasses.dataclass
        ... class Query:
        ...     words: str
        ...     page: int = 1
        >>> import msgspec
        >>> query = msgspec.convert({"words": "tea"}, Query)
        >>> completer_of(structure_of(Query))(query)
        >>> vars(query)
        {'words': 'tea', 'page': 1}
    """
    if structure is None or not dataclasses.is_dataclass(structure.kind):
        return None
    if structure.array or structure.foreign or structure.mapping:
        return None
    fields = dataclasses.fields(structure.kind)
    defaults = {
        field.name: field.default
        for field in fields
        if field.default is not dataclasses.MISSING
        and getattr(structure.kind, field.name, _NOTHING) is field.default
    }
    names = [field.name for field in fields]
    return _completer(names, defaults) if defaults else None


def _completer(names: list[str], defaults: dict[str, Any]) -> Complete:
    def complete(value: Any) -> None:
        held = vars(value)
        if defaults.keys() <= held.keys():
            return
        given = {**defaults, **held}
        held.clear()  # what is written comes in the order of the class
        for name in names:
            if name in given:
                held[name] = given.pop(name)
        held.update(given)

    return complete
