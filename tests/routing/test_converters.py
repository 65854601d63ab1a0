from __future__ import annotations

from collections.abc import Hashable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, IntEnum
from pathlib import PurePosixPath
from re import fullmatch
from typing import Annotated, Any, Literal, NewType, Protocol
from urllib.parse import unquote
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.routing import BaseConverter, IntegerConverter, UnicodeConverter

from kolben._annotations import MISSING
from kolben.exceptions import RouteError
from kolben.routing import Converter, Converters, Pattern, Signed, Variable
from kolben.routing.conversion import product_of

UserId = NewType("UserId", int)
Nested = NewType("Nested", UserId)
HERE = UUID("00000000-0000-0000-0000-00000000000a")


class Colour(Enum):
    RED = "red"
    BLUE = "sky/blue"


class Size(IntEnum):
    SMALL = 1
    LARGE = 2


class Slug:
    def __init__(self, text: str) -> None:
        self.text = text


class SlugConverter(Converter[Slug]):
    name = "slug"
    regex = "[a-z-]+"

    def to_python(self, value: str) -> Slug:
        return Slug(value)

    def to_url(self, value: Slug) -> str:
        return value.text


class Plain(BaseConverter):
    """A converter written for werkzeug, which says nothing of types."""


class Named(Protocol):
    name: str


def made(text: str, annotation: Any = MISSING) -> BaseConverter:
    """Return the converter of the variable ``<text>``."""
    (variable,) = Pattern.parse(f"/<{text}>").variables
    return Converters().make(variable, annotation)


def reads(converter: BaseConverter, text: str) -> Any:
    """Return what *converter* makes of *text*, which has to match."""
    assert fullmatch(converter.regex, text)
    return converter.to_python(text)


@pytest.mark.parametrize(
    ("annotation", "text", "value"),
    [
        pytest.param(int, "42", 42, id="int"),
        pytest.param(float, "1.5", 1.5, id="float"),
        pytest.param(str, "a b", "a b", id="str"),
        pytest.param(UUID, str(HERE), HERE, id="UUID"),
        pytest.param(PurePosixPath, "a/b.txt", PurePosixPath("a/b.txt"), id="path"),
        pytest.param(bool, "true", True, id="true"),
        pytest.param(bool, "0", False, id="0"),
        pytest.param(date, "2026-05-17", date(2026, 5, 17), id="date"),
        pytest.param(
            datetime,
            "2026-05-17T12:30:00Z",
            datetime(2026, 5, 17, 12, 30, tzinfo=UTC),
            id="datetime",
        ),
        pytest.param(Decimal, "1.50", Decimal("1.50"), id="Decimal"),
        pytest.param(Colour, "red", Colour.RED, id="enum"),
        pytest.param(Colour, "sky/blue", Colour.BLUE, id="enum with slash"),
        pytest.param(Size, "2", Size.LARGE, id="enum of numbers"),
        pytest.param(Literal["a", "b"], "b", "b", id="literal"),
        pytest.param(Literal[1, True], "true", True, id="literal of values"),
        pytest.param(Literal[Colour.RED], "red", Colour.RED, id="literal of members"),
        pytest.param(UserId, "7", 7, id="new type"),
        pytest.param(Nested, "7", 7, id="new type of a new type"),
        pytest.param(int | None, "7", 7, id="optional"),
        pytest.param(Annotated[int, "anything"], "7", 7, id="annotated"),
        pytest.param(Annotated[int, Signed()], "-7", -7, id="signed int"),
        pytest.param(Annotated[int, Signed], "-7", -7, id="signed, as a class"),
        pytest.param(Annotated[float, Signed()], "-7.5", -7.5, id="signed float"),
        pytest.param(
            Annotated[Decimal, Signed()], "-7", Decimal(-7), id="signed decimal"
        ),
        pytest.param(Annotated[UserId, Signed()], "-7", -7, id="signed new type"),
        pytest.param(object, "x", "x", id="anything"),
        pytest.param(Any, "x", "x", id="Any"),
    ],
)
def test_the_annotation_chooses_the_converter(
    annotation: Any, text: str, value: Any
) -> None:
    converter = made("v", annotation)
    back = unquote(converter.to_url(value))

    assert reads(converter, text) == value
    assert type(reads(converter, text)) is type(value)
    assert reads(converter, back) == value


