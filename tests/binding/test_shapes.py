from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal

import msgspec
import pytest
from annotated_types import Ge, Len, MinLen
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.binding.structures import (
    Author,
    Box,
    Circle,
    Color,
    Model,
    Options,
    Pair,
    Point,
    Polygon,
    Post,
    Tree,
)

from kolben.binding.problems import Invalid, Malformed
from kolben.binding.shapes import Shape
from kolben.exceptions import BindError


class Mixed(Enum):
    TEXT = "text"
    NUMBER = 1


def shape_of(annotation: Any) -> Shape:
    return Shape.of(annotation, "'body' of show()")


def problems(annotation: Any, body: str) -> dict[str, str]:
    found = shape_of(annotation).problems_in_json(body.encode(), "body")
    return {problem.location: problem.message for problem in found}


@pytest.mark.parametrize(
    ("annotation", "body", "value"),
    [
        (Post, '{"title": "a", "author": {"name": "b"}}', Post("a", Author("b"))),
        (Tree, '{"value": 1, "branches": [{"value": 2}]}', Tree(1, [Tree(2)])),
        (Circle | Polygon, '{"type": "Circle", "lineWidth": 1}', Circle(1)),
        (Pair, '{"a": 1}', Pair(1)),
        (Options, '{"size": 1}', {"size": 1}),
        (Point, "[1]", Point(1)),
        (Box[int], '{"item": 1}', Box(1)),
        (list[Model], '[{"size": 1, "theName": "a"}]', [Model(size=1, theName="a")]),
        (dict[str, list[int]] | None, '{"1": [2]}', {"1": [2]}),
        (dict[str, list[int]] | None, "null", None),
    ],
)
def test_json_becomes_the_value_that_is_wanted(
    annotation: Any, body: str, value: object
) -> None:
    shape = shape_of(annotation)
    shape.require_json()

    assert shape.from_json(body.encode()) == value
    assert shape.from_msgpack(msgspec.msgpack.encode(json.loads(body))) == value


def test_keys_that_are_numbers_are_text_in_json_only() -> None:
    shape = shape_of(dict[int, int])

    assert shape.from_json(b'{"1": 2}') == {1: 2}
    assert shape.from_msgpack(msgspec.msgpack.encode({1: 2})) == {1: 2}


def test_values_that_only_their_sender_knows_are_no_values() -> None:
    shape = Shape.of(dict[str, Any], "the body")
    sent = msgspec.msgpack.encode({"a": msgspec.msgpack.Ext(5, b"x")})

    with pytest.raises(Malformed):
        shape.from_msgpack(sent)


def test_every_problem_is_named_with_its_place() -> None:
    body = """{"title": 1, "author": {"name": "", "age": -1}, "tags": [1, "a", null],
        "price": "NaN", "color": "blue"}"""

    assert problems(Post, body) == {
        "body.title": "Expected text, got an integer.",
        "body.author.name": "Must be at least 1 character long.",
        "body.author.age": "Must be at least 0.",
        "body.tags[0]": "Expected text, got an integer.",
        "body.tags[2]": "Expected text, got null.",
        "body.price": "Must be a finite number.",
        "body.color": "Expected one of 'red', 'green'.",
    }


