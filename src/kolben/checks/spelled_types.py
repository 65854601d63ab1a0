"""Annotations as text that another file can hold: dotted names, and their modules.

Layer 8. What is written down here is read where the application is not running, by
type checkers; so a type that has no name there is ``Any`` rather than a riddle.
"""

from __future__ import annotations

import builtins
import sys
import types
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal, NewType, Union, get_args, get_origin

from kolben._annotations import MISSING

__all__ = ["ANY", "SpelledType", "spelled"]

_UNIONS: Final = (Union, types.UnionType)
_LITERALS: Final = (str, int, bool, bytes, types.NoneType)
_COLLECTIONS: Final = (list, set, frozenset)


@dataclass(frozen=True, slots=True)
class SpelledType:
    """A type as text.

    Attributes:
        text: The type, with the full name of every class.
        modules: What has to be imported for it.
    """

    text: str
    modules: frozenset[str] = frozenset()


ANY: Final = SpelledType("Any")
"""What stands for a type that cannot be written."""


def spelled(annotation: Any) -> SpelledType:
    """Return *annotation* as text, without what ``Annotated`` adds.

    Example:
        >>> import datetime
        >>> spelled(datetime.date | None).text
        'datetime.date | None'
        >>> spelled(Literal["new", "old"]).text
        "Literal['new', 'old']"
        >>> class Unreachable: ...
        >>> spelled(Unreachable | None)
        SpelledType(text='Any', modules=frozenset())
    """
    if annotation is MISSING or annotation is Any:
        return ANY
    if annotation is None or annotation is types.NoneType:
        return SpelledType("None")
    if hasattr(annotation, "__metadata__"):
        return spelled(annotation.__origin__)
    origin, arguments = get_origin(annotation), get_args(annotation)
    return _named(annotation) if origin is None else _composed(origin, arguments)


def _composed(origin: Any, arguments: tuple[Any, ...]) -> SpelledType:
    """Return what has arguments: a union, values or a collection."""
    if origin in _UNIONS:
        return _joined(map(spelled, arguments))
    if origin is Literal and all(type(each) in _LITERALS for each in arguments):
        return SpelledType(f"Literal[{', '.join(map(repr, arguments))}]")
    if origin in _COLLECTIONS and len(arguments) == 1:
        inner = spelled(arguments[0])
        return SpelledType(f"{origin.__name__}[{inner.text}]", inner.modules)
    return ANY


def _joined(parts: Iterable[SpelledType]) -> SpelledType:
    """Return the union of *parts*, of which an ``Any`` would swallow the others."""
    found = list(parts)
    if ANY in found:
        return ANY
    modules = frozenset[str]().union(*(each.modules for each in found))
    return SpelledType(" | ".join(each.text for each in found), modules)


def _named(annotation: Any) -> SpelledType:
    """Return the full name of a class or of a ``NewType``, if it has one."""
    if not isinstance(annotation, type | NewType):
        return ANY
    name = getattr(annotation, "__qualname__", annotation.__name__)
    if getattr(builtins, name, None) is annotation:
        return SpelledType(name)
    for module in _homes(annotation.__module__):
        if _found(module, name) is annotation:
            return SpelledType(f"{module}.{name}", frozenset({module}))
    return ANY


def _homes(module: str) -> tuple[str, ...]:
    """Return where a class of *module* may be known; not as ``pathlib._local``."""
    public = ".".join(part for part in module.split(".") if not part.startswith("_"))
    return (public, module) if public else ()


def _found(module: str, name: str) -> object:
    """Return what *name* stands for in *module*, or nothing."""
    found: object = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return found
