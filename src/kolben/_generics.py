"""What a class gives its generic bases: the ``KeyError`` of ``ErrorHandler[KeyError]``.

Layer 0. A class says once, where type checkers read it, what it is about; what is
registered by that is read from the same place, so that the two cannot differ.
"""

from __future__ import annotations

import sys
import typing
from collections.abc import Mapping
from typing import Any, ForwardRef, TypeVar, get_args, get_origin

from kolben._annotations import MISSING

__all__ = ["argument_of", "arguments_of", "filled_in"]


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
    return next(iter(arguments_of(cls, base).values()), MISSING)


def arguments_of(cls: type, base: type) -> Mapping[object, object]:
    """Return what *cls* gives *base*, a generic class, for each of its variables.

    Args:
        cls: A subclass, however far below, or *base* itself.
        base: The class.

    Example:
        >>> T = TypeVar("T")
        >>> class Box(typing.Generic[T]): ...
        >>> class Texts(Box[str]): ...
        >>> arguments_of(Texts, Box), arguments_of(Box, Box)
        ({~T: <class 'str'>}, {})
    """
    bases: tuple[Any, ...] = vars(cls).get("__orig_bases__", cls.__bases__)
    for each in bases:
        kind, arguments = get_origin(each) or each, get_args(each)
        if not (isinstance(kind, type) and issubclass(kind, base)):
            continue
        read = (_read(argument, cls) for argument in arguments)
        given: dict[object, object] = dict(zip(_variables_of(kind), read, strict=False))
        if kind is base:
            return given
        found = arguments_of(kind, base)
        return {name: filled_in(value, given) for name, value in found.items()}
    return {}


def filled_in(annotation: Any, given: Mapping[object, object]) -> object:
    """Return *annotation* with what is *given* for its variables.

    Example:
        >>> T = TypeVar("T")
        >>> filled_in(dict[str, T], {T: int})
        dict[str, int]
    """
    if isinstance(annotation, TypeVar):
        return given.get(annotation, annotation)
    inner = () if isinstance(annotation, type) else _variables_of(annotation)
    if not any(each in given for each in inner):
        return annotation
    generic: Any = annotation
    filled: object = generic[tuple(given.get(each, each) for each in inner)]
    return filled


def _variables_of(annotation: object) -> tuple[object, ...]:
    found: tuple[object, ...] = getattr(annotation, "__parameters__", ())
    return found


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