@pytest.mark.parametrize(
    ("annotation", "body", "expected"),
    [
        (
            Post,
            "{}",
            {
                "body.title": "Required, but missing.",
                "body.author": "Required, but missing.",
            },
        ),
        (Post, "[]", {"body": "Expected an object, got a list."}),
        (Post | None, "3", {"body": "Expected an object, got an integer."}),
        (
            Post,
            '{"title": "forbidden", "author": {"name": "a"}}',
            {"body": "This title is taken."},
        ),
        (
            Tree,
            '{"value": 1, "branches": [{"value": 11}, {}]}',
            {
                "body.branches[0].value": "Must be less than 10.",
                "body.branches[1].value": "Required, but missing.",
            },
        ),
        (
            Circle | Polygon,
            '{"type": "Square"}',
            {"body.type": "Not one of the known values."},
        ),
        (
            Circle | Polygon,
            '{"type": "Circle", "lineWidth": "1", "a": 1}',
            {
                "body.lineWidth": "Expected an integer, got text.",
                "body.a": "Unknown field.",
            },
        ),
        (Circle | Polygon, "{}", {"body.type": "Required, but missing."}),
        (
            Pair,
            '{"b": 1}',
            {
                "body.a": "Required, but missing.",
                "body.b": "Expected text, got an integer.",
            },
        ),
        (
            Options,
            '{"note": "abc"}',
            {
                "body.size": "Required, but missing.",
                "body.note": "Must be at most 2 characters long.",
            },
        ),
        (
            Point,
            '["a", "b"]',
            {
                "body[0]": "Expected an integer, got text.",
                "body[1]": "Expected an integer, got text.",
            },
        ),
        (
            Box[Annotated[int, Ge(3)]],
            '{"item": 1}',
            {"body.item": "Must be at least 3."},
        ),
        (
            Model,
            '{"size": 0, "theName": 1}',
            {
                "body.size": "Input should be greater than or equal to 1.",
                "body.theName": "Input should be a valid string.",
            },
        ),
        (list[Model], '[{"size": 1}, {}]', {"body[1].size": "Field required."}),
        (
            dict[int, Author],
            '{"a": {}}',
            {
                "body.a": "Not a key that is taken here.",
                "body.a.name": "Required, but missing.",
            },
        ),
        (Annotated[list[int], Len(1, 2)], "[]", {"body": "Must have at least 1 item."}),
        (Annotated[int, msgspec.Meta(ge=3)], "1", {"body": "Must be at least 3."}),
        (Annotated[int, Ge(3)] | None, "1", {"body": "Must be at least 3."}),
        (tuple[int, str], "[1, 2]", {"body[1]": "Expected text, got an integer."}),
        (tuple[int, str], "[1]", {"body": "Expected a list of 2 items."}),
        (
            list[int] | dict[str, int],
            '["a"]',
            {"body[0]": "Expected an integer, got text."},
        ),
        (int | str, "null", {"body": "Expected an integer or text, got null."}),
        (Any, "1e999", {"body": "The number is out of range."}),
        (int, "9" * 5000, {"body": "The number is out of range."}),
    ],
)
def test_problems_are_said_in_sentences(
    annotation: Any, body: str, expected: dict[str, str]
) -> None:
    assert problems(annotation, body) == expected


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'"\xff"', b'"\\ud800"', b"[" * 100_000, b"1 2", b"nan", b"\0"],
)
def test_what_is_no_json_is_malformed(body: bytes) -> None:
    shape = shape_of(Any)

    with pytest.raises(Malformed):
        shape.from_json(body)
    with pytest.raises(Malformed):
        shape.problems_in_json(body, "body")


def test_the_reason_why_it_is_no_json_is_said() -> None:
    with pytest.raises(Malformed, match=r"not valid JSON: trailing .* \(byte 3\)"):
        shape_of(int).from_json(b"1 2")


def test_a_deep_tree_is_malformed_and_no_fault_of_the_server() -> None:
    body = b'{"value":1,"branches":[' * 5000 + b"]}" * 5000

    with pytest.raises(Malformed, match="nested too deeply"):
        shape_of(Tree).from_json(body)


def test_a_fault_deeper_than_the_walk_goes_is_still_named() -> None:
    body = '{"value":1,"branches":[' * 80 + '{"value":"a"}' + "]}" * 80

    [(place, message)] = problems(Tree, body).items()

    assert place == "body" + ".branches[0]" * 80 + ".value"
    assert message == "Expected an integer, got text."


def test_a_fault_deep_in_a_large_body_costs_a_few_readings_only() -> None:
    large = b'{"value":1},' * 20_000 + b'{"value":"a"}'
    body = b'{"value":1,"branches":[' * 40 + large + b"]}" * 40

    [problem] = shape_of(Tree).problems_in_json(body, "body")

    assert problem.location.endswith(".branches[20000].value")
    assert problem.message == "Expected an integer, got text."


@pytest.mark.parametrize(
    ("annotation", "body"),
    [
        (set[Any], b"[[1]]"),
        (dict[Decimal, int], b'{"sNaN": 1}'),
        (dict[str, set[Any]], b'{"a": [{}]}'),
    ],
)
def test_what_cannot_be_hashed_is_no_fault_of_the_server(
    annotation: Any, body: bytes
) -> None:
    shape = shape_of(annotation)

    with pytest.raises(Invalid):
        shape.from_json(body)
    [problem] = shape.problems_in_json(body, "body")
    assert problem.message


def test_a_hundred_problems_are_enough() -> None:
    found = shape_of(list[int]).problems_in_json(b"[" + b"null," * 9999 + b"1]", "body")

    assert len(found) == 100


def test_a_long_list_with_its_fault_at_the_end_costs_a_bounded_walk() -> None:
    found = shape_of(list[int]).problems_in_json(b"[" + b"1," * 99_999 + b"null]", "b")

    assert [problem.location for problem in found] == ["b[99999]"]


def test_a_default_is_never_judged() -> None:
    @dataclass
    class Rated:
        stars: Annotated[int, Ge(1)] = 0

    assert shape_of(Rated).from_json(b"{}") == Rated()


@pytest.mark.parametrize(
    ("annotation", "problem"),
    [
        (socket.socket, "Nothing can read socket"),
        (list[socket.socket], "Nothing can read socket"),
        (Iterator[int], "Nothing can read Iterator[int]"),
        ("Post", "Nothing can read Post"),
        (Post | Author, "more than one dataclass"),
        (Annotated[int, MinLen(1)], "min_length=1 does not fit int"),
    ],
)
def test_what_nothing_can_read_is_refused_when_the_shape_is_made(
    annotation: Any, problem: str
) -> None:
    with pytest.raises(BindError) as caught:
        shape_of(annotation)

    assert problem in str(caught.value)


