"""Everything that a handler may return."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import NoReturn, TypedDict

import msgspec
import werkzeug

from kolben import App, Resource, Response, abort, jsonify, make_response, redirect

app = App(__name__)


@dataclass(frozen=True, slots=True)
class Point:
    x: int


class Struct(msgspec.Struct):
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
