"""The end of a way through the trie: one route, ready to answer.

Layer 1. What a match needs of a route (its methods, its conversions, its defaults, its
slashes) is worked out once, so that a request costs one call.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeAlias, TypeVar

from werkzeug.routing import BaseConverter, IntegerConverter

from kolben.routing.detours import Detour
from kolben.routing.route import Route

__all__ = ["Leaf"]

T = TypeVar("T")

_Conversion: TypeAlias = Callable[[str], Any]
_Filling: TypeAlias = Callable[[Sequence[str]], dict[str, Any]]


class Leaf(Generic[T]):
    """A route at the end of its steps.

    Attributes:
        route: The route.
        methods: What it answers, automatic ``OPTIONS`` included.
        fill: Returns the variables for the texts that were captured, or raises
            ``ValueError`` if one of them does not convert.
        strict: A path that lacks the final slash is redirected, and one that has it
            though the template has none does not match.
        merge: Slashes side by side count as one.
        detour: Where the request is sent instead, if it is sent elsewhere at all.
    """

    __slots__ = ("detour", "fill", "merge", "methods", "route", "strict")

    def __init__(
        self,
        route: Route[T],
        names: Sequence[str],
        detour: Detour | None,
        *,
        strict: bool,
        merge: bool,
    ) -> None:
        self.route: Route[T] = route
        self.methods: frozenset[str] = route.allowed
        self.fill: _Filling = _filling(route, names)
        self.detour: Detour | None = detour
        self.strict: bool = strict
        self.merge: bool = merge

    def filled(self, texts: Sequence[str]) -> dict[str, Any] | None:
        """Return the variables, or None if a text does not convert."""
        try:
            return self.fill(texts)
        except ValueError:
            return None


def _filling(route: Route[Any], names: Sequence[str]) -> _Filling:
    """Return what makes variables of captured texts, the cheapest way there is."""
    defaults = dict(route.defaults)
    conversions = [_conversion(route.converters[name]) for name in names]
    if not names:
        return lambda _: defaults.copy()
    if len(names) == 1 and not defaults:
        return _filling_of_one(names[0], conversions[0])
    pairs = [
        (name, conversion)
        for name, conversion in zip(names, conversions, strict=True)
        if conversion is not None
    ]

    def fill(texts: Sequence[str]) -> dict[str, Any]:
        variables: dict[str, Any] = dict(zip(names, texts, strict=True))
        for name, convert in pairs:
            variables[name] = convert(variables[name])
        variables.update(defaults)
        return variables

    return fill


def _filling_of_one(name: str, convert: _Conversion | None) -> _Filling:
    if convert is None:
        return lambda texts: {name: texts[0]}
    return lambda texts: {name: convert(texts[0])}


def _conversion(converter: BaseConverter) -> _Conversion | None:
    """Return what converts a text; None if it stays as it is."""
    kind = type(converter)
    if kind.to_python is BaseConverter.to_python:
        return None
    if isinstance(converter, IntegerConverter) and kind is IntegerConverter:
        limits = (converter.min, converter.max)
        if not converter.fixed_digits and limits == (None, None):
            return int
    return converter.to_python
