"""What an annotation demands of a value besides its type: ``Annotated[int, Ge(1)]``.

Layer 0. Path variables, links, inputs and schemas all judge by the same constraints,
so they are read and applied here only. Objects of ``annotated_types`` are known by
their attributes, as are ``msgspec.Meta`` and what else is shaped alike, so none of
their packages is needed.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass
from decimal import Decimal
from types import NoneType
from typing import Any, Final, Literal, Protocol, Self, get_args, get_origin

import msgspec

from kolben._annotations import describe, members_of, metadata, optional
from kolben.exceptions import BindError

__all__ = ["Check", "Constraints"]


def _is_multiple(value: Any, step: Any) -> bool:
    if isinstance(value, Decimal) or isinstance(step, Decimal):
        value, step = Decimal(str(value)), Decimal(str(step))
    return bool(value % step == 0)


def _is_long_enough(value: Sized, least: int) -> bool:
    return len(value) >= least


def _is_short_enough(value: Sized, most: int) -> bool:
    return len(value) <= most


def _is_found(value: str, pattern: re.Pattern[str]) -> bool:
    return pattern.search(value) is not None


_COMPARED: Final[dict[str, tuple[Callable[[Any, Any], object], str]]] = {
    "ge": (operator.ge, "at least"),
    "gt": (operator.gt, "greater than"),
    "le": (operator.le, "at most"),
    "lt": (operator.lt, "less than"),
    "multiple_of": (_is_multiple, "a multiple of"),
}
_LENGTHS: Final = ("min_length", "max_length")
_TIGHTER: Final[dict[str, Callable[..., Any]]] = {
    "ge": max,
    "gt": max,
    "min_length": max,
    "le": min,
    "lt": min,
    "max_length": min,
}
_NUMBERS: Final = (int, float, Decimal)
_GROUPED: Final = "__is_annotated_types_grouped_metadata__"


class Check(Protocol):
    """Metadata that judges values in its own way.

    Any object in ``Annotated`` that has this method is one.
    """

    def violation(self, value: Any, /) -> str | None:
        """Return what *value* violates as the end of a sentence, or ``None``."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """The constraints of one annotation.

    Attributes:
        ge: The least value.
        gt: What a value is greater than.
        le: The greatest value.
        lt: What a value is less than.
        multiple_of: What a value is a multiple of.
        min_length: The least length.
        max_length: The greatest length.
        pattern: A regular expression that is found in the text.
        predicates: Functions that are true of a value.
        checks: Objects that judge a value in their own way.

    Example:
        >>> from typing import Annotated
        >>> import msgspec
        >>> found = Constraints.of(Annotated[int, msgspec.Meta(ge=1, multiple_of=2)])
        >>> found.violation(0), found.violation(3), found.violation(4)
        ('must be at least 1', 'must be a multiple of 2', None)
    """

    ge: Any = None
    gt: Any = None
    le: Any = None
    lt: Any = None
    multiple_of: Any = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    predicates: tuple[Callable[[Any], object], ...] = ()
    checks: tuple[Check, ...] = ()

    @classmethod
    def of(cls, annotation: object) -> Self | None:
        """Read the constraints of *annotation*, or return ``None`` if it has none.

        They are found through ``| None``, ``NewType`` and aliases of types. Of two
        bounds the tighter one counts.

        Raises:
            BindError: If one of them does not fit the type, or is no pattern.

        Example:
            >>> Constraints.of(int | None) is None
            True
        """
        found: dict[str, Any] = {}
        for item in _single(metadata(annotation)):
            _merge(found, item, annotation)
        if not found:
            return None
        constraints = cls(**found)
        _require_fit(constraints, annotation)
        return constraints

    def meta(self) -> msgspec.Meta:
        """Return those that msgspec knows, as msgspec writes them.

        Raises:
            ValueError: If a bound is one that msgspec knows of no type, as a date.
        """
        names = (*_COMPARED, *_LENGTHS, "pattern")
        return msgspec.Meta(**{name: getattr(self, name) for name in names})

    def violation(self, value: object) -> str | None:
        """Return what *value* violates, as the end of a sentence, or ``None``.

        Constraints that say nothing about values of its type are passed over, so the
        ``None`` of ``int | None`` violates none.
        """
        return next(self._violations(value), None)

    def judge(self) -> Callable[[Any], str | None]:
        """Return :meth:`violation`, made fast for values that violate nothing."""
        if self.checks or self.predicates:
            return self.violation
        tests = tuple(self._tests())

        def judge(value: Any) -> str | None:
            if value is None:
                return None
            try:
                for holds, bound in tests:
                    if not holds(value, bound):
                        return self.violation(value)
            except (ArithmeticError, TypeError, ValueError):
                return self.violation(value)
            return None

        return judge

    def _tests(self) -> Iterator[tuple[Callable[[Any, Any], object], Any]]:
        """Yield tests which, if all are passed, say that nothing is violated."""
        for name, (holds, _) in _COMPARED.items():
            if (bound := getattr(self, name)) is not None:
                yield holds, bound
        if self.min_length is not None:
            yield _is_long_enough, self.min_length
        if self.max_length is not None:
            yield _is_short_enough, self.max_length
        if self.pattern is not None:
            yield _is_found, re.compile(self.pattern)

    def _violations(self, value: Any) -> Iterator[str]:
        if value is None:
            return
        yield from self._beyond_bounds(value)
        yield from self._of_wrong_length(value)
        if isinstance(value, str) and not re.search(self.pattern or "", value):
            yield f"must match the pattern {self.pattern!r}"
        for predicate in self.predicates:
            if not _holds(predicate, value):
                yield _unsatisfied(predicate)
        yield from filter(None, (check.violation(value) for check in self.checks))

    def _beyond_bounds(self, value: Any) -> Iterator[str]:
        for name, (holds, words) in _COMPARED.items():
            bound = getattr(self, name)
            if bound is None or not _comparable(value, bound):
                continue
            if not _holds(lambda each: holds(each, bound), value):  # noqa: B023
                yield f"must be {words} {bound}"

    def _of_wrong_length(self, value: object) -> Iterator[str]:
        if not isinstance(value, Sized):
            return
        if self.min_length is not None and len(value) < self.min_length:
            yield f"must {_length('at least', self.min_length, value)}"
        if self.max_length is not None and len(value) > self.max_length:
            yield f"must {_length('at most', self.max_length, value)}"


def _single(items: Iterable[object]) -> Iterator[object]:
    """Yield the metadata one by one, groups taken apart."""
    for item in items:
        if isinstance(item, type):
            continue
        if getattr(item, _GROUPED, False) and isinstance(item, Iterable):
            yield from _single(item)
        else:
            yield item
            yield from _single(_inner(item))


def _inner(item: object) -> Iterable[object]:
    """Return the metadata that an object carries, as the fields of pydantic do."""
    inner = getattr(item, "metadata", ())
    return inner if isinstance(inner, (list, tuple)) else ()


def _merge(found: dict[str, Any], item: object, annotation: object) -> None:
    """Put what *item* demands into *found*."""
    for name in (*_COMPARED, *_LENGTHS):
        if (wanted := getattr(item, name, None)) is not None:
            tighter = _TIGHTER.get(name)
            held = found.get(name)
            found[name] = (
                tighter(held, wanted) if tighter and held is not None else wanted
            )
    pattern = getattr(item, "pattern", None)
    if pattern is not None:
        found["pattern"] = _pattern(pattern, annotation)
    predicate = getattr(item, "func", None)
    if type(item).__name__ == "Predicate" and callable(predicate):
        found["predicates"] = (*found.get("predicates", ()), predicate)
    if callable(getattr(item, "violation", None)):
        found["checks"] = (*found.get("checks", ()), item)


def _pattern(pattern: object, annotation: object) -> str:
    text: Any = getattr(pattern, "pattern", pattern)
    try:
        re.compile(text)
    except (re.error, TypeError) as error:
        raise BindError(
            f"The pattern {text!r} of {describe(annotation)} is no regular "
            f"expression: {error}.",
            hint="Mend the pattern.",
        ) from error
    return str(text)


def _require_fit(constraints: Constraints, annotation: object) -> None:
    """Make sure that some values of the type can be judged by each constraint."""
    kinds = tuple(_kinds(annotation))
    misfit = next(
        (
            name
            for name in (*_COMPARED, *_LENGTHS, "pattern")
            if (wanted := getattr(constraints, name)) is not None
            and not any(_fits(kind, name, wanted) for kind in kinds)
        ),
        None,
    )
    if misfit is not None:
        raise BindError(
            f"The constraint {misfit}={getattr(constraints, misfit)!r} does not fit "
            f"{describe(optional(annotation)[0])}.",
            hint="Take the constraint out, or annotate the type that it is meant for.",
        )


def _kinds(annotation: object) -> Iterator[object]:
    """Yield the classes of the values of *annotation*; for the rest what it is."""
    for member in members_of(annotation):
        if get_origin(member) is Literal:
            yield from map(type, get_args(member))
        elif member is not NoneType:
            yield get_origin(member) or member


def _fits(kind: object, name: str, wanted: object) -> bool:
    """Say whether a constraint can judge values of *kind*, as far as one can tell."""
    if not isinstance(kind, type) or kind in (object, Any):
        return True
    if kind is bool:
        return False
    if name == "pattern":
        return issubclass(kind, str)
    if name in _LENGTHS:
        return issubclass(kind, Sized)
    if isinstance(wanted, _NUMBERS):
        return issubclass(kind, _NUMBERS)
    return name != "multiple_of" and issubclass(type(wanted), kind)


def _comparable(value: object, bound: object) -> bool:
    """Say whether a bound says anything about *value*, which may be one of a union."""
    if isinstance(bound, _NUMBERS):
        return isinstance(value, _NUMBERS)
    return isinstance(value, type(bound)) or isinstance(bound, type(value))


def _holds(predicate: Callable[[Any], object], value: object) -> bool:
    """Say whether *predicate* is true of *value*; one that cannot be asked is not."""
    try:
        return bool(predicate(value))
    except (ArithmeticError, TypeError, ValueError):
        return False


def _unsatisfied(predicate: Callable[[Any], object]) -> str:
    name = getattr(predicate, "__name__", "<lambda>")
    return "is not allowed" if name == "<lambda>" else f"must satisfy {name!r}"


def _length(words: str, length: int, value: Sized) -> str:
    if isinstance(value, str):
        unit = "character" if length == 1 else "characters"
        return f"be {words} {length} {unit} long"
    unit = "byte" if isinstance(value, bytes) else "item"
    return f"have {words} {length} {unit if length == 1 else unit + 's'}"
