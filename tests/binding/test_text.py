from __future__ import annotations

import math
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Annotated, Any, Literal, NewType
from uuid import UUID

import pytest
from annotated_types import Ge, MinLen
from hypothesis import given, settings
from hypothesis import strategies as st

from kolben.binding.problems import Invalid
from kolben.binding.text import text_reader

UserId = NewType("UserId", int)


class Color(Enum):
    RED = "red"
    GREEN = "green"

    @classmethod
    def _missing_(cls, value: object) -> Color | None:
        return cls.GREEN if value == "verde" else None


class Level(IntEnum):
    LOW = 1
    HIGH = 2


KINDS: list[Any] = [
    *(int, float, bool, str, bytes, date, datetime, time, timedelta, Decimal, UUID),
    *(Color, Level, UserId, Literal["a", 1, True], int | None, int | str, Any),
    *(Annotated[int, Ge(3)], Annotated[str, MinLen(2)] | None, float | bool | None),
]


def read(annotation: Any, text: str) -> Any:
    reader = text_reader(annotation)
    assert reader is not None
    return reader(text)


@pytest.mark.parametrize(
    ("annotation", "text", "value"),
    [
        (int, "12", 12),
        (int, "-1", -1),
        (int, "+1", 1),
        (int, "9" * 40, int("9" * 40)),
        (float, "1.5", 1.5),
        (float, ".5", 0.5),
        (float, "1e3", 1000.0),
        (bool, "true", True),
        (bool, "On", True),
        (bool, "yes", True),
        (bool, "0", False),
        (bool, "off", False),
        (str, "", ""),
        (str, "a\0b", "a\0b"),
        (bytes, "ä", "ä".encode()),
        (date, "2030-01-31", date(2030, 1, 31)),
        (datetime, "2030-01-31T12:00", datetime(2030, 1, 31, 12)),
        (datetime, "2030-01-31T12:00:00Z", datetime(2030, 1, 31, 12, tzinfo=UTC)),
        (time, "12:00:00", time(12)),
        (timedelta, "PT1H30M", timedelta(minutes=90)),
        (Decimal, "1.50", Decimal("1.50")),
        (UUID, "00000000-0000-0000-0000-000000000001", UUID(int=1)),
        (Color, "red", Color.RED),
        (Color, "verde", Color.GREEN),
        (Level, "2", Level.HIGH),
        (Literal["a", 1], "1", 1),
        (Literal[True], "true", True),
        (UserId, "3", 3),
        (int | None, "", None),
        (int | None, "3", 3),
        (str | None, "", ""),
        (Annotated[str, MinLen(1)] | None, "", None),
        (str | int, "3", 3),
        (str | int, "three", "three"),
        (Any, "3", "3"),
    ],
)
def test_text_is_read_by_the_type_that_is_wanted(
    annotation: Any, text: str, value: object
) -> None:
    found = read(annotation, text)

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("annotation", "text", "message"),
    [
        (int, "", "Expected an integer."),
        (int, "1.0", "Expected an integer."),
        (int, "1_000", "Expected an integer."),
        (int, " 1", "Expected an integer."),
        (int, "٣", "Expected an integer."),
        (int, "9" * 5000, "Expected an integer."),
        (float, "nan", "Expected a number."),
        (float, "inf", "Expected a number."),
        (float, "1e999", "Expected a number."),
        (float, "1_0", "Expected a number."),
        (Decimal, "NaN", "Expected a decimal number."),
        (Decimal, "1e999999999", "Expected a decimal number."),
        (bool, "2", "Expected true or false."),
        (bool, "", "Expected true or false."),
        (str, "\ud800", "Expected text that is valid Unicode."),
        (date, "31.1.2030", "Expected a date as in 2030-01-31."),
        (UUID, "1", "Expected a UUID."),
        (Color, "blue", "Expected one of 'red', 'green'."),
        (Level, "3", "Expected one of '1', '2'."),
        (Literal["a", True], "b", "Expected one of 'a', 'true'."),
        (Annotated[int, Ge(3)], "2", "Must be at least 3."),
        (int | bool, "x", "Expected an integer. Or: Expected true or false."),
    ],
)
def test_what_is_no_such_value_is_refused_with_a_sentence(
    annotation: Any, text: str, message: str
) -> None:
    with pytest.raises(Invalid) as caught:
        read(annotation, text)

    assert str(caught.value) == message


@pytest.mark.parametrize("annotation", [dict[str, int], list[int], object()])
def test_nothing_reads_text_as_what_text_cannot_be(annotation: Any) -> None:
    assert text_reader(annotation) is None


def test_a_union_with_what_no_text_can_be_cannot_be_read() -> None:
    assert text_reader(int | list[int]) is None


@pytest.mark.parametrize("annotation", KINDS)
@settings(max_examples=40)
@given(text=st.text(st.characters(codec=None)))
def test_any_text_is_read_or_refused(annotation: Any, text: str) -> None:
    with suppress(Invalid):
        read(annotation, text)


@given(st.integers())
def test_integers_are_read_as_they_are_written(value: int) -> None:
    assert read(int, str(value)) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_are_read_as_they_are_written(value: float) -> None:
    found = read(float, repr(value))

    assert found == value
    assert math.isfinite(found)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_decimals_are_read_as_they_are_written(value: Decimal) -> None:
    assert read(Decimal, str(value)) == value


@given(st.dates())
def test_dates_are_read_as_iso_writes_them(value: date) -> None:
    assert read(date, value.isoformat()) == value


@given(st.datetimes(timezones=st.just(UTC) | st.none()))
def test_times_of_a_day_are_read_as_iso_writes_them(value: datetime) -> None:
    assert read(datetime, value.isoformat()) == value


@given(st.uuids())
def test_uuids_are_read_as_they_are_written(value: UUID) -> None:
    assert read(UUID, str(value)) == value
