from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qs, parse_qsl
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolben.exceptions import UrlError
from kolben.routing.queries import changed_query, query_of


class Color(Enum):
    RED = "red"
    OLD = date(2026, 5, 17)


class Size(IntEnum):
    SMALL = 1


class Shape(StrEnum):
    ROUND = "round"


class Titled(str, Enum):  # noqa: UP042  # its str() is not its value
    ONE = "one"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(True, "true", id="true"),
        pytest.param(False, "false", id="false"),
        pytest.param(3, "3", id="number"),
        pytest.param(1.5, "1.5", id="fraction"),
        pytest.param(1e300, "1e+300", id="large number"),
        pytest.param(Decimal("1.50"), "1.50", id="decimal"),
        pytest.param(Fraction(1, 2), "1/2", id="number of another type"),
        pytest.param(date(2026, 5, 17), "2026-05-17", id="day"),
        pytest.param(datetime(2026, 5, 17, 1, 2), "2026-05-17T01:02:00", id="moment"),
        pytest.param(
            datetime(2026, 5, 17, tzinfo=UTC), "2026-05-17T00:00:00+00:00", id="zone"
        ),
        pytest.param(time(1, 2), "01:02:00", id="time"),
        pytest.param(timedelta(minutes=1), "PT60S", id="duration"),
        pytest.param(UUID(int=1), str(UUID(int=1)), id="uuid"),
        pytest.param(PurePosixPath("a/b"), "a/b", id="path"),
        pytest.param(Color.RED, "red", id="enumeration"),
        pytest.param(Color.OLD, "2026-05-17", id="enumeration of days"),
        pytest.param(Size.SMALL, "1", id="enumeration of numbers"),
        pytest.param(Shape.ROUND, "round", id="enumeration of texts"),
        pytest.param(Titled.ONE, "one", id="text that is an enumeration"),
    ],
)
def test_a_value_is_written_as_inputs_read_it(value: object, text: str) -> None:
    assert parse_qs(query_of([("x", value)])) == {"x": [text]}


@pytest.mark.parametrize(
    "many",
    [
        pytest.param([1, True, None], id="list"),
        pytest.param((1, True), id="tuple"),
        pytest.param({1: 0, "true": 0}.keys(), id="keys"),
    ],
)
def test_what_holds_several_repeats_its_name(many: object) -> None:
    assert query_of([("x", many)]) == "x=1&x=true"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        pytest.param({"a": 1}, "dict", id="mapping"),
        pytest.param(object(), "object", id="object"),
        pytest.param([[object()]], "list", id="list in a list"),
        pytest.param((each for each in "ab"), "generator", id="generator"),
        pytest.param(len, "builtin_function_or_method", id="function"),
    ],
)
def test_what_has_no_text_is_refused(value: object, kind: str) -> None:
    with pytest.raises(UrlError) as caught:
        query_of([("filter", value)])

    assert caught.value.problem.startswith(
        f"A value of type {kind!r}, given for 'filter', has no text"
    )


def test_a_number_without_end_is_refused() -> None:
    with pytest.raises(UrlError, match="too long for a URL"):
        query_of([("x", 10**5000)])


values: st.SearchStrategy[Any] = st.one_of(
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(allow_nan=False),
    st.decimals(allow_nan=False),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(10**6)),
    st.uuids(),
    st.sampled_from([Size.SMALL, Shape.ROUND]),
)


@given(values)
def test_a_value_comes_back_by_its_type(value: Any) -> None:
    [(_, text)] = parse_qsl(query_of([("x", value)]))

    assert msgspec.convert(text, type(value), strict=False) == value


names = st.sampled_from(["a", "b", "c d", "é", "page"])
arguments = st.dictionaries(
    names,
    st.one_of(st.none(), st.text("ab &=#+é"), st.lists(st.text("ab&"))),
    max_size=4,
)


@given(arguments, arguments)
def test_a_changed_query_reads_as_both_do(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    changed = changed_query(query_of(before.items()), after)

    read = parse_qs(changed, keep_blank_values=True)
    expected = {
        name: value if isinstance(value, list) else [value]
        for name, value in (before | after).items()
        if value is not None and value != []
    }
    assert read == expected


def test_what_is_not_named_stays_as_it_was_written() -> None:
    assert changed_query("q=a%20b&page=1&&flag", {"page": 2}) == "q=a%20b&flag&page=2"
