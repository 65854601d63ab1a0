"""Paths and handlers that fit, or that nobody but the start can judge."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from pathlib import PurePosixPath
from typing import (
    Annotated,
    Any,
    Concatenate,
    Final,
    Generic,
    Literal,
    NewType,
    ParamSpec,
    TypeAlias,
    TypeVar,
)
from uuid import UUID

from kolben import (
    REQUIRED,
    App,
    Body,
    Cookie,
    Form,
    Header,
    Named,
    Query,
    QueryArgs,
    Resource,
    ResponseReturn,
    Router,
    Rule,
    Signed,
    handles,
    not_a_verb,
)
from kolben.router import RouterOptions

P = ParamSpec("P")
T = TypeVar("T")
UserId = NewType("UserId", int)
Page: TypeAlias = Query[int]
PATH: Final = "/final/<number>"


class Color(Enum):
    RED = "red"


class Size(StrEnum):
    SMALL = "small"


app = App(__name__)
users = Router("users", prefix="/users/<int:user_id>")
posts = Router("posts", prefix="/posts")
plain = Router("plain")


@app.get("/every/<number>/<text>/<color>/<size>/<choice>/<day>/<price>/<user>/<rest>")
def every(
    number: int,
    text: str,
    color: Color,
    size: Size,
    choice: Literal["a", "b"],
    day: date,
    price: Decimal,
    user: UserId,
    rest: PurePosixPath,
    page: Page = 1,
    trace: Annotated[Header[str], Named("X-Trace")] = "",
    theme: Cookie[str] | None = None,
) -> str:
    return text


@app.get("/written/<int:number>/<string:text>/<path:rest>/<path:pure>/<any(a,b):item>")
def written(
    number: float, text: object, rest: str, pure: PurePosixPath, item: Literal["a", "b"]
) -> str:
    return rest


@app.get("/loose/<int:number>/<uuid:key>/<int:user>/<float:size>")
def loose(number: Any, key: UUID | None, user: UserId, size: Hashable) -> str:
    return ""


@app.get("/signed/<degrees>")
def signed(degrees: Annotated[int, Signed()]) -> str:
    return ""


@app.get("/any/<slug:name>/<bson_id:key>")
def registered(name: list[int], key: App) -> str:
    return ""


@app.route("/stacked", defaults={"page": 1})
@app.route("/stacked/<int:page>", methods=["GET", "POST"])
def stacked(page: int) -> str:
    return ""


options: dict[str, Any] = {"defaults": {"page": 1}}


@app.route("/options", **options)
def with_options(page: int) -> str:
    return ""


@app.route("/by/<name>", subdomain="<team>")
def in_team(team: str, name: str) -> str:
    return ""


@app.get("/kinds/<one>/<two>")
def takes_all(**variables: Any) -> str:
    return ""


@app.get("/optional")
def optional(page: int = 1) -> str:
    return ""


@app.post("/bodies/<int:number>")
def bodies(number: int, body: Body[dict[str, int]] = REQUIRED) -> str:
    return ""


@app.route("/form", methods=["GET", "POST"])
def form(name: Form[str] = "") -> str:
    return ""


@app.get(PATH)
def final(number: int) -> str:
    return ""


def dynamic(path: str) -> None:
    @app.get(path)
    def unknown(number: int) -> str:
        return ""

    @app.get(f"/{path}/<x>")
    def formatted(number: int) -> str:
        return ""


def logged(function: Callable[P, str]) -> Callable[P, str]:
    return function


def given(function: Callable[Concatenate[str, P], str]) -> Callable[P, str]:
    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> str:
        return function("given", *args, **kwargs)

    return call


def hidden(function: Callable[..., str]) -> Callable[..., str]:
    return function


@app.get("/logged/<number>")
@logged
def is_logged(number: int) -> str:
    return ""


@app.get("/given/<number>")
@given
def is_given(name: str, number: int) -> str:
    return ""


@app.get("/hidden/<number>")
@hidden
def is_hidden(whatever: int) -> str:
    return ""


app.get("/partial/<name>")(functools.partial(every, 3))
app.add_url_rule("/old", redirect_to="/new")
app.add_url_rule("/every", "every", build_only=True)


@users.get("/")
def user(user_id: int) -> str:
    return ""


@users.get("")
def user_itself(user_id: UserId) -> str:
    return ""


@posts.get("/<int:post_id>")
def post_of_user(user_id: int, post_id: int) -> str:
    return ""


@plain.get("/<int:page>")
def page_in_language(language: str, page: int) -> str:
    return ""


users.include(posts)
app.include(users)
app.include(plain, prefix="/<language>")
app.include(
    Router("others", options=RouterOptions(url_defaults={"language": "en"})),
)


class Store:
    pass


class Model:
    pass


@app.resource("/posts")
@app.resource("/posts/<int:page>")
class Posts(Resource):
    def __init__(self, store: Store) -> None:
        self.store = store

    def get(self, page: int = 1, words: QueryArgs[dict[str, str]] | None = None) -> str:
        return ""

    @not_a_verb
    def port(self) -> str:
        return ""

    @handles(KeyError)
    def lost(self, error: KeyError) -> str:
        return ""

    @property
    def gets(self) -> str:
        return ""

    def path(self) -> str:
        return ""


class Elsewhere(Resource, path="/elsewhere"):
    def get(self, page: int = 1) -> str:
        return ""


app.add(Elsewhere)
app.add("/elsewhere/<int:page>", Elsewhere)
app.add(Rule("/elsewhere/first", name="first", defaults={"page": 1}), Elsewhere)


class Below(Resource, path="/below/<name>"):
    def get(self, user_id: int, name: str) -> str:
        return ""


users.add(Below)


class Items(Resource, Generic[T]):
    def get(self, key: T) -> str:
        return ""

    def put(self, key: T, body: Body[dict[str, T]]) -> str:
        return ""


@app.resource("/numbered/<key>")
class Numbered(Items[int]):
    def delete(self, key: int) -> str:
        return ""


@app.resource("/keyed/<uuid:key>")
class Keyed(Items[UUID]):
    pass


@app.resource("/shapes/<int:number>")
class Shapes(Resource):
    @staticmethod
    def get(number: int) -> str:
        return ""


class Base(Resource):
    """Answers nothing by itself."""


def decorated(
    method: Callable[[Any, int], ResponseReturn],
) -> Callable[[Any, int], ResponseReturn]:
    return method


@app.resource("/decorated/<number>")
class Decorated(Base):
    @decorated
    def get(self, number: int) -> ResponseReturn:
        return ""


def factory() -> App:
    inner = App("inner")

    @inner.resource("/inner/<name>")
    class Inner(Resource):
        def get(self, name: str) -> str:
            return ""

    class Given(Resource, path="/given/<name>"):
        def get(self, name: str) -> str:
            return ""

    inner.add(Given)
    return inner
