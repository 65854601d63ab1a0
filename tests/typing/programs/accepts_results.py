"""Typed results, their conditions and their negotiation."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TypedDict, assert_type

import msgspec

from kolben import (
    App,
    Created,
    Event,
    EventStream,
    Html,
    Json,
    Markup,
    NoContent,
    Redirect,
    Request,
    Resource,
    Response,
    SendFile,
    Stream,
    make_response,
    request,
)
from kolben.http_errors import PreconditionFailed

app = App(__name__)


@dataclass
class Animal:
    name: str


@dataclass
class Dog(Animal):
    breed: str = ""


class Struct(msgspec.Struct):
    x: int


class Typed(TypedDict):
    x: int


class Page:
    def __html__(self) -> str:
        return "<p>"


class Feature(Json[Dog]):
    media_type = "application/geo+json"


class Animals(Resource, path="/animals/<int:number>"):
    def get(self, number: int) -> Html | Json[Animal] | Page:
        if self.request.wants(Json):
            return Json(Dog("Rex"), etag="v1", last_modified=datetime.now())
        return Html(Markup("<p>")) if number else Page()

    def put(self, number: int) -> Created[Dog] | NoContent:
        self.request.check_preconditions(etag="v1", required=True)
        if number:
            return Created(Dog("Rex"), location=Animals.url(number=number))
        return NoContent()

    def post(self, number: int) -> Redirect:
        return Redirect(Animals.url(number=number), 303)

    def delete(self, number: int) -> tuple[Json[list[int]], int]:
        return Json([number]), 202

    async def patch(self, number: int) -> Feature | EventStream:
        return Feature(Dog("Rex"))


@app.get("/json")
def as_json() -> Json[list[Animal]]:
    return Json([Dog("Rex")], 201, {"X-A": ["1", "2"]})


@app.get("/covariant")
def covariant() -> Json[Animal]:
    dog: Json[Dog] = Json(Dog("Rex"))
    return dog


@app.get("/bare")
def bare() -> Json:
    return Json({"anything": object()})


@app.get("/typed")
def typed() -> Json[Typed] | Created[Struct]:
    return Json({"x": 1})


@app.get("/stream")
async def stream() -> Stream:
    async def pieces() -> AsyncIterator[bytes]:
        yield b""

    return Stream(pieces(), "text/csv", etag="v1")


@app.get("/pieces")
def pieces() -> Stream:
    def numbers() -> Iterator[str]:
        yield str(request.path)

    return Stream(numbers(), content_type="text/csv", status=202)


@app.get("/events")
def events() -> EventStream:
    def ticks() -> Iterator[Event | str | dict[str, int]]:
        yield Event(Dog("Rex"), event="dog", id="1", retry=1_000)
        yield "text"
        yield {"x": int(request.last_event_id or 0)}

    return EventStream(ticks(), {"X-A": "1"})


@app.get("/events/later")
def events_later() -> EventStream:
    async def ticks() -> AsyncIterator[Struct]:
        yield Struct(1)

    return EventStream(ticks())


@app.get("/file")
def file() -> SendFile:
    if request.args:
        return SendFile(BytesIO(b""), mimetype="text/plain", max_age=60)
    return SendFile(Path("a.txt"), as_attachment=True, download_name="b.txt")


@app.get("/page")
def page() -> Page:
    return Page()


@app.errorhandler(412)
def stale(error: PreconditionFailed) -> Json[dict[str, str]]:
    return Json({"error": error.name}, 412)


@app.before_request
def closed() -> Json[str] | None:
    return None


def judge(request: Request) -> bool:
    assert_type(request.last_event_id, str | None)
    assert_type(request.wants(Html), bool)
    assert_type(request.wants(Page), bool)
    return request.wants(Feature)


assert_type(Json(Dog("Rex")).payload, Dog)
assert_type(Created(Struct(1), "/").payload, Struct)
assert_type(Feature(Dog("Rex")).payload, Dog)
assert_type(Redirect("/").location, str)
assert_type(Json(1).status_code, int)
assert_type(make_response(Json(1)), Response)
Json(1).set_cookie("name", "value")
Redirect("/").headers["X-A"] = "1"
