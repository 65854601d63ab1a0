from __future__ import annotations

from contextlib import suppress
from dataclasses import InitVar, dataclass, field
from io import BytesIO
from typing import Annotated, Any

import pytest
from annotated_types import Len
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.binding.structures import (
    Box,
    Circle,
    Color,
    Model,
    Options,
    Pair,
    Point,
    Search,
)
from werkzeug.datastructures import FileStorage

from kolben.binding.fields import ABSENT, ValuesReader
from kolben.binding.problems import Invalid
from kolben.binding.shapes import Shape
from kolben.exceptions import BindError
from kolben.uploads import Upload, UploadLimits


@dataclass
class Sent:
    photo: Annotated[Upload, UploadLimits(max_size=3)]
    scans: list[Upload] = field(default_factory=list)
    remark: str = ""


def upload(content: bytes = b"GIF", filename: str = "a.gif") -> Upload:
    return Upload(FileStorage(BytesIO(content), filename))


def shape_of(annotation: Any) -> Shape:
    shape = Shape.of(annotation, "'search' of find()")
    shape.require_fields()
    return shape


def problems(annotation: Any, given: dict[str, list[Any]]) -> dict[str, str]:
    found = shape_of(annotation).problems_in_fields(given, "query")
    return {problem.location: problem.message for problem in found}


@pytest.mark.parametrize(
    ("annotation", "given", "value"),
    [
        (Search, {}, Search()),
        (
            Search,
            {"page": ["2"], "tags": ["a", "b"], "ids": ["1", "", "2"], "exact": ["on"]},
            Search(2, ["a", "b"], {1, 2}, None, True),
        ),
        (Search, {"page": [""], "color": [""], "other": ["x"]}, Search()),
        (Search, {"color": ["red", "green"]}, Search(color=Color.RED)),
        (Options, {"size": ["1"]}, {"size": 1}),
        (Options | None, {"size": ["1"]}, {"size": 1}),
        (Point, {"x": ["1"]}, Point(1)),
        (Pair, {"a": ["1"]}, Pair(1)),
        (Circle, {"lineWidth": ["1"]}, Circle(1)),
        (Circle, {"lineWidth": ["1"], "type": ["Circle"]}, Circle(1)),
        (Box[int], {"item": ["1"], "others": ["2"]}, Box(1, [2])),
        (Model, {"size": ["1"], "theName": ["a"]}, Model(size=1, theName="a")),
    ],
)
def test_texts_become_the_structure_that_is_wanted(
    annotation: Any, given: dict[str, list[Any]], value: object
) -> None:
    shape = shape_of(annotation)

    assert shape.from_fields(given) == value
    assert shape.problems_in_fields(given, "query") == []


@pytest.mark.parametrize(
    ("annotation", "given", "expected"),
    [
        (
            Search,
            {"page": ["0"], "ids": ["1", "x"], "color": ["blue"], "exact": ["?"]},
            {
                "query.page": "Must be at least 1.",
                "query.ids[1]": "Expected an integer.",
                "query.color": "Expected one of 'red', 'green'.",
                "query.exact": "Expected true or false.",
            },
        ),
        (Search, {"ids": ["1", "2", "3"]}, {"query.ids": "Must have at most 2 items."}),
        (Search, {"page": ["13"]}, {"query": "There is no such page."}),
        (Point, {}, {"query.x": "Required, but missing."}),
        (Point, {"x": [""]}, {"query.x": "Required, but missing."}),
        (
            Circle,
            {"a": ["1"]},
            {"query.lineWidth": "Required, but missing.", "query.a": "Unknown field."},
        ),
        (
            Model,
            {"size": ["0"]},
            {"query.size": "Input should be greater than or equal to 1."},
        ),
        (Model, {}, {"query.size": "Required, but missing."}),
        (Sent, {"photo": ["x"]}, {"query.photo": "Expected a file, got text."}),
        (
            Sent,
            {"photo": [upload(filename="")]},
            {"query.photo": "Required, but missing."},
        ),
        (
            Sent,
            {"photo": [upload(b"1234")]},
            {"query.photo": "Must be at most 3 bytes large."},
        ),
        (Point, {"x": [upload()]}, {"query.x": "Expected text, got a file."}),
    ],
)
def test_problems_are_said_with_their_place(
    annotation: Any, given: dict[str, list[Any]], expected: dict[str, str]
) -> None:
    assert problems(annotation, given) == expected
    with pytest.raises(Invalid):
        shape_of(annotation).from_fields(given)


