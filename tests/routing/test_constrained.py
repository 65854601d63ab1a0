from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import PurePosixPath
from typing import Annotated, Any, NewType
from urllib.parse import unquote

import annotated_types
import msgspec
import pytest
from annotated_types import Ge, Gt, Interval, Le, Len, Lt, MaxLen, MinLen, Predicate
from hypothesis import event, given
from hypothesis import strategies as st
from werkzeug.exceptions import NotFound
from werkzeug.routing import FloatConverter, IntegerConverter

from kolben import App, AppOptions, Resource, url_for
from kolben._constraints import Constraints
from kolben.exceptions import BindError, RouteError, UrlError
from kolben.routing import (
    Converter,
    Converters,
    Origin,
    Pattern,
    Route,
    Signed,
    Table,
    Urls,
)

GET = frozenset({"GET", "HEAD"})
HERE = Origin("http", "localhost")
Positive = NewType("Positive", Annotated[int, Gt(0)])


class Color(Enum):
    RED = "red"
    BLUE = "blue"


def table_of(template: str, annotation: Any) -> Table[str]:
    pattern = Pattern.parse(template)
    converters = {
        each.name: Converters().make(each, annotation) for each in pattern.variables
    }
    table: Table[str] = Table()
    table.add(Route(pattern, "x", "", converters, GET))
    return table


def matched(table: Table[str], url: str) -> dict[str, Any]:
    environ = {
        "REQUEST_METHOD": "GET",
        "HTTP_HOST": "localhost",
        "PATH_INFO": unquote(url).encode().decode("latin-1"),
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "wsgi.url_scheme": "http",
    }
    return dict(table.match(environ).variables)


@pytest.mark.parametrize(
    ("annotation", "taken", "refused"),
    [
        pytest.param(Annotated[int, Ge(1)], "1", "0", id="ge"),
        pytest.param(Annotated[int, Gt(1)], "2", "1", id="gt"),
        pytest.param(Annotated[int, Le(9)], "9", "10", id="le"),
        pytest.param(Annotated[int, Lt(9)], "8", "9", id="lt"),
        pytest.param(Annotated[int, Gt(1.5)], "2", "1", id="gt a fraction"),
        pytest.param(Annotated[int, Ge(1), Le(3)], "3", "4", id="both"),
        pytest.param(Annotated[int, Interval(ge=1, lt=3)], "2", "3", id="interval"),
        pytest.param(Annotated[int, msgspec.Meta(ge=1)], "1", "0", id="msgspec"),
        pytest.param(Annotated[int, Ge(1)] | None, "1", "0", id="optional"),
        pytest.param(Positive, "1", "0", id="new type"),
        pytest.param(
            Annotated[int, msgspec.Meta(multiple_of=5)], "10", "11", id="multiple"
        ),
        pytest.param(Annotated[int, Signed(), Ge(-1)], "-1", "-2", id="signed"),
        pytest.param(Annotated[float, Ge(0.5)], "0.5", "0.4", id="float"),
        pytest.param(Annotated[float, Gt(0.5)], "0.6", "0.5", id="float gt"),
        pytest.param(Annotated[Decimal, Le(Decimal(1))], "1.0", "1.1", id="decimal"),
        pytest.param(Annotated[str, MinLen(2)], "ab", "a", id="min length"),
        pytest.param(Annotated[str, MaxLen(2)], "ab", "abc", id="max length"),
        pytest.param(Annotated[str, Len(1, 2)], "ab", "abc", id="length"),
        pytest.param(
            Annotated[str, msgspec.Meta(pattern="^[a-z]+$")], "ab", "aB", id="pattern"
        ),
        pytest.param(Annotated[str, Predicate(str.islower)], "ab", "aB", id="asked"),
        pytest.param(
            Annotated[date, Ge(date(2026, 1, 1))], "2026-01-01", "2025-12-31", id="day"
        ),
        pytest.param(
            Annotated[Color, Predicate(lambda each: each is Color.RED)],
            "red",
            "blue",
            id="enumeration",
        ),
        pytest.param(
            Annotated[PurePosixPath, Predicate(lambda path: path.suffix == ".txt")],
            "a/b.txt",
            "a/b.png",
            id="path",
        ),
    ],
)
def test_a_path_that_violates_a_constraint_is_not_found(
    annotation: Any, taken: str, refused: str
) -> None:
    table = table_of("/x/<value>", annotation)

    value = matched(table, f"/x/{taken}")["value"]
    assert Urls(table).build("x", {"value": value}, HERE) == f"/x/{taken}"
    with pytest.raises(NotFound):
        matched(table, f"/x/{refused}")


