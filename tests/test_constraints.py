from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, NewType

import annotated_types
import msgspec
import pytest
from annotated_types import Ge, Gt, Interval, Le, Len, Lt, MaxLen, MinLen, MultipleOf
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from kolben._constraints import Constraints
from kolben.exceptions import BindError

NOON = datetime(2030, 1, 1, 12)  # a time without a zone is meant
PostId = NewType("PostId", Annotated[int, Ge(1)])  # type: ignore[valid-newtype]  # msgspec takes it


class Even:
    """Metadata that judges in its own way."""

    def violation(self, value: int) -> str | None:
        return "must be even" if value % 2 else None


def is_lucky(value: int) -> bool:
    return value == 7


def test_a_plain_type_has_none() -> None:
    assert Constraints.of(int) is None
    assert Constraints.of(Annotated[int, "a remark", Even]) is None


@pytest.mark.parametrize(
    ("annotation", "value", "violation"),
    [
        (Annotated[int, Ge(1)], 0, "must be at least 1"),
        (Annotated[int, Gt(1)], 1, "must be greater than 1"),
        (Annotated[int, Le(1)], 2, "must be at most 1"),
        (Annotated[int, Lt(1)], 1, "must be less than 1"),
        (Annotated[int, MultipleOf(3)], 4, "must be a multiple of 3"),
        (Annotated[int, Interval(ge=1, lt=5)], 5, "must be less than 5"),
        (Annotated[str, MinLen(1)], "", "must be at least 1 character long"),
        (Annotated[str, Len(0, 2)], "abc", "must be at most 2 characters long"),
        (Annotated[bytes, MaxLen(1)], b"ab", "must have at most 1 byte"),
        (Annotated[list[int], MinLen(2)], [1], "must have at least 2 items"),
        (
            Annotated[str, msgspec.Meta(pattern="^a")],
            "b",
            "must match the pattern '^a'",
        ),
        (Annotated[int, Field(ge=3)], 1, "must be at least 3"),
        (
            Annotated[int, annotated_types.Predicate(is_lucky)],
            1,
            "must satisfy 'is_lucky'",
        ),
        (
            Annotated[int, annotated_types.Predicate(lambda v: v == 7)],
            1,
            "is not allowed",
        ),
        (Annotated[int, Even()], 1, "must be even"),
        (PostId, 0, "must be at least 1"),
        (
            Annotated[Decimal, MultipleOf(Decimal("0.1"))],
            Decimal("0.25"),
            "must be a multiple of 0.1",
        ),
        (Annotated[Decimal, Ge(1)], Decimal("sNaN"), "must be at least 1"),
        (Annotated[datetime, Gt(NOON)], NOON, f"must be greater than {NOON}"),
        (
            Annotated[datetime, Gt(NOON)],
            NOON.replace(year=2031, tzinfo=UTC),
            f"must be greater than {NOON}",
        ),
    ],
)
def test_a_violation_is_the_end_of_a_sentence(
    annotation: Any, value: object, violation: str
) -> None:
    constraints = Constraints.of(annotation)

    assert constraints is not None
    assert constraints.violation(value) == violation


def test_constraints_are_found_through_none() -> None:
    constraints = Constraints.of(Annotated[int, Ge(1)] | None)

    assert constraints == Constraints(ge=1)
    assert constraints.violation(None) is None


def test_of_two_bounds_the_tighter_one_counts() -> None:
    annotation = Annotated[int, Ge(0), Le(9), Ge(3), Le(5), Ge(1)]

    assert Constraints.of(annotation) == Constraints(ge=3, le=5)


def test_a_bound_of_zero_is_not_forgotten() -> None:
    assert Constraints.of(Annotated[int, Ge(0), Ge(-1)]) == Constraints(ge=0)


def test_what_says_nothing_of_a_member_of_a_union_is_passed_over() -> None:
    constraints = Constraints.of(Annotated[int | str, Ge(1), MinLen(2)])

    assert constraints is not None
    assert constraints.violation("ab") is None
    assert constraints.violation("a") == "must be at least 2 characters long"
    assert constraints.violation(0) == "must be at least 1"


@pytest.mark.parametrize(
    ("annotation", "problem"),
    [
        (Annotated[int, msgspec.Meta(pattern="x")], "pattern='x' does not fit int"),
        (Annotated[int, MinLen(1)], "min_length=1 does not fit int"),
        (Annotated[bool, Ge(1)], "ge=1 does not fit bool"),
        (Annotated[list[int], Ge(1)], "ge=1 does not fit list[int]"),
        (Annotated[Literal["a"], Ge(1)], "ge=1 does not fit Literal['a']"),
        (Annotated[str, MultipleOf(2)] | None, "multiple_of=2 does not fit str"),
    ],
)
def test_a_constraint_that_does_not_fit_its_type_is_refused(
    annotation: Any, problem: str
) -> None:
    with pytest.raises(BindError) as caught:
        Constraints.of(annotation)

    assert problem in caught.value.problem


def test_what_is_no_pattern_is_refused() -> None:
    class Meta:
        pattern = "("

    with pytest.raises(BindError, match="is no regular expression"):
        Constraints.of(Annotated[str, Meta()])


def test_of_a_type_that_may_be_anything_any_constraint_is_believed() -> None:
    assert Constraints.of(Annotated[Any, MinLen(1)]) == Constraints(min_length=1)


def test_they_are_written_as_msgspec_writes_them() -> None:
    constraints = Constraints.of(Annotated[int, Ge(1), MultipleOf(2)])

    assert constraints is not None
    assert constraints.meta() == msgspec.Meta(ge=1, multiple_of=2)


BOUNDS = st.one_of(st.none(), st.integers(-5, 5))


def taken(value: object, annotation: Any) -> bool:
    """Return whether msgspec takes *value* for *annotation*."""
    try:
        msgspec.convert(value, annotation)
    except msgspec.ValidationError:
        return False
    return True


@given(BOUNDS, BOUNDS, BOUNDS, BOUNDS, st.integers(-7, 7))
def test_numbers_are_judged_as_msgspec_judges_them(
    ge: int | None, gt: int | None, le: int | None, lt: int | None, value: int
) -> None:
    if None not in (ge, gt) or None not in (le, lt):
        return  # msgspec takes one of each only
    meta = msgspec.Meta(ge=ge, gt=gt, le=le, lt=lt)
    constraints = Constraints(ge=ge, gt=gt, le=le, lt=lt)

    assert (constraints.violation(value) is None) is taken(value, Annotated[int, meta])


@given(st.integers(0, 4), st.integers(0, 4), st.text(max_size=6))
def test_texts_are_judged_as_msgspec_judges_them(
    least: int, most: int, value: str
) -> None:
    meta = msgspec.Meta(min_length=least, max_length=most)
    constraints = Constraints(min_length=least, max_length=most)

    assert (constraints.violation(value) is None) is taken(value, Annotated[str, meta])
