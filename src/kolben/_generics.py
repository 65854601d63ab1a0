"""What a class gives its generic base: the ``KeyError`` of ``ErrorHandler[KeyError]``.

Layer 0. A class says once, where type checkers read it, what it is about; what is
registered by that is read from the same place, so that the two cannot differ.
"""

from __future__ import annotations

import sys
import typing
from typing import Any, ForwardRef, TypeVar, get_args, get_origin

from kolben._annotations import MISSING

__all__ = ["argument_of"]


def argument_of(cls: type, base: type) -> object:
    """Return what *cls* gives *base*, a generic class with one variable.

    It is a ``TypeVar`` where the class leaves that to its own subclasses, ``MISSING``
    where none is given, and a ``ForwardRef`` where it names what is not there yet.

    Args:
        cls: A subclass, however far below.
        base: The generic class.

    Example:
        >>> T = TypeVar("T")
        >>> class Box(typing.Generic[T]): ...
        >>> class Pair(Box[list[T]], typing.Generic[T]): ...
        >>> class Pairs(Pair[int]): ...
        >>> argument_of(Pairs, Box)
        list[int]
    """
    bases: tuple[Any, ...] = vars(cls).get("__orig_bases__", cls.__bases__)
    for each in bases:
        kind, arguments = get_origin(each) or each, get_args(each)
        if not (isinstance(kind, type) and issubclass(kind, base)):
            continue
        if kind is base:
            return _read(arguments[0], cls) if arguments else MISSING
        return _filled_in(argument_of(kind, base), kind, arguments)
    return MISSING


def _filled_in(found: Any, kind: Any, arguments: tuple[object, ...]) -> object:
    """Return *found* with *arguments* for the variables of *kind*."""
    variables = getattr(kind, "__parameters__", ())
    given: dict[object, object] = dict(zip(variables, arguments, strict=False))
    if isinstance(found, TypeVar):
        return given.get(found, found)
    inner = getattr(found, "__parameters__", ())
    if not inner or not arguments:
        return found
    filled: object = found[tuple(given.get(each, each) for each in inner)]
    return filled


def _read(argument: object, cls: type) -> object:
    """Return what *argument* names in the module of *cls*, if it can be read."""
    if not isinstance(argument, ForwardRef):
        return argument

    def holder() -> None:
        """Carry the annotation to where the standard library reads it."""

    holder.__annotations__ = {"argument": argument}
    names = getattr(sys.modules.get(cls.__module__), "__dict__", {})
    try:
        return typing.get_type_hints(holder, names, include_extras=True)["argument"]
    except (AttributeError, NameError, TypeError):
        return argument
