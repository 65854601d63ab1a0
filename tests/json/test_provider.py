from __future__ import annotations

import enum
import io
import json
import math
from collections import OrderedDict, UserDict, deque
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from werkzeug.local import LocalProxy
from werkzeug.wrappers import Request, Response

from kolben.json import (
    DEFAULT_PROVIDER,
    DefaultJSONProvider,
    JSONDepthError,
    JSONProvider,
    JSONTypeError,
    JSONValueError,
)

provider = DefaultJSONProvider()

texts = st.text(st.characters(exclude_categories=["Cs"]))
plain_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=20,
)


class Color(enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    HIGH = 3


class Grams(int):
    """A number of a type of its own."""


class Ratio(float):
    """A number of a type of its own."""


class Struct(msgspec.Struct):
    born: date


@dataclass
class Point:
    y: int
    x: object


class Lazy:
    def __html__(self) -> Markup:
        return Markup("<b>")


class Model:
    """Looks like a model of a validation library."""

    def model_dump(self, *, mode: str) -> dict[str, str]:
        return {"mode": mode}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param("Grüße \u2028", '"Grüße \u2028"', id="text as it is"),
        pytest.param({"b": 1, "a": [2]}, '{"b":1,"a":[2]}', id="keys in their order"),
        pytest.param(date(2026, 5, 1), '"2026-05-01"', id="date"),
        pytest.param(time(12, 30), '"12:30:00"', id="time"),
        pytest.param(
            datetime(2026, 5, 1, 12, 30), '"2026-05-01T12:30:00"', id="naive datetime"
        ),
        pytest.param(
            datetime(2026, 5, 1, 12, tzinfo=UTC), '"2026-05-01T12:00:00Z"', id="UTC"
        ),
        pytest.param(timedelta(hours=1), '"PT3600S"', id="duration"),
        pytest.param(Decimal("1.20"), '"1.20"', id="decimal"),
        pytest.param(UUID(int=1), '"00000000-0000-0000-0000-000000000001"', id="uuid"),
        pytest.param(b"abc", '"YWJj"', id="bytes"),
        pytest.param((1, 2), "[1,2]", id="tuple"),
        pytest.param({1}, "[1]", id="set"),
        pytest.param(range(2), "[0,1]", id="range"),
        pytest.param(deque([1]), "[1]", id="deque"),
        pytest.param({"a": 1}.keys(), '["a"]', id="keys"),
        pytest.param(Color.RED, '"red"', id="enum"),
        pytest.param(Level.HIGH, "3", id="number enum"),
        pytest.param(Grams(5), "5", id="subclass of int"),
        pytest.param(Ratio(0.5), "0.5", id="subclass of float"),
        pytest.param(Point(1, None), '{"y":1,"x":null}', id="dataclass"),
        pytest.param(Struct(date(2026, 5, 1)), '{"born":"2026-05-01"}', id="struct"),
        pytest.param(Markup("<b>ß"), '"<b>ß"', id="markup"),
        pytest.param(Lazy(), '"<b>"', id="lazy markup"),
        pytest.param(Model(), '{"mode":"json"}', id="model"),
        pytest.param(OrderedDict(b=1, a=2), '{"b":1,"a":2}', id="ordered dict"),
        pytest.param(UserDict(a=1), '{"a":1}', id="a mapping that is no dict"),
        pytest.param(MappingProxyType({"a": 1}), '{"a":1}', id="mapping proxy"),
        pytest.param(LocalProxy(lambda: {"a": 1}), '{"a":1}', id="proxy of a dict"),
        pytest.param(LocalProxy(lambda: "a"), '"a"', id="proxy of a text"),
        pytest.param(
            {2: 1, None: 2, True: 3, False: 4, UUID(int=0): 5},
            '{"2":1,"null":2,"true":3,"false":4,'
            '"00000000-0000-0000-0000-000000000000":5}',
            id="keys that are no text",
        ),
        pytest.param(2**70, str(2**70), id="a number of more than 64 bits"),
    ],
)
def test_writes_what_web_applications_hold(value: object, text: str) -> None:
    assert provider.dumps(value) == text
    assert provider.dump_bytes(value) == text.encode()


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, Ratio("nan")])
def test_what_json_has_no_number_for_is_null(number: float) -> None:
    assert provider.dumps({"a": [number]}) == '{"a":[null]}'


@given(plain_values)
def test_what_is_written_is_read_again(value: Any) -> None:
    assert provider.loads(provider.dumps(value)) == value


@given(plain_values)
def test_text_and_bytes_are_the_same(value: Any) -> None:
    written = provider.dump_bytes(value)

    assert provider.dumps(value).encode() == written
    assert provider.loads(written) == provider.loads(written.decode())


@given(plain_values)
def test_another_reader_reads_the_same(value: Any) -> None:
    assert json.loads(provider.dumps(value)) == value


@given(plain_values, st.integers(0, 4), st.booleans())
def test_the_layout_does_not_change_the_value(
    value: Any, indent: int, sort_keys: bool
) -> None:
    text = provider.dumps(value, indent=indent, sort_keys=sort_keys)

    assert provider.loads(text) == value


@given(st.binary() | st.text())
def test_reading_anything_gives_a_value_or_a_value_error(text: bytes | str) -> None:
    try:
        provider.loads(text)
    except ValueError:
        return


