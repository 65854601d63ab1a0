from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec
import pytest
import werkzeug.wrappers
from markupsafe import Markup
from werkzeug.datastructures import Headers, MultiDict
from werkzeug.exceptions import NotFound
from werkzeug.test import EnvironBuilder

from kolben.exceptions import ResponseError
from kolben.json import DEFAULT_PROVIDER
from kolben.responses import Response, ToResponse, convert


@dataclass
class Cat:
    name: str


class Cow(msgspec.Struct):
    name: str


class Model:
    """As pydantic's models are."""

    def model_dump_json(self) -> str:
        return '{"name":"Tom"}'


class Attrs:
    """As attrs' classes are."""

    __attrs_attrs__ = ()


class Point(NamedTuple):
    x: int
    y: int


class Own(Response):
    """An application's own response class."""


def application(environ: Any, start_response: Any) -> Iterable[bytes]:
    start_response("418 I'M A TEAPOT", [("X-Path", environ["PATH_INFO"])])
    return [b"tea"]


@pytest.fixture
def to_response() -> ToResponse:
    """The conversion, with the default classes."""
    return ToResponse(Response, DEFAULT_PROVIDER)


def converted(result: object, of: type[Response] = Response) -> Response:
    """Return the response of the class *of* that *result* stands for."""
    environ = EnvironBuilder("/pot").get_environ()
    return ToResponse(of, DEFAULT_PROVIDER)(result, environ, "cats")


@pytest.mark.parametrize(
    ("result", "body"),
    [
        pytest.param("Käse", "Käse".encode(), id="str"),
        pytest.param("", b"", id="empty str"),
        pytest.param(Markup("<b>"), b"<b>", id="Markup"),
        pytest.param(b"\xff", b"\xff", id="bytes"),
        pytest.param(bytearray(b"\xff"), b"\xff", id="bytearray"),
    ],
)
def test_text_and_bytes_are_the_body(result: object, body: bytes) -> None:
    response = converted(result)

    assert response.status == "200 OK"
    assert response.content_type == "text/html; charset=utf-8"
    assert response.get_data() == body


@pytest.mark.parametrize(
    ("result", "value"),
    [
        pytest.param({}, {}, id="empty dict"),
        pytest.param({"a": 1}, {"a": 1}, id="dict"),
        pytest.param(OrderedDict(a=1), {"a": 1}, id="kind of dict"),
        pytest.param(MappingProxyType({"a": 1}), {"a": 1}, id="mapping"),
        pytest.param([], [], id="empty list"),
        pytest.param([Cat("Tom")], [{"name": "Tom"}], id="list"),
        pytest.param(Cat("Tom"), {"name": "Tom"}, id="dataclass"),
        pytest.param(Cow("Tom"), {"name": "Tom"}, id="struct"),
        pytest.param(Model(), {"name": "Tom"}, id="pydantic"),
    ],
)
def test_data_becomes_json(result: object, value: object) -> None:
    response = converted(result)

    assert response.status == "200 OK"
    assert response.content_type == "application/json"
    assert response.json == value


def test_attrs_are_left_to_the_json_provider() -> None:
    class Provider(type(DEFAULT_PROVIDER)):  # type: ignore[misc]  # its class
        def dump_bytes(self, value: Any) -> bytes:
            return type(value).__name__.encode()

    response = ToResponse(Response, Provider())(Attrs(), None, "cats")

    assert response.get_data() == b"Attrs"


def test_what_is_no_json_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="object"):
        converted({"a": object()})


def test_an_iterator_is_streamed() -> None:
    def pieces() -> Iterator[str]:
        yield "a"
        yield "b"

    response = converted(pieces())

    assert response.is_streamed
    assert response.get_data() == b"ab"
    assert converted(iter([b"a"])).is_streamed


def test_a_response_is_returned_as_it_is() -> None:
    response, own = Response("a"), Own("b")

    assert converted(response) is response
    assert converted(own) is own
    assert converted(own, Own) is own


@pytest.mark.parametrize("kind", [werkzeug.wrappers.Response, Response])
def test_another_response_becomes_one_of_ours(
    kind: type[werkzeug.wrappers.Response],
) -> None:
    response = converted(kind("a", 201), Own)

    assert type(response) is Own
    assert (response.status_code, response.get_data()) == (201, b"a")


