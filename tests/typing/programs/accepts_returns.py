"""Everything that a handler may return."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any, NamedTuple, NoReturn, TypedDict
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import attrs
import msgspec
import werkzeug

from kolben import (
    App,
    Markup,
    Resource,
    Response,
    abort,
    escape,
    jsonify,
    make_response,
    redirect,
)

app = App(__name__)


@dataclass(frozen=True, slots=True)
class Point:
    x: int


class Struct(msgspec.Struct):
    x: int


@attrs.define
class Size:
    x: int


class Typed(TypedDict):
    x: int


class Bodies(Resource):
    def get(self) -> str:
        return ""

    def post(self) -> bytes:
        return b""

    def put(self) -> Typed:
        return {"x": 1}

    def patch(self) -> list[Point]:
        return [Point(1)]

    def delete(self) -> Point | Struct:
        return Point(1)


class Responses(Resource):
    def get(self) -> Response:
        return redirect("/")

    def post(self) -> werkzeug.Response:
        return werkzeug.Response("")

    def put(self) -> Iterator[bytes]:
        yield b""

    def patch(self) -> Generator[str, None, None]:
        yield ""

    def delete(self) -> Response | tuple[str, int]:
        return make_response("", 200) if self.request.args else ("", 404)


class Tuples(Resource):
    def get(self) -> tuple[str, int]:
        return "", HTTPStatus.CREATED

    def post(self) -> tuple[dict[str, int], dict[str, str]]:
        return {"a": 1}, {"X-A": "1"}

    def put(self) -> tuple[Point, int, list[tuple[str, str]]]:
        return Point(1), 201, [("X-A", "1"), ("X-A", "2")]

    def patch(self) -> tuple[str, str]:
        return "", "404 Missing"

    async def delete(self) -> tuple[str, int]:
        return "", 200


@app.get("/never")
def never() -> NoReturn:
    abort(404)


@app.get("/json")
def as_json() -> Response:
    return jsonify(a=1)


@app.get("/later")
async def later() -> Struct:
    return Struct(1)


@app.get("/size")
def size() -> Size | tuple[Size, int]:
    return Size(1)


class Sizes(Resource):
    async def get(self) -> Size:
        return Size(1)


class Named(NamedTuple):
    body: str
    status: int


def wsgi(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [b""]


class Applications(Resource):
    def get(self) -> WSGIApplication:
        return wsgi

    def post(self) -> App:
        return app

    def put(self) -> WSGIApplication:
        return werkzeug.Response("")

    async def patch(self) -> Iterator[str]:
        return iter(["a"])

    async def delete(self) -> Typed | tuple[Typed, int]:
        return {"x": 1}


class Wider(Resource):
    def get(self) -> dict[str, Point]:
        return {"a": Point(1)}

    def post(self) -> list[dict[str, int]] | tuple[str, HTTPStatus]:
        return "", HTTPStatus.CREATED

    def put(self) -> tuple[Response, int]:
        return Response(), 201

    def patch(self) -> Mapping[str, int]:
        return {"a": 1}

    def delete(self) -> Named:
        return Named("", 204)

    def head(self) -> Response:
        return Response()

    def options(self) -> tuple[str, int, dict[str, list[str]]]:
        return "", 204, {"Allow": ["GET", "POST"]}


class Narrower(Wider):
    def get(self) -> dict[str, Point]:
        return super().get()


class Unsaid(Resource):
    def get(self) -> Any:
        return "anything"


@app.get("/headers")
def with_headers() -> tuple[str, dict[str, str]]:
    return "", {"X-A": "1"}


@app.get("/markup")
def markup() -> Markup:
    return Markup("<b>") + escape("<")


@app.get("/generator")
def pieces() -> Generator[bytes, None, None]:
    yield b""


@app.get("/application")
def application() -> WSGIApplication:
    return wsgi


@app.get("/expression")
def expression() -> Any:
    return (str(number) for number in range(3))


app.get("/lambda")(lambda: "text")
app.get("/partial")(partial(str, "text"))
