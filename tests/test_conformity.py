from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, NewType, TypedDict, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolben._conformity import conforms

UserId = NewType("UserId", int)
T = TypeVar("T")


class Colour(enum.Enum):
    RED = "red"


class Table(TypedDict):
    name: str


RIGHT: list[tuple[object, Any]] = [
    (1, int),
    (1, float),
    (1, UserId),
    (1, Annotated[int, "metadata"]),
    (None, int | None),
    ("a", Literal["a", 1]),
    (Colour.RED, Colour),
    ([1], list[int]),
    ([], list[int]),
    ((1, "a"), tuple[int, str]),
    ((1, 2, 3), tuple[int, ...]),
    ({1}, set[int]),
    ({"a": [1]}, dict[str, list[int]]),
    ({"a": 1}, Mapping[str, int]),
    ([1], Sequence[int]),
    (print, Callable[..., None]),
    (int, type[int]),
    ({"name": "a"}, Table),
    (object(), Any),
    (object(), object),
    (object(), T),
]
WRONG: list[tuple[object, Any]] = [
    ("1", int),
    (True, int),
    (True, float),
    (1.5, int),
    (None, int),
    ("red", Colour),
    (True, Literal[1]),
    ("b", Literal["a"]),
    (["1"], list[int]),
    ((1,), list[int]),
    ((1,), tuple[int, str]),
    ({"a": "b"}, dict[str, int]),
    ({1: 1}, dict[str, int]),
    (3, Callable[..., None]),
    ([], Table),
    ("abc", list[str]),
]


@pytest.mark.parametrize(("value", "annotation"), RIGHT, ids=range(len(RIGHT)))
def test_a_value_of_the_declared_type_conforms(value: object, annotation: Any) -> None:
    assert conforms(value, annotation)


@pytest.mark.parametrize(("value", "annotation"), WRONG, ids=range(len(WRONG)))
def test_a_value_of_another_type_does_not(value: object, annotation: Any) -> None:
    assert not conforms(value, annotation)


@given(st.lists(st.integers() | st.text()))
def test_a_list_conforms_if_all_its_items_do(values: list[int | str]) -> None:
    assert conforms(values, list[int | str])
    assert conforms(values, list[int]) == all(type(each) is int for each in values)
