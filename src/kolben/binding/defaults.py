"""The defaults of dataclasses, given to each object that msgspec has made.

Layer 4. msgspec takes an attribute that the class has for one that the object has, and
so leaves plain defaults to the class. Whatever looks into the object then misses them:
``vars()``, and msgspec itself when it writes JSON.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from kolben.binding.structures import Structure

__all__ = ["Complete", "completer_of"]

Complete: TypeAlias = Callable[[Any], None]
"""Gives an object the defaults that it lacks."""

_NOTHING: Final = object()


def completer_of(structure: Structure | None) -> Complete | None:
    """Return what completes the objects of *structure*, or None if they never lack.

    Example:
        >>> from kolben.binding.structures import structure_of
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
    kind, fields = structure.kind, dataclasses.fields(structure.kind)
    if not any(_is_left_out(kind, field) for field in fields):
        return None
    blank = {field.name: field.default for field in fields if field.init}
    blank |= {f.name: f.default for f in fields if _is_left_out(kind, f)}
    knows_more = hasattr(kind, "__post_init__")  # and may set what is no field
    return _completer(blank, None if knows_more else len(fields))


def _is_left_out(kind: Any, field: dataclasses.Field[Any]) -> bool:
    """Say whether the class has the default of *field* as an attribute."""
    if field.default is dataclasses.MISSING:
        return False
    return getattr(kind, field.name, _NOTHING) is field.default


def _completer(blank: dict[str, Any], whole: int | None) -> Complete:
    """Return what puts the attributes of an object over *blank*.

    Args:
        blank: The defaults, in order; what stands for a field without one is never
            used, since msgspec demands or makes it.
        whole: How many attributes an object has that lacks none, if that is known.
    """
    put = object.__setattr__

    def complete(value: Any) -> None:
        held = value.__dict__
        if len(held) != whole:
            put(value, "__dict__", {**blank, **held})

    return complete