def test_files_are_fields_like_others() -> None:
    photo, scan = upload(), upload()

    sent = shape_of(Sent).from_fields({"photo": [photo], "scans": [scan, scan]})

    assert sent == Sent(photo, [scan, scan])


@pytest.mark.parametrize(
    ("annotation", "texts", "value"),
    [
        (list[int], ["1", "2"], [1, 2]),
        (set[int], ["1", "1"], {1}),
        (frozenset[str] | None, ["a"], frozenset({"a"})),
        (tuple[int, ...], ["1"], (1,)),
        (tuple[int, str], ["1", "a"], (1, "a")),
        (list, ["a"], ["a"]),
        (list[int], [""], ABSENT),
        (list[str], [""], [""]),
        (int, ["3", "4"], 3),
        (int, [], ABSENT),
    ],
)
def test_values_of_one_name_become_one(
    annotation: Any, texts: list[str], value: object
) -> None:
    reader = ValuesReader.of(annotation)

    assert reader is not None
    assert reader.read(texts) == value


def test_a_tuple_takes_as_many_values_as_it_has() -> None:
    reader = ValuesReader.of(tuple[int, str])
    assert reader is not None

    with pytest.raises(Invalid, match="Expected 2 values"):
        reader.read(["1"])


def test_what_is_absent_is_said_to_be() -> None:
    assert repr(ABSENT) == "ABSENT"


@pytest.mark.parametrize("annotation", [dict[str, int], list[dict[str, int]]])
def test_no_values_of_one_name_are_a_mapping(annotation: Any) -> None:
    assert ValuesReader.of(annotation) is None


def test_a_structure_that_nothing_can_make_is_refused() -> None:
    @dataclass
    class Initialized:
        a: InitVar[int]

    with pytest.raises(BindError, match="InitVar"):
        shape_of(Initialized)


STRUCTURES: list[Any] = [Search, Options, Point, Pair, Circle, Box[int], Model, Sent]
NAMES = [
    *("page", "tags", "ids", "color", "exact", "size", "note", "x", "y", "a", "b"),
    *("lineWidth", "item", "others", "theName", "photo", "scans", "type"),
]
KEYS = st.sampled_from(NAMES)
TEXTS = st.sampled_from(
    ["", "0", "1", "13", "9" * 40, "red", "on", "Circle"]
) | st.text(st.characters(codec=None), max_size=5)
FILES = st.builds(upload, st.binary(max_size=5), st.sampled_from(["", "a.txt"]))


@pytest.mark.parametrize("annotation", STRUCTURES)
@settings(max_examples=40)
@given(sent=st.dictionaries(KEYS, st.lists(TEXTS | FILES, max_size=3), max_size=6))
def test_problems_are_found_exactly_where_reading_fails(
    annotation: Any, sent: dict[str, list[Any]]
) -> None:
    shape = shape_of(annotation)
    try:
        shape.from_fields(sent)
    except Invalid:
        found = shape.problems_in_fields(sent, "query")
        assert found  # the other branch holds the opposite
    else:
        assert shape.problems_in_fields(sent, "query") == []


@pytest.mark.parametrize(
    "annotation", [list[int], Annotated[set[str], Len(1, 2)], tuple[int, str], int]
)
@given(texts=st.lists(TEXTS | FILES, max_size=4))
def test_problems_of_one_name_are_found_exactly_where_reading_fails(
    annotation: Any, texts: list[Any]
) -> None:
    shape = Shape.of(annotation, "'ids' of find()")
    accepted = False
    with suppress(Invalid):
        shape.from_texts(texts)
        accepted = True

    assert (shape.problems_in_texts(texts, "query.ids") == []) is accepted
