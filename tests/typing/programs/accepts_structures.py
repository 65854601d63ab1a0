"""Structures of every library as inputs, and what checkers know of their fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal, NamedTuple, NotRequired, TypedDict, assert_type
from uuid import UUID

import attrs
import msgspec
import pydantic

from kolben import REQUIRED, URL, App, Body, Form, Query, QueryArgs, Resource, url_for

app = App(__name__)


class Colour(Enum):
    RED = "red"


@dataclass
class Author:
    name: str
    born: date | None = None


class Post(msgspec.Struct):
    title: str
    author: Author
    tags: list[str] = []


class Price(pydantic.BaseModel):
    amount: Decimal
    currency: Literal["EUR", "USD"] = "EUR"


@attrs.define
class Size:
    width: int
    height: int = 1


class Point(NamedTuple):
    x: float
    y: float


class Credentials(TypedDict):
    user: str
    remember: NotRequired[bool]


@dataclass
class Search:
    words: str = ""
    pages: list[int] = field(default_factory=list[int])


class PostView(Resource):
    def get(
        self,
        post_id: UUID,
        search: QueryArgs[Search],
        colours: Query[list[Colour]] = [],
        order: Query[Literal["newest", "oldest"]] = "newest",
        within: Query[timedelta | None] = None,
        share: Query[Decimal] = Decimal(0),
    ) -> dict[str, object]:
        assert_type(search.pages, list[int])
        assert_type(colours, list[Colour])
        assert_type(order, Literal["newest", "oldest"])
        assert_type(share, Decimal)
        return {"days": within.days if within else 0, "first": colours[0].value}

    def put(self, post_id: UUID, body: Body[Post] = REQUIRED) -> Post:
        assert_type(body.author.name, str)
        assert_type(body.author.born, date | None)
        assert_type(body.tags, list[str])
        return body

    def patch(self, post_id: UUID, body: Body[Post | Price]) -> str:
        if isinstance(body, Post):
            return body.title
        assert_type(body, Price)
        return f"{body.amount} {body.currency}"

    def post(self, post_id: UUID, form: Form[Credentials]) -> str:
        assert_type(form["user"], str)
        return "remembered" if form.get("remember", False) else "forgotten"


@app.post("/sizes")
def sizes(body: Body[list[Size]]) -> list[int]:
    assert_type(body[0], Size)
    return [each.width * each.height for each in body]


@app.post("/points")
def points(body: Body[dict[str, Point]]) -> dict[str, float]:
    assert_type(body["a"].x, float)
    return {name: x + y for name, (x, y) in body.items()}


@app.get("/shelves/<shelf>")
def shelf(shelf: Annotated[int, msgspec.Meta(ge=1)], page: Query[int] = 1) -> str:
    assert_type(shelf, int)
    return str(shelf + page)


number = UUID(int=1)
assert_type(PostView.url(number, Search("tea"), order="oldest"), URL)
assert_type(url_for(PostView.put, post_id=number), URL)
assert_type(url_for(shelf, shelf=1, page=2), URL)