def test_what_is_demanded_of_each_source_is_judged_apart() -> None:
    with pytest.raises(BindError, match="from one text"):
        shape_of(Post).require_text()
    with pytest.raises(BindError, match="from the values of one name"):
        shape_of(Post).require_texts()
    with pytest.raises(BindError, match="from the fields"):
        shape_of(int).require_fields()
    with pytest.raises(BindError, match="The field 'author' of Post is Author"):
        shape_of(Post).require_fields()
    with pytest.raises(BindError, match="Nothing can decode") as caught:
        shape_of(Mixed).require_json()
    assert "typing." not in caught.value.problem


def test_a_shape_says_what_it_is() -> None:
    assert shape_of(Post | None).is_structure
    assert shape_of(set[int]).is_list
    assert shape_of(tuple[int, ...] | None).is_list
    assert not shape_of(Point).is_list
    assert list(shape_of(Circle).fields) == ["lineWidth"]
    assert shape_of(int).fields == {}
    assert shape_of(str | None).takes_empty
    assert not shape_of(Annotated[str, MinLen(1)]).takes_empty


def test_one_text_is_read_by_a_plain_function() -> None:
    shape = shape_of(int)

    assert shape.read_text is not None
    assert shape.read_text("3") == shape.from_text("3") == 3
    with pytest.raises(Invalid, match=r"^Expected an integer\.$"):
        shape.from_text("x")


def test_texts_of_one_name_become_one_value() -> None:
    shape = shape_of(Annotated[list[int], Len(1, 2)])

    assert shape.from_texts(["1", "", "2"]) == [1, 2]
    assert shape.problems_in_texts(["1", "2"], "query.ids") == []
    [problem] = shape.problems_in_texts(["1", "x"], "query.ids")
    assert (problem.location, problem.message) == (
        "query.ids[1]",
        "Expected an integer.",
    )
    [problem] = shape.problems_in_texts([], "query.ids")
    assert problem.message == "Must have at least 1 item."


ANNOTATIONS: list[Any] = [
    *(Post, Tree, Circle | Polygon, Pair, Options, Point, Box[int], Model, list[Model]),
    *(dict[str, Author], dict[int, int], list[int] | None, tuple[int, str], Color),
    *(int, float, str, bool, Annotated[int, Ge(3)] | str | None, Literal["a", 1], Any),
]

NAMES = [
    "title",
    "author",
    "name",
    "age",
    "tags",
    "price",
    "color",
    "value",
    "branches",
    "type",
    "lineWidth",
    "corners",
    "a",
    "b",
]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-3, 12)
    | st.floats(allow_nan=False)
    | st.sampled_from(["", "a", "red", "Circle", "Polygon", "forbidden", "NaN", "1"])
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*NAMES, "size", "item", "1"]), inner, max_size=5
        )
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("annotation", ANNOTATIONS)
@settings(max_examples=40)
@given(value=VALUES)
def test_the_walk_finds_problems_exactly_where_reading_fails(
    annotation: Any, value: Any
) -> None:
    body = json.dumps(value).encode()
    shape = shape_of(annotation)
    try:
        shape.from_json(body)
    except Malformed:
        return
    except Invalid:
        found = shape.problems_in_json(body, "body")
        assert found  # the other branch holds the opposite
        assert all(each.location.startswith("body") for each in found)
        assert all(each.message.endswith((".", "!", "?")) for each in found)
    else:
        assert shape.problems_in_json(body, "body") == []


@pytest.mark.parametrize("annotation", ANNOTATIONS)
@settings(max_examples=40)
@given(body=st.binary() | st.text().map(str.encode) | VALUES.map(msgspec.json.encode))
def test_any_bytes_are_read_or_refused(annotation: Any, body: bytes) -> None:
    shape = shape_of(annotation)
    for read in (
        shape.from_json,
        shape.from_msgpack,
        lambda sent: shape.problems_in_json(sent, "body"),
        lambda sent: shape.problems_in_msgpack(sent, "body"),
    ):
        with suppress(Invalid, Malformed):
            read(body)


@pytest.mark.parametrize("annotation", ANNOTATIONS)
@settings(max_examples=40)
@given(value=VALUES)
def test_messagepack_is_judged_like_json(annotation: Any, value: Any) -> None:
    shape = shape_of(annotation)
    packed = msgspec.msgpack.encode(value)
    try:
        shape.from_msgpack(packed)
    except Invalid:
        assert shape.problems_in_msgpack(packed, "body")
    else:
        assert shape.problems_in_msgpack(packed, "body") == []
