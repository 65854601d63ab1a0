from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import attrs
import msgspec
import pydantic.dataclasses
import pytest
from tests.binding.structures import (
    Box,
    Circle,
    Crate,
    Model,
    Options,
    Pair,
    Point,
    Post,
)

from kolben.binding.shapes import Shape
from kolben.binding.structures import structure_of
from kolben.exceptions import BindError

if TYPE_CHECKING:
    from decimal import Decimal as Absent


def required(annotation: Any) -> dict[str, bool]:
    structure = structure_of(annotation)
    assert structure is not None
    return {field.key: field.required for field in structure.fields}


@pytest.mark.parametrize(
    ("annotation", "fields"),
    [
        (Circle, {"lineWidth": True}),
        (Model, {"size": True, "theName": False}),
        (Options, {"size": True, "note": False}),
        (Pair, {"a": True, "b": False}),
        (Point, {"x": True, "y": False}),
        (Box[int], {"item": True, "others": False}),
    ],
)
def test_fields_go_by_the_names_that_clients_use(
    annotation: Any, fields: dict[str, bool]
) -> None:
    assert required(annotation) == fields


@pytest.mark.parametrize("annotation", [int, list[int], dict[str, int], object, "x"])
def test_what_has_no_declared_fields_is_no_structure(annotation: Any) -> None:
    assert structure_of(annotation) is None


def test_type_variables_are_filled_in_through_bases() -> None:
    structure = structure_of(Crate[int])

    assert structure is not None
    assert [field.annotation for field in structure.fields] == [
        list[int],
        list[list[int]],
        int | None,
    ]


def test_a_type_variable_that_nothing_fills_may_be_anything() -> None:
    structure = structure_of(Box)

    assert structure is not None
    assert structure.fields[0].annotation is Any


def test_a_default_is_known_again() -> None:
    structure = structure_of(Post)
    assert structure is not None
    defaults = {field.name: field for field in structure.fields}

    assert defaults["tags"].is_default([])
    assert not defaults["tags"].is_default(["a"])
    assert not defaults["title"].is_default("")


def test_a_struct_says_what_marks_it_and_whether_it_is_closed() -> None:
    structure = structure_of(Circle)

    assert structure is not None
    assert structure.tag == ("type", "Circle")
    assert structure.closed


def test_defaults_of_every_make_are_read() -> None:
    class Struct(msgspec.Struct):
        a: list[int] = []
        b: int = 3

    @attrs.define
    class Class:
        a: list[int] = attrs.Factory(list)
        b: int = attrs.Factory(lambda self: 3, takes_self=True)

    for kind in (Struct, Class):
        structure = structure_of(kind)
        assert structure is not None
        assert structure.fields[0].is_default([])
        assert not structure.fields[1].required


def test_a_name_that_exists_for_type_checkers_only_is_refused() -> None:
    @dataclass
    class Price:
        amount: Absent

    with pytest.raises(BindError, match="'Absent' is not defined"):
        structure_of(Price)


@pydantic.dataclasses.dataclass
class Checked:
    size: int = pydantic.Field(default=1, le=3)


@pytest.mark.parametrize("kind", [Checked, list[Checked]])
def test_a_dataclass_whose_checks_nothing_would_run_is_refused(kind: Any) -> None:
    with pytest.raises(BindError, match="a dataclass of pydantic") as caught:
        Shape.of(kind, "'body' of show()")

    assert "pydantic.BaseModel" in caught.value.hint
