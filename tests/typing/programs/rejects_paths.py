"""Paths and handlers that do not fit, each on the line that says so."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final, Generic, Literal, NewType, ParamSpec, TypeVar
from uuid import UUID

from kolben import App, Body, File, Form, Query, Resource, Router, Rule, Upload

P = ParamSpec("P")
T = TypeVar("T")
UserId = NewType("UserId", int)
PATH: Final = "/final/<number>"
Page = Query[int]

app = App(__name__)
users = Router("users", prefix="/users/<int:user_id>")
bad = Router("bad", prefix="bad")  # E plugin: does not start with '/'


class Color(StrEnum):
    RED = "red"


@app.get("/a/<number>")
def lacking() -> str:  # E plugin: lacking() does not take 'number', a variable of its URL '/a/<number>'
    return ""


@app.post("/a/<number>")
def renamed(nubmer: int) -> str:  # E plugin: renamed() does not take 'number'
    return ""


@app.get("/a")
def unfilled(page: int) -> str:  # E plugin: Nothing in a request to '/a' can fill 'page' of unfilled()
    return ""




@app.put("/b/<int:number>")  # E plugin: The template says '<int:number>', but 'number' is annotated with Color
def other(number: Color) -> str:
    return ""


@app.put("/b/<string:choice>")  # E plugin: annotated with Literal['a', 'b']
def choice(choice: Literal["a", "b"]) -> str:
    return ""


@app.put("/b/<string:user>")  # E plugin: annotated with UserId
def new_type(user: UserId) -> str:
    return ""


@app.put("/b/<int:number>")
def by_position(number: int, /) -> str:  # E plugin: by_position() takes 'number' by position only
    return ""


@app.get("/c/<int:page>")
def marked(page: Page) -> str:  # E plugin: cannot be Query[...] as well
    return ""


@app.get("/d")
def body_on_get(
    body: Body[dict[str, int]],  # E plugin: 'body' of body_on_get() is Body[...], but a request with GET has no body
) -> str:
    return ""


@app.route("/d", methods=["HEAD", "get"])
def form_on_get(form: Form[str]) -> str:  # E plugin: a request with GET or HEAD has no body
    return ""


@app.get("/e/<name")  # E plugin: stray bracket
def malformed(name: str) -> str:
    return ""


@app.get("/e/<name>/<name>")  # E plugin: names 'name' twice
def twice(name: str) -> str:
    return ""


@app.get("e/<name>")  # E plugin: does not start with '/'
def without_slash(name: str) -> str:
    return ""


@app.get(PATH)
def final(nubmer: int) -> str:  # E plugin: final() does not take 'number'
    return ""


@app.route("/defaults", defaults={"page": 1})
def defaults(pages: int) -> str:  # E plugin: defaults() does not take 'page'
    return ""


@app.route("/host", host="<team>.example.com")
def host(name: str) -> str:  # E plugin: host() does not take 'team'
    return ""


@users.get("/<page>")
def of_user(page: int) -> str:  # E plugin: of_user() does not take 'user_id', a variable of its URL '/users/<int:user_id>/<page>'
    return ""


@users.get("/<user_id>")  # E plugin: names 'user_id' twice
def user_twice(user_id: int) -> str:
    return ""


@users.get("/")  # E plugin: annotated with UUID
def user_by_key(user_id: UUID) -> str:
    return ""


def logged(function: Callable[P, str]) -> Callable[P, str]:
    return function


@app.get("/logged/<number>")
@logged
def is_logged(nubmer: int) -> str:  # E plugin: is_logged() does not take 'number'
    return ""


def later(nubmer: int) -> str:  # E plugin: later() does not take 'number'
    return ""


app.get("/later/<number>")(later)


def latest(nubmer: int) -> str:  # E plugin: latest() does not take 'number'
    return ""


app.add_url_rule("/latest/<number>", "latest", latest)


@app.resource("/f/<key>")
class Both(Resource):
    def get(self, key: int) -> str:
        return ""

    def put(self, key: UUID) -> str:  # E plugin: disagree on the type of 'key': int in Both.get(), UUID in Both.put()
        return ""


@app.resource("/f/<key>")
class Several(Resource):
    def get(self) -> str:  # E plugin: Several.get() does not take 'key'
        return ""

    def put(self, key: int, page: int) -> str:  # E plugin: can fill 'page' of Several.put()
        return ""

    def delete(self, key: int, body: Body[dict[str, int]]) -> str:
        return ""

    def options(self, key: int, file: File[Upload]) -> str:  # E plugin: a request with OPTIONS has no body
        return ""


@app.resource("/g")  # E plugin: Empty has no method that answers a request
class Empty(Resource):
    pass


@app.resource("/g")  # E plugin: Head answers HEAD only
class Head(Resource):
    def head(self) -> str:
        return ""


class Slips(Resource):
    def Get(self) -> str:  # E plugin: Slips.Get() is almost 'get'
        return ""

    def psot(self) -> str:  # E plugin: Slips.psot() is almost 'post'
        return ""


class Own(Resource, path="/own/<name>"):
    def get(self, nmae: str) -> str:  # E plugin: Own.get() does not take 'name'
        return ""


class OwnRule(Resource, path=Rule("/own/<name>/<int:page>")):  # E plugin: annotated with str
    def get(self, name: str, page: str) -> str:
        return ""


class Added(Resource):
    def get(self, nmae: str) -> str:  # E plugin: Added.get() does not take 'name'
        return ""


app.add("/added/<name>", Added)


class AddedRule(Resource):
    def get(self, nmae: str) -> str:  # E plugin: AddedRule.get() does not take 'name'
        return ""


app.add(Rule(path="/added/<name>", name="again"), AddedRule)


class Items(Resource, Generic[T]):
    def get(self, key: T) -> str:
        return ""


@app.resource("/keyed/<int:key>")  # E plugin: annotated with UUID
class Keyed(Items[UUID]):
    pass


@app.resource("/never")
class Never(Resource):
    def get(self, page: int = 1) -> str:  # E plugin: Nothing in a request ever fills 'page' of Never.get()
        return ""


def factory() -> App:
    inner = App("inner")

    @inner.resource("/inner/<name>")
    class Inner(Resource):
        def get(self, nmae: str) -> str:  # E plugin: Inner.get() does not take 'name'
            return ""

        def gte(self) -> str:  # E plugin: Inner.gte() is almost 'get'
            return ""

    try:

        class Own(Resource, path="/own/<name>"):
            def get(self, nmae: str) -> str:  # E plugin: Own.get() does not take 'name'
                return ""

    finally:
        pass
    return inner
