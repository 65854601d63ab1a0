"""Converters that take no more than the constraints of an annotation allow.

Layer 1. ``Annotated[int, Ge(1)]`` says of a path what it says of any other input, so a
text whose value is out of bounds is as if it did not convert: the next route is tried,
and no link is built. Bounds that a converter knows by itself are left to it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from copy import copy
from functools import cache
from typing import Any

from werkzeug.routing import (
    BaseConverter,
    FloatConverter,
    IntegerConverter,
    ValidationError,
)

from kolben._constraints import Constraints

__all__ = ["constrained"]


class _Constrained(BaseConverter):
    """What is put before the class of a converter to judge what that makes."""

    constraints: Constraints

    def to_python(self, value: str) -> Any:
        converted = super().to_python(value)
        if (violation := self.constraints.violation(converted)) is not None:
            raise ValidationError(violation)
        return converted


def constrained(converter: BaseConverter, constraints: Constraints) -> BaseConverter:
    """Return *converter* so that it takes what satisfies *constraints* only.

    Raises:
        ValueError: If that is nothing.

    Example:
        >>> from werkzeug.routing import Map
        >>> page = constrained(IntegerConverter(Map()), Constraints(ge=1))
        >>> page.to_python("1")
        1
        >>> page.to_python("0")
        Traceback (most recent call last):
        ...
        werkzeug.routing.converters.ValidationError
    """
    made: Any = copy(converter)
    if bounds := _bounds(converter, constraints):
        low, high = bounds
        made.min = _tightest(max, made.min, low)
        made.max = _tightest(min, made.max, high)
        if None not in (made.min, made.max) and made.min > made.max:
            raise ValueError(f"nothing is between {made.min} and {made.max}")
    else:
        kind: Any = type(converter)
        made.__class__ = _kind(kind)
        made.constraints = constraints
    judged: BaseConverter = made
    return judged


@cache
def _kind(kind: Any) -> Any:
    """Return *kind* with the judgement of constraints put before it.

    It is a subclass, so whoever knows the kind of a converter knows this one.
    """
    return type(kind.__name__, (_Constrained, kind), {"__module__": kind.__module__})


def _bounds(converter: BaseConverter, wanted: Constraints) -> tuple[Any, Any] | None:
    """Return the least and the greatest value, if *wanted* says no more than that."""
    given = (wanted.ge, wanted.gt, wanted.le, wanted.lt)
    ge, gt, le, lt = given
    if wanted != Constraints(ge=ge, gt=gt, le=le, lt=lt) or not all(
        map(_finite, given)
    ):
        return None
    if type(converter) is FloatConverter:
        return None if (gt, lt) != (None, None) else (ge, le)
    if type(converter) is not IntegerConverter:
        return None
    above = None if gt is None else math.floor(gt) + 1
    below = None if lt is None else math.ceil(lt) - 1
    return (
        _tightest(max, above, None if ge is None else math.ceil(ge)),
        _tightest(min, below, None if le is None else math.floor(le)),
    )


def _finite(bound: object) -> bool:
    return bound is None or (isinstance(bound, int | float) and math.isfinite(bound))


def _tightest(choose: Callable[[Any, Any], Any], one: Any, other: Any) -> Any:
    """Return the one of two bounds that *choose* prefers; either may be missing."""
    if one is None or other is None:
        return other if one is None else one
    return choose(one, other)
