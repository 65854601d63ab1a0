"""Typed results that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kolben import (
    App,
    Created,
    Event,
    EventStream,
    Html,
    Json,
    NoContent,
    Redirect,
    Resource,
    SendFile,
    Stream,
    request,
)

app = App(__name__)


@dataclass
class Cat:
    name: str


@dataclass
class Dog:
    name: str


class Thing:
    pass


class Animals(Resource):
    def get(self) -> Json[Cat]:
        return Json(Dog("Rex"))  # E mypy: Argument 1 to "Json" has incompatible type "Dog" # E pyright: "Dog" is not assignable to "Cat"

    def put(self) -> Created[Cat]:
        return Created(3, location="/")  # E mypy: Argument 1 to "Created" has incompatible type "int" # E pyright: is not assignable to

    def post(self) -> Json[list[Cat]]:
        return Json([Dog("Rex")])  # E mypy: List item 0 has incompatible type "Dog" # E pyright: is not assignable to

    def patch(self) -> Json[Cat]:
        return Cat("Tom")  # E mypy: Incompatible return value type (got "Cat" # E pyright: "Cat" is not assignable to "Json[Cat]"

    def delete(self) -> NoContent | None:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return None


class Others(Resource):
    def get(self) -> Html | Thing:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return Thing()

    def post(self) -> tuple[int, Json[Cat]]:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return 201, Json(Cat("Tom"))

    def put(self) -> Redirect:
        return NoContent()  # E mypy: got "NoContent", expected "Redirect" # E pyright: "NoContent" is not assignable to "Redirect"

    def patch(self) -> type[NoContent]:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return NoContent



@app.get("/wrong")
def wrong() -> Json[Cat]:
    return Json(Dog("Rex"))  # E mypy: Argument 1 to "Json" has incompatible type "Dog" # E pyright: "Dog" is not assignable to "Cat"


@app.get("/maybe")  # E mypy: cannot be "Callable[[], Json[Cat] | None]" # E pyright: cannot be assigned to parameter "view"
def maybe() -> Json[Cat] | None:
    return None


@app.get("/swapped")  # E mypy: cannot be "Callable[[], tuple[int, Json[Cat]]]" # E pyright: cannot be assigned to parameter "view"
def swapped() -> tuple[int, Json[Cat]]:
    return 201, Json(Cat("Tom"))


@app.get("/thing")  # E mypy: cannot be "Callable[[], Html | Thing]" # E pyright: cannot be assigned to parameter "view"
def thing() -> Html | Thing:
    return Thing()


@app.get("/narrower")
def narrower() -> Json[Cat]:
    wide: Json[object] = Json(object())
    return wide  # E mypy: got "Json[object]", expected "Json[Cat]" # E pyright: "object" is not assignable to "Cat"


def numbers() -> Iterator[int]:
    yield 1


Json()  # E mypy: Missing positional argument "payload" # E pyright: Argument missing for parameter "payload"
Json(1, "200")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "status"
Json(1, etag=3)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "etag"
Json(1, last_modified="today")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "last_modified"
Json(1, 200, {}, "v1")  # E mypy: Too many positional arguments # E pyright: Expected 3 positional arguments
Json(1).payload = 2  # E mypy: is read-only # E pyright: attribute "payload"
Html(3)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "markup"
Html(Cat("Tom"))  # E mypy: incompatible type "Cat" # E pyright: cannot be assigned to parameter "markup"
Created(Cat("Tom"))  # E mypy: Missing positional argument "location" # E pyright: Argument missing for parameter "location"
NoContent("text")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "headers"
Redirect("/", 200)  # E mypy: incompatible type "Literal[200]" # E pyright: cannot be assigned to parameter "status"
Redirect(404)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "location"
Redirect("/", cde=303)  # E mypy: Unexpected keyword argument "cde" # E pyright: No parameter named "cde"
Stream(3)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "chunks"
Stream(numbers())  # E mypy: incompatible type "Iterator[int]" # E pyright: cannot be assigned to parameter "chunks"
EventStream(3)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "events"
Event()  # E mypy: Missing positional argument "data" # E pyright: Argument missing for parameter "data"
Event("a", id=7)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "id"
Event("a", retry=1.5)  # E mypy: incompatible type "float" # E pyright: cannot be assigned to parameter "retry"
SendFile("a.txt", as_atachment=True)  # E mypy: Unexpected keyword argument "as_atachment" # E pyright: No parameter named "as_atachment"
SendFile(3)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "path_or_file"
request.wants(Thing)  # E mypy: incompatible type "type[Thing]" # E pyright: cannot be assigned to parameter "offer"
request.wants("html")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "offer"
request.wants(Redirect)  # E mypy: incompatible type "type[Redirect]" # E pyright: cannot be assigned to parameter "offer"
request.check_preconditions(etag=3)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "etag"
request.check_preconditions(required="yes")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "required"
request.last_event_id = "7"  # E mypy: is read-only # E pyright: attribute "last_event_id"