def test_a_wsgi_application_is_run() -> None:
    response = converted(application)

    assert type(response) is Response
    assert response.status_code == 418
    assert response.headers["X-Path"] == "/pot"
    assert converted(NotFound()).status_code == 404


@pytest.mark.parametrize(
    ("status", "line"),
    [
        pytest.param(201, "201 CREATED", id="number"),
        pytest.param(299, "299 UNKNOWN", id="number without a name"),
        pytest.param(HTTPStatus.IM_A_TEAPOT, "418 I'M A TEAPOT", id="HTTPStatus"),
        pytest.param("404 Missing", "404 Missing", id="line"),
        pytest.param("404", "404 NOT FOUND", id="number as text"),
        pytest.param(None, "200 OK", id="none"),
    ],
)
@pytest.mark.parametrize(
    "make", [str, bytes, dict, list, partial(Cat, "Tom"), Response, partial(iter, "")]
)
def test_a_tuple_sets_the_status(
    make: Callable[[], object], status: object, line: str
) -> None:
    assert converted((make(), status)).status == line
    assert converted((make(), status, {"X-A": "b"})).status == line


def test_a_tuple_without_status_keeps_that_of_the_response() -> None:
    assert converted((Response("a", 201), {"X-A": "b"})).status_code == 201


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"X-A": "b"}, id="dict"),
        pytest.param([("X-A", "b")], id="list"),
        pytest.param((("X-A", "b"),), id="tuple"),
        pytest.param(Headers({"X-A": "b"}), id="Headers"),
    ],
)
def test_a_tuple_adds_headers(headers: object) -> None:
    for result in (("a", headers), ("a", 200, headers), (Response("a"), headers)):
        response = converted(result)

        assert response.headers["X-A"] == "b"
        assert response.content_length == 1


def test_headers_replace_those_of_the_same_name() -> None:
    response = converted(("a", {"content-type": "text/plain"}))

    assert response.headers.getlist("Content-Type") == ["text/plain"]


def test_a_list_of_headers_may_repeat_a_name() -> None:
    pairs = [("Link", "a"), ("link", "b"), ("X-A", "c")]

    assert converted(("a", pairs)).headers.getlist("Link") == ["a", "b"]
    assert converted(("a", {"Link": ["a", "b"]})).headers.getlist("Link") == ["a", "b"]


def test_cookies_are_added_to_those_that_are_there() -> None:
    body = Response("a")
    body.set_cookie("a", "1")

    response = converted((body, {"Set-Cookie": "b=2"}))

    assert response.headers.getlist("Set-Cookie") == ["a=1; Path=/", "b=2"]


@pytest.mark.parametrize(
    ("result", "problem", "hint"),
    [
        pytest.param(None, "cats returned None", "every path", id="None"),
        pytest.param({1, 2}, "an object of set", "str, bytes", id="set"),
        pytest.param(object(), "an object of object", "str, bytes", id="object"),
        pytest.param(404, "an object of int", 'return "", 404', id="status alone"),
        pytest.param(7, "an object of int", "str, bytes", id="number"),
        pytest.param(HTTPStatus.OK, "of HTTPStatus", '"", 200', id="member as status"),
        pytest.param(True, "an object of bool", "str, bytes", id="truth"),
        pytest.param(Cat, "the class Cat", "Return Cat(...)", id="class"),
        pytest.param(Response, "the class Response", "Response(...)", id="callable"),
        pytest.param(lambda: "", "an object of function", "WSGI", id="function"),
        pytest.param(dir, "builtin_function", "WSGI", id="without signature"),
        pytest.param(("a",), "a tuple of 1", "return body, 200", id="1-tuple"),
        pytest.param((), "a tuple of 0", "(body, status)", id="empty tuple"),
        pytest.param(("a", 1, {}, 2), "a tuple of 4", "(body, s", id="4-tuple"),
        pytest.param((404, "a"), "the status 404", "return body, 404", id="swapped"),
        pytest.param((404, "a", {}), "the status 404", "Swap", id="swapped of three"),
        pytest.param((None, 204), "body is None", "''", id="None with status"),
        pytest.param((7, 7), "body is an object of int", "''", id="no body at all"),
        pytest.param((("a", 1), 1), "object of tuple", "''", id="tuple in tuple"),
        pytest.param(("a", 1.5), "returned 1.5 where", "100 to 999", id="fraction"),
        pytest.param(("a", True), "returned True where", "100", id="truth as status"),
        pytest.param(("a", 42), "returned 42 where", "100", id="small status"),
        pytest.param(("a", "Missing"), "'Missing'", "404 Missing", id="no code"),
        pytest.param(("a", "404 a\r\nb"), "'404 a", "404 Missing", id="line break"),
        pytest.param(({1}, 200), "an object of set", "str, bytes", id="set in tuple"),
        pytest.param(Point(1, 2), "body is an object of int", "''", id="namedtuple"),
    ],
)
def test_what_is_no_response_is_refused(
    result: object, problem: str, hint: str
) -> None:
    with pytest.raises(ResponseError) as caught:
        converted(result)

    assert problem in caught.value.problem
    assert caught.value.problem.startswith("cats returned")
    assert hint in caught.value.hint
    assert isinstance(caught.value, TypeError)