def test_a_link_says_which_constraint_is_violated() -> None:
    table = table_of("/<name>", Annotated[str, MinLen(2)])

    with pytest.raises(UrlError) as caught:
        Urls(table).build("x", {"name": "a"}, HERE)

    assert caught.value.problem == (
        "'/<name>' does not match with 'a' for 'name': it must be at least 2 "
        "characters long."
    )


@pytest.mark.parametrize(
    ("template", "annotation", "kind"),
    [
        ("/<x>", Annotated[int, Ge(1), Lt(10)], IntegerConverter),
        ("/<int(max=9):x>", Annotated[int, Ge(1)], IntegerConverter),
        ("/<x>", Annotated[float, Ge(1), Le(9)], FloatConverter),
    ],
)
def test_bounds_are_left_to_a_converter_that_knows_them(
    template: str, annotation: Any, kind: type
) -> None:
    [variable] = Pattern.parse(template).variables

    converter: Any = Converters().make(variable, annotation)

    assert type(converter) is kind
    assert (converter.min, converter.max) == (1, 9)


def test_a_converter_without_constraints_is_as_it_was() -> None:
    [variable] = Pattern.parse("/<x>").variables

    assert (
        type(Converters().make(variable, Annotated[int, "words"])) is IntegerConverter
    )


def test_a_converter_of_ones_own_is_constrained(app: App) -> None:
    class Hex(Converter[int]):
        regex = "[0-9a-f]+"

        def to_python(self, value: str) -> int:
            return int(value, 16)

        def to_url(self, value: int) -> str:
            return f"{value:x}"

    app.add_converter(Hex, name="hex")

    @app.get("/<hex:number>")
    def show(number: Annotated[int, Le(255)]) -> str:
        return str(number)

    client = app.test_client()
    assert client.get("/ff").text == "255"
    assert client.get("/100").status_code == 404


def test_the_next_rule_is_tried(app: App) -> None:
    @app.get("/<number>")
    def low(number: Annotated[int, Lt(10)]) -> str:
        return f"low {number}"

    @app.get("/<number>", endpoint="even")
    def even(number: Annotated[int, msgspec.Meta(ge=10, multiple_of=2)]) -> str:
        return f"even {number}"

    @app.get("/<name>")
    def named(name: Annotated[str, MinLen(2)]) -> str:
        return f"named {name}"

    @app.get("/<letter>")
    def lettered(letter: Annotated[str, MaxLen(1)]) -> str:
        return f"letter {letter}"

    client = app.test_client()
    answers = [client.get(f"/{path}").text for path in ("9", "12", "13", "x", "xy")]
    assert answers == ["low 9", "even 12", "named 13", "letter x", "named xy"]


def test_two_routes_of_equal_constraints_are_one_too_many(app: App) -> None:
    @app.get("/<a>", endpoint="a")
    def first(a: Annotated[str, MinLen(2)]) -> str:
        return a

    with pytest.raises(RouteError, match="is answered twice"):

        @app.get("/<b>", endpoint="b")
        def second(b: Annotated[str, MinLen(2)]) -> str:
            return b


def test_links_to_resources_keep_to_their_constraints(app: App) -> None:
    class Post(Resource, path="/posts/<post_id>"):
        def get(self, post_id: Annotated[int, Ge(1)]) -> str:
            return str(post_id)

    app.add(Post)

    with app.test_request_context():
        assert url_for(Post, post_id=1) == "/posts/1"
        with pytest.raises(UrlError, match="does not match with 0 for 'post_id'"):
            Post.url(post_id=0)


def test_methods_that_disagree_on_a_constraint_are_refused(app: App) -> None:
    class Post(Resource, path="/posts/<post_id>"):
        def get(self, post_id: Annotated[int, Ge(1)]) -> str:
            return ""

        def put(self, post_id: int) -> str:
            return ""

    with pytest.raises(RouteError, match="disagree on the constraints of 'post_id'"):
        app.add(Post)