def test_without_annotation_a_variable_is_text() -> None:
    assert type(made("v")) is UnicodeConverter


def test_an_int_has_no_sign_unless_it_says_so() -> None:
    assert not fullmatch(made("v", int).regex, "-1")


@pytest.mark.parametrize("text", ["2026-02-30", "0000-01-01"])
def test_a_day_that_does_not_exist_does_not_convert(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        reads(made("v", date), text)


@given(st.datetimes(timezones=st.just(UTC) | st.none()))
def test_moments_come_back(moment: datetime) -> None:
    converter = made("v", datetime)

    assert reads(converter, converter.to_url(moment)) == moment


@given(st.decimals(min_value=0, allow_nan=False, allow_infinity=False))
def test_decimals_come_back(number: Decimal) -> None:
    converter = made("v", Annotated[Decimal, Signed()])

    assert reads(converter, converter.to_url(number)) == number


def test_a_choice_writes_its_own_values_only() -> None:
    converter = made("v", Literal[1, "a b"])

    assert converter.to_url("a b") == "a%20b"
    with pytest.raises(ValueError, match="True is not one of 1, a b"):
        converter.to_url(True)


@pytest.mark.parametrize(
    "annotation",
    [
        list[int],
        Slug,
        int | str,
        Literal[1, "1"],
        Literal[None],
        Literal[b"x"],
        Enum("Empty", {}),
        Enum("Same", {"A": 1, "B": "1"}),
        None,
        Annotated[list[int], []],
    ],
)
def test_an_annotation_that_nothing_makes_is_refused(annotation: Any) -> None:
    with pytest.raises(RouteError, match=r"No URL converter makes .*'v'"):
        made("v", annotation)


@pytest.mark.parametrize(
    "annotation", [Annotated[str, Signed()], Annotated[Size, Signed]]
)
def test_only_numbers_have_a_sign(annotation: Any) -> None:
    with pytest.raises(RouteError, match="only numbers have a sign"):
        made("v", annotation)


def test_an_unknown_name_tells_the_nearest() -> None:
    with pytest.raises(RouteError) as caught:
        made("uuuid:v")

    assert caught.value.problem == "There is no URL converter named 'uuuid'."
    assert caught.value.hint == "Did you mean 'uuid'?"


def test_an_unknown_name_like_no_other_tells_them_all() -> None:
    with pytest.raises(RouteError) as caught:
        made("qqq:v")

    assert "any, default, float" in caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "int(min=a):v",
        "int(min=5, max=1):v",
        "int(fixed_digits=-1):v",
        "int(fixed_digits=x):v",
        "int(signed=1):v",
        "int(length=3):v",
        "float(max=True):v",
        "string(length=a):v",
        "string(minlength=-1):v",
        "string(minlength=3, maxlength=2):v",
        "string(3, 2):v",
        "string(maxlength=True):v",
        "any():v",
        "any(1, 2):v",
        'any(""):v',
        "path(x):v",
        "uuid(version=4):v",
    ],
)
def test_arguments_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(RouteError, match="'v' cannot be made with"):
        made(text)


@pytest.mark.parametrize(
    "text",
    [
        "int(fixed_digits=4, min=1000, max=2999, signed=False):v",
        "float(min=0, max=1.5, signed=True):v",
        "string(1, 5):v",
        "string(length=2):v",
        "any(a, \"b c\", 'd'):v",
    ],
)
def test_arguments_that_make_sense_are_taken(text: str) -> None:
    assert isinstance(made(text), BaseConverter)


@pytest.mark.parametrize(
    ("text", "annotation"),
    [
        ("int:v", int),
        ("int:v", int | None),
        ("int:v", int | str),
        ("int:v", float),
        ("int:v", float | str),
        ("int:v", UserId),
        ("int:v", Hashable),
        ("int:v", Any),
        ("int:v", Named),
        ("int(signed=True):v", Annotated[int, Signed()]),
        ("string:v", str),
        ("path:v", str),
        ("uuid:v", UUID),
        ("any(a, b):v", Literal["a", "b", "c"]),
        ("any(a, b):v", str),
    ],
)
def test_name_and_annotation_may_say_the_same(text: str, annotation: Any) -> None:
    assert isinstance(made(text, annotation), BaseConverter)