def test_keys_are_sorted_and_lines_indented_when_asked() -> None:
    text = provider.dumps({"b": {"d": 1, "c": 2}, "a": []}, indent=1, sort_keys=True)

    assert text == '{\n "a": [],\n "b": {\n  "c": 2,\n  "d": 1\n }\n}'


@pytest.mark.parametrize(
    ("value", "place"),
    [
        pytest.param(object(), "$", id="alone"),
        pytest.param([{"by": object()}], "$[0]['by']", id="nested"),
        pytest.param({"at": Point(1, (object(),))}, "$['at'].x[0]", id="dataclass"),
        pytest.param({(1, 2): 1}, "$ (the key (1, 2))", id="key"),
        pytest.param([{object()}], "$[0] (in the set)", id="set"),
    ],
)
def test_says_what_has_no_form_in_json_and_where(value: object, place: str) -> None:
    with pytest.raises(JSONTypeError) as caught:
        provider.dumps(value)

    assert isinstance(caught.value, TypeError)
    assert f"which stands at {place}, has no form in JSON" in caught.value.problem
    assert type(caught.value.value).__name__ in caught.value.problem


def test_says_what_has_no_form_even_if_it_cannot_say_where() -> None:
    class Page:
        def __html__(self) -> str:
            return DEFAULT_PROVIDER.default(self.part)

        part = object()

    with pytest.raises(JSONTypeError) as caught:
        provider.dumps([Page()])

    assert caught.value.problem == "A value of type 'object' has no form in JSON."


def test_an_iterator_has_no_form_and_is_not_used_up() -> None:
    numbers = iter([1, 2])

    with pytest.raises(JSONTypeError):
        provider.dumps({"numbers": numbers})

    assert list(numbers) == [1, 2]


def test_a_value_that_holds_itself_is_a_value_error() -> None:
    ring: list[object] = []
    ring.append(ring)

    with pytest.raises(JSONDepthError, match="'list' is nested too deeply") as caught:
        provider.dumps(ring)

    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_text_that_is_nested_too_deeply_is_a_value_error(opening: str) -> None:
    with pytest.raises(ValueError, match="too deeply"):
        provider.loads(opening * 200_000)


def test_text_that_is_no_unicode_is_a_value_error() -> None:
    with pytest.raises(JSONValueError, match="cannot be written in UTF-8") as caught:
        provider.dumps(["\ud800"])

    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("[1", id="truncated"),
        pytest.param("[1] 2", id="more than one"),
        pytest.param("NaN", id="not a number of JSON"),
        pytest.param("{'a': 1}", id="Python"),
        pytest.param(b'"\xff"', id="not UTF-8"),
        pytest.param('"\\ud800"', id="half a character"),
        pytest.param("1e999", id="out of range"),
        pytest.param("1" * 5_000, id="a number as long as a book"),
    ],
)
def test_malformed_json_is_a_value_error(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        provider.loads(text)


def test_types_can_be_added_by_a_subclass() -> None:
    class Provider(DefaultJSONProvider):
        def default(self, value: Any) -> Any:
            return [value.real, value.imag] if isinstance(value, complex) else None

    assert Provider().dumps([1 + 2j]) == "[[1.0,2.0]]"


def test_a_hook_that_is_put_on_the_instance_later_is_asked() -> None:
    local = DefaultJSONProvider()
    local.default = repr

    assert local.dumps([1j]) == '["1j"]'


def test_bytes_follow_a_subclass_that_changes_the_text() -> None:
    class Provider(DefaultJSONProvider):
        def dumps(self, value: Any, **options: Any) -> str:
            return super().dumps({"data": value}, **options)

    assert Provider().dumps(1) == '{"data":1}'
    assert Provider().dump_bytes(1) == b'{"data":1}'


def test_an_error_of_a_hook_comes_through() -> None:
    class Provider(DefaultJSONProvider):
        def default(self, value: Any) -> Any:
            raise TypeError("mine")

    with pytest.raises(TypeError, match="mine"):
        Provider().dumps([1j])


def test_files_are_written_and_read() -> None:
    file = io.StringIO()

    provider.dump({"a": "ß"}, file, indent=None, sort_keys=True)

    assert file.getvalue() == '{"a":"ß"}'
    file.seek(0)
    assert provider.load(file) == {"a": "ß"}
    assert provider.load(io.BytesIO(b"[1]")) == [1]


def test_another_library_needs_two_methods() -> None:
    class Plain(JSONProvider):
        def dumps(self, value: Any, **options: Any) -> str:
            return json.dumps(value, **options)

        def loads(self, text: str | bytes) -> Any:
            return json.loads(text)

    plain, file = Plain(), io.StringIO()
    plain.dump(["ß"], file)

    assert plain.dump_bytes(["ß"]) == b'["\\u00df"]'
    assert file.getvalue() == '["\\u00df"]'
    assert plain.mimetype == "application/json"


def test_the_base_leaves_both_methods_to_its_subclasses() -> None:
    with pytest.raises(NotImplementedError):
        JSONProvider().dumps(1)
    with pytest.raises(NotImplementedError):
        JSONProvider().loads("1")


def test_serves_werkzeug_as_its_json_module() -> None:
    class Asking(Request):
        json_module = DEFAULT_PROVIDER

    class Answering(Response):
        json_module = DEFAULT_PROVIDER

    request = Asking.from_values(
        method="POST", data=b'{"a": 1}', content_type="application/json"
    )

    assert request.get_json() == {"a": 1}
    assert Answering("[1]", content_type="application/json").json == [1]
