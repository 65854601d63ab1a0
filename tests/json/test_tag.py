from __future__ import annotations

import json
import math
from collections import OrderedDict, namedtuple
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from kolben.json import (
    DefaultJSONProvider,
    JSONDepthError,
    JSONTag,
    JSONTypeError,
    TaggedJSONSerializer,
)
from kolben.json.tag import TagTakenError, TagTuple

serializer = TaggedJSONSerializer()

texts = st.text(st.characters(exclude_categories=["Cs"]))
keys = (
    texts
    | st.sampled_from([*serializer.tags, " x", ""])
    | st.integers()
    | st.none()
    | st.uuids()
    | st.tuples(texts, st.integers())
)
zones = st.integers(-1439, 1439).map(lambda m: timezone(timedelta(minutes=m)))
leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | texts
    | texts.map(Markup)
    | st.binary()
    | st.uuids()
    | st.datetimes(timezones=zones)
    | st.datetimes(timezones=st.none())
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(keys, inner)
        | st.dictionaries(st.sampled_from(list(serializer.tags)), inner, max_size=1)
    ),
    max_leaves=20,
)


def types_of(value: Any) -> Any:
    """Return the types in *value*, which ``==`` alone would not tell apart."""
    if isinstance(value, dict):
        return [(types_of(key), types_of(inner)) for key, inner in value.items()]
    if isinstance(value, list | tuple):
        return [type(value), *map(types_of, value)]
    return type(value)


class Color(Enum):
    RED = 1


class Role(str, Enum):  # noqa: UP042  # the str() of a StrEnum is its value
    ADMIN = "admin"


class Lazy:
    def __html__(self) -> str:
        return "<b>"


@given(values)
def test_everything_comes_back_as_it_was(value: Any) -> None:
    found = serializer.loads(serializer.dumps(value))

    assert found == value
    assert types_of(found) == types_of(value)


@given(values)
def test_tagging_makes_plain_json(value: Any) -> None:
    json.dumps(serializer.tag(value), allow_nan=False)


@given(st.dictionaries(texts, st.integers()))
def test_the_keys_keep_their_order(value: dict[str, Any]) -> None:
    assert list(serializer.loads(serializer.dumps(value))) == list(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param({"a": [1, "ß"]}, '{"a":[1,"ß"]}', id="plain"),
        pytest.param((1, (2,)), '{" t":[1,{" t":[2]}]}', id="tuple"),
        pytest.param(b"abc", '{" b":"YWJj"}', id="bytes"),
        pytest.param(Markup("<b>"), '{" m":"<b>"}', id="markup"),
        pytest.param(Lazy(), '{" m":"<b>"}', id="lazy markup"),
        pytest.param(UUID(int=1), '{" u":"' + "0" * 31 + '1"}', id="uuid"),
        pytest.param(
            datetime(2026, 5, 1, 12, 30, 0, 5, tzinfo=UTC),
            '{" d":"2026-05-01T12:30:00.000005+00:00"}',
            id="datetime",
        ),
        pytest.param({" t": 1}, '{" di":[" t",1]}', id="looks like a tag"),
        pytest.param({" t": 1, "a": 2}, '{" t":1,"a":2}', id="two keys are no tag"),
        pytest.param({1: "a"}, '{" it":[[1,"a"]]}', id="keys that are no text"),
        pytest.param(-math.inf, '{" f":"-inf"}', id="infinity"),
    ],
)
def test_the_form_on_the_wire_is_settled(value: object, text: str) -> None:
    assert serializer.dumps(value) == text


def test_not_a_number_comes_back() -> None:
    assert math.isnan(serializer.loads(serializer.dumps(math.nan)))


def test_subclasses_come_back_as_what_they_equal() -> None:
    Pair = namedtuple("Pair", "a b")
    value = [Pair(1, 2), OrderedDict(b=1, a=2), Role.ADMIN, {Role.ADMIN: 1}, True]

    found = serializer.loads(serializer.dumps(value))

    assert found == value
    assert type(found[0]) is tuple
    assert type(found[1]) is dict
    assert type(found[2]) is str


@pytest.mark.parametrize(
    "value", [object(), {1, 2}, date(2026, 5, 1), Color.RED, bytearray(b"a"), 1j]
)
def test_what_would_not_come_back_is_refused(value: object) -> None:
    with pytest.raises(JSONTypeError, match="would not come back") as caught:
        serializer.dumps({"a": [value]})

    assert caught.value.value is value
    assert type(value).__name__ in caught.value.problem