@pytest.mark.parametrize(
    ("text", "annotation", "shown"),
    [
        ("int:v", str, "str"),
        ("int:v", bool, "bool"),
        ("string:v", int, "int"),
        ("string:v", Literal["a"], "Literal['a']"),
        ("any(a, b):v", Literal["a"], "Literal['a']"),
        ("uuid:v", str, "str"),
        ("float:v", int, "int"),
        ("path:v", list[int], "list[int]"),
        ("int:v", Annotated[int, Signed()], "int"),
    ],
)
def test_name_and_annotation_may_not_disagree(
    text: str, annotation: Any, shown: str
) -> None:
    with pytest.raises(RouteError) as caught:
        made(text, annotation)

    assert caught.value.problem.startswith("The template says '<")
    assert f"annotated with {shown}" in caught.value.problem


def test_a_path_may_be_annotated_as_one() -> None:
    assert reads(made("path:v", PurePosixPath), "a/b") == PurePosixPath("a/b")


def test_a_converter_is_registered_by_its_own_name() -> None:
    converters = Converters()
    converters.add(SlugConverter)

    assert isinstance(converters.make(Variable("v", "slug"), Slug), SlugConverter)
    with pytest.raises(RouteError, match="annotated with int"):
        converters.make(Variable("v", "slug"), int)


def test_a_converter_is_registered_by_type() -> None:
    converters = Converters()
    converters.add(SlugConverter, type=Slug)
    converters.add(Plain, name="plain", type=UserId)

    assert isinstance(converters.make(Variable("v"), Slug), SlugConverter)
    assert isinstance(converters.make(Variable("v"), UserId), Plain)
    assert isinstance(converters.make(Variable("v"), int), IntegerConverter)
    with pytest.raises(RouteError, match="annotated with str"):
        Converters(converters).make(Variable("v", "plain"), str)


def test_a_converter_that_says_nothing_of_types_goes_with_all() -> None:
    converters = Converters()
    converters.add(Plain, name="plain")

    assert isinstance(converters.make(Variable("v", "plain"), date), Plain)


def test_a_converter_may_be_made_by_hand() -> None:
    slug = SlugConverter()

    assert slug.to_url(slug.to_python("a-b")) == "a-b"
    assert Converter[str]().to_url("a b") == "a%20b"
    assert Converter[str]().to_python("a b") == "a b"


def test_inner_converters_win_over_outer_ones() -> None:
    outer = Converters()
    inner = Converters(outer)
    outer.add(Plain, name="slug", type=Slug)
    inner.add(SlugConverter, type=Slug)

    assert isinstance(inner.make(Variable("v"), Slug), SlugConverter)
    assert isinstance(inner.make(Variable("v", "slug")), SlugConverter)
    assert isinstance(outer.make(Variable("v"), Slug), Plain)
    assert isinstance(inner.make(Variable("v", "int")), IntegerConverter)
    assert inner.names[-2:] == ("slug", "slug")


@pytest.mark.parametrize("wrong", [int, "slug", SlugConverter(), None])
def test_what_is_no_converter_class_is_a_type_error(wrong: Any) -> None:
    with pytest.raises(TypeError, match="is not a class of converters"):
        Converters().add(wrong, name="x")


def test_a_converter_needs_a_name_or_a_type() -> None:
    with pytest.raises(RouteError, match="Plain has neither a name nor a type"):
        Converters().add(Plain)


def test_a_name_has_to_be_a_word() -> None:
    with pytest.raises(RouteError, match="'my-slug' cannot be the name"):
        Converters().add(Plain, name="my-slug")


def test_a_wrong_regular_expression_is_found_at_once() -> None:
    class Wrong(Converter[str]):
        regex = "[a-z"

    converters = Converters()
    converters.add(Wrong, name="wrong")

    with pytest.raises(RouteError, match="regular expression of the converter Wrong"):
        converters.make(Variable("v", "wrong"))


def test_the_product_is_found_through_subclasses() -> None:
    class Special(SlugConverter):
        regex = "[a-z]+"

    assert product_of(Special) is Slug
    assert product_of(Plain) is None