def test_a_variable_of_the_host_is_constrained() -> None:
    app = App("hosts", options=AppOptions(host_matching=True), static_folder=None)

    @app.get("/", host="<name>.example.com")
    def home(name: Annotated[str, MinLen(2)]) -> str:
        return name

    client = app.test_client()
    assert client.get("/", base_url="http://ab.example.com").text == "ab"
    assert client.get("/", base_url="http://a.example.com").status_code == 404


def test_a_constraint_of_another_type_is_refused(app: App) -> None:
    with pytest.raises(BindError, match="does not fit") as caught:

        @app.get("/<a>")
        def show(a: Annotated[int, MinLen(2)]) -> str:
            return str(a)

    assert caught.value.__notes__[0] == "while reading the annotation of 'a'"


@pytest.mark.parametrize(
    ("template", "annotation"),
    [
        ("/<x>", Annotated[int, Ge(5), Le(3)]),
        ("/<x>", Annotated[int, Gt(3), Lt(4)]),
        ("/<int(max=3):x>", Annotated[int, Ge(5)]),
        ("/<x>", Annotated[float, Ge(5), Le(3)]),
    ],
)
def test_bounds_that_exclude_everything_are_refused(
    template: str, annotation: Any
) -> None:
    [variable] = Pattern.parse(template).variables

    with pytest.raises(RouteError, match="satisfies the constraints of 'x': nothing"):
        Converters().make(variable, annotation)


bounds = st.one_of(
    st.none(),
    st.integers(-20, 20),
    st.floats(-20, 20),
    st.sampled_from([float("inf"), float("-inf")]),
)
metas = st.builds(
    lambda ge, gt, le, lt, multiple: [
        annotated_types.Interval(ge=ge, gt=gt, le=le, lt=lt),
        *([annotated_types.MultipleOf(multiple)] if multiple else []),
    ],
    bounds,
    bounds,
    bounds,
    bounds,
    st.sampled_from([None, None, 2, 3]),
)
NUMBERS: dict[type, Callable[[str], Any]] = {int: int, float: float, Decimal: Decimal}


@given(metas, st.sampled_from(list(NUMBERS)), st.integers(-25, 25))
def test_a_url_is_built_exactly_if_it_is_matched(
    metadata: list[Any], kind: type, number: int
) -> None:
    annotation: Any = Annotated[(kind, Signed(), *metadata)]
    text = str(number) if kind is int else f"{number / 2}"
    value = NUMBERS[kind](text)
    allowed = Constraints.of(annotation)
    try:
        table = table_of("/<value>", annotation)
    except RouteError:
        event("nothing is allowed")
        assert allowed is not None
        assert allowed.violation(value) is not None
        return

    if allowed is None or allowed.violation(value) is None:
        event("taken")
        assert matched(table, f"/{text}") == {"value": value}
        assert Urls(table).build("x", {"value": value}, HERE) == f"/{text}"
        return

    event("refused")
    with pytest.raises(NotFound):
        matched(table, f"/{text}")
    with pytest.raises(UrlError):
        Urls(table).build("x", {"value": value}, HERE)


@given(
    st.text("abXY/é %", min_size=1, max_size=6),
    st.integers(0, 3),
    st.integers(3, 6),
    st.sampled_from([None, "^[a-z]", "[^X]$", "é"]),
)
def test_texts_are_built_exactly_if_they_are_matched(
    text: str, shortest: int, longest: int, pattern: str | None
) -> None:
    meta = msgspec.Meta(min_length=shortest, max_length=longest, pattern=pattern)
    table = table_of("/<value>", Annotated[str, meta])
    loose = table_of("/<value>", str)
    allowed = Constraints.of(Annotated[str, meta])
    assert allowed is not None
    try:
        url = Urls(loose).build("x", {"value": text}, HERE)
    except UrlError:
        return

    if allowed.violation(text) is None:
        assert Urls(table).build("x", {"value": text}, HERE) == url
        assert matched(table, url) == {"value": text}
        return

    with pytest.raises(UrlError):
        Urls(table).build("x", {"value": text}, HERE)
    with pytest.raises(NotFound):
        matched(table, url)