def test_a_subclass_may_pass_more_on() -> None:
    class Lenient(TaggedJSONSerializer):
        def pass_on(self, value: Any) -> Any:
            return str(value) if isinstance(value, date) else super().pass_on(value)

    assert Lenient().dumps([date(2026, 5, 1)]) == '["2026-05-01"]'


def test_a_value_that_holds_itself_is_a_value_error() -> None:
    ring: list[object] = []
    ring.append((ring,))

    with pytest.raises(JSONDepthError) as caught:
        serializer.dumps(ring)

    assert isinstance(caught.value, ValueError)


def test_text_that_is_nested_too_deeply_is_a_value_error() -> None:
    with pytest.raises(ValueError, match=r"."):
        serializer.loads("[" * 100_000)


def test_a_value_that_the_provider_reads_may_still_be_too_deep() -> None:
    class Deep(DefaultJSONProvider):
        def loads(self, text: str | bytes) -> Any:
            value: list[Any] = []
            for _ in range(100_000):
                value = [value]
            return value

    with pytest.raises(ValueError, match="malformed"):
        TaggedJSONSerializer(Deep()).loads("")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{", id="not JSON"),
        pytest.param('{" t":1}', id="tuple"),
        pytest.param('{" b":"%"}', id="base 64"),
        pytest.param('{" b":1}', id="bytes"),
        pytest.param('{" u":"1"}', id="uuid"),
        pytest.param('{" u":1}', id="uuid of a number"),
        pytest.param('{" d":"soon"}', id="datetime"),
        pytest.param('{" di":[" t"]}', id="dict"),
        pytest.param('{" it":[[[],1]]}', id="a key that cannot be one"),
        pytest.param('{" f":"many"}', id="float"),
    ],
)
def test_what_was_never_written_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        serializer.loads(text)


class TagColor(JSONTag):
    key = " c"

    def check(self, value: Any) -> bool:
        return isinstance(value, Color)

    def to_json(self, value: Any) -> Any:
        return value.value

    def to_python(self, value: Any) -> Any:
        return Color(value)


class TagOrdered(JSONTag):
    key = " od"

    def check(self, value: Any) -> bool:
        return isinstance(value, OrderedDict)

    def to_json(self, value: Any) -> Any:
        return [[key, self.serializer.tag(inner)] for key, inner in value.items()]

    def to_python(self, value: Any) -> Any:
        return OrderedDict(value)


def test_a_type_can_be_registered() -> None:
    local = TaggedJSONSerializer()
    local.register(TagColor)

    assert local.dumps([Color.RED]) == '[{" c":1}]'
    assert local.loads('[{" c":1}]') == [Color.RED]
    assert local.loads(local.dumps({" c": 1})) == {" c": 1}


def test_a_subclass_is_registered_before_its_base() -> None:
    local = TaggedJSONSerializer()
    local.register(TagOrdered, index=0)
    value = OrderedDict({" t": OrderedDict(a=(1,))})

    found = local.loads(local.dumps(value))

    assert found == value
    assert types_of(found) == types_of(value)
    assert type(found) is OrderedDict


def test_a_tag_without_a_key_only_passes_values_on() -> None:
    class Dates(JSONTag):
        def check(self, value: Any) -> bool:
            return isinstance(value, date)

        def tag(self, value: Any) -> Any:
            return value.isoformat()

    local = TaggedJSONSerializer()
    local.register(Dates)

    assert local.dumps(date(2026, 5, 1)) == '"2026-05-01"'
    assert "" not in local.tags


def test_a_key_is_taken_once() -> None:
    class Mine(TagTuple):
        pass

    local = TaggedJSONSerializer()

    with pytest.raises(TagTakenError, match="' t' of Mine is taken by") as caught:
        local.register(Mine)

    assert "taken by TagTuple" in caught.value.problem
    assert isinstance(caught.value, KeyError)


def test_a_tag_can_be_replaced() -> None:
    class Mine(TagTuple):
        def to_python(self, value: Any) -> Any:
            return list(value)

    local = TaggedJSONSerializer()
    local.register(Mine, force=True)

    assert local.loads(local.dumps((1,))) == [1]
    assert len(local.order) == len(local.tags) == len(local.default_tags)


def test_the_base_leaves_everything_to_its_subclasses() -> None:
    tag = JSONTag(serializer)

    for ask in (tag.check, tag.to_json, tag.to_python):
        with pytest.raises(NotImplementedError):
            ask(1)


def test_another_provider_can_write_the_json() -> None:
    class Spaced(DefaultJSONProvider):
        def dumps(self, value: Any, **options: Any) -> str:
            return json.dumps(value)

    assert TaggedJSONSerializer(Spaced()).dumps((1, 2)) == '{" t": [1, 2]}'