def test_an_asynchronous_generator_is_refused_with_a_way_out() -> None:
    async def cats() -> AsyncIterator[str]:
        yield "never"

    with pytest.raises(ResponseError) as caught:
        converted(cats())

    assert "Stream(...)" in caught.value.hint


def test_a_forgotten_await_is_named() -> None:
    async def cats() -> str:
        return "never"

    with pytest.raises(ResponseError) as caught:
        converted(cats())

    assert "await" in caught.value.hint


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        pytest.param({"X-A": "b\r\nc"}, "newline", id="line break in a value"),
        pytest.param({"X-A\r\nX-B": "c"}, "is not the name", id="line break in a name"),
        pytest.param({"": "c"}, "'' is not the name", id="no name"),
        pytest.param({3: "c"}, "got 'int'", id="a number as name"),
        pytest.param([("a",)], "not enough values", id="no pair"),
    ],
)
def test_refuses_headers_that_cannot_be_sent(headers: Any, reason: str) -> None:
    with pytest.raises(ResponseError, match="cats returned the headers") as caught:
        converted(("a", 200, headers))

    assert reason in caught.value.problem


@pytest.mark.parametrize(
    ("arguments", "named", "value"),
    [
        pytest.param((), {}, None, id="nothing"),
        pytest.param((1,), {}, 1, id="one"),
        pytest.param((None,), {}, None, id="None"),
        pytest.param((1, 2), {}, [1, 2], id="several"),
        pytest.param((), {"a": 1}, {"a": 1}, id="named"),
    ],
)
def test_json_response_takes_values_or_names(
    to_response: ToResponse, arguments: tuple[Any, ...], named: Any, value: object
) -> None:
    assert to_response.json_response(*arguments, **named).json == value


def test_json_response_refuses_both(to_response: ToResponse) -> None:
    with pytest.raises(ResponseError, match="not of both"):
        to_response.json_response(1, a=2)


def test_the_default_type_of_text_is_that_of_the_class() -> None:
    class Plain(Response):
        default_mimetype = "text/plain"

    class Untyped(Response):
        default_mimetype = None

    assert converted("a", Plain).content_type == "text/plain; charset=utf-8"
    assert converted("a", Untyped).content_type is None


def test_remembers_the_rule_of_a_type_but_not_of_every_type(
    to_response: ToResponse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert, "_MOST_KINDS", 6)

    for number in range(3):
        kind = type(f"Kind{number}", (str,), {})
        assert to_response(kind("a"), None, "cats").get_data() == b"a"
        assert to_response(kind("b"), None, "cats").get_data() == b"b"

    assert len(to_response._makers) == 6


def test_a_mapping_of_many_values_gives_the_first_of_each() -> None:
    to_response = ToResponse(Response, DEFAULT_PROVIDER)
    values = MultiDict([("a", "1"), ("a", "2"), ("b", "3")])

    assert to_response(values, None, "view").get_data() == b'{"a":"1","b":"3"}'
    assert to_response.json_response(values).get_data() == b'{"a":"1","b":"3"}'
