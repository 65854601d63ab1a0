"""Inputs of handlers, as plain values of their types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal, NamedTuple, TypedDict, assert_type
from uuid import UUID

import annotated_types
import msgspec

from kolben import (
    REQUIRED,
    App,
    Body,
    Cookie,
    File,
    Form,
    Header,
    InputError,
    InvalidInput,
    Named,
    Problem,
    Query,
    QueryArgs,
    Resource,
    Upload,
    UploadLimits,
    handles,
)

app = App(__name__)


class Order(Enum):
    NEWEST = "newest"


@dataclass
class Post:
    title: str


class Credentials(TypedDict):
    user: str


class Point(NamedTuple):
    x: int


class Filter(msgspec.Struct):
    page: Annotated[int, msgspec.Meta(ge=1)] = 1


Size = Query[Annotated[int, annotated_types.Ge(1)]]


@app.resource("/posts/<post_id>")
class PostView(Resource):
    def __init__(self, trace: Annotated[Header[UUID | None], Named("X-Id")]) -> None:
        assert_type(trace, UUID | None)
        self.trace = trace

    def get(
        self,
        post_id: int,
        page: Query[int] = 1,
        size: Size = 20,
        tags: Query[list[str]] = REQUIRED,
        order: Query[Order | Literal["any"]] = "any",
        since: Query[date | None] = None,
    ) -> str:
        assert_type(page, int)
        assert_type(size, int)
        assert_type(tags, list[str])
        assert_type(since, date | None)
        return ",".join(tags)

    def put(self, post_id: int, body: Body[Post], etag: Header[str] = "") -> Post:
        assert_type(body, Post)
        assert_type(etag, str)
        return body

    def post(
        self,
        post_id: int,
        form: Form[Credentials],
        picture: File[Upload | None] = None,
        others: Annotated[File[list[Upload]], UploadLimits(max_size=10)] = REQUIRED,
    ) -> str:
        assert_type(form, Credentials)
        assert_type(picture, Upload | None)
        assert_type(others, list[Upload])
        return form["user"]

    @handles(InputError)
    def refused(self, error: InputError) -> tuple[list[str], int]:
        assert_type(error.problems, tuple[Problem, ...])
        return [f"{each.location}: {each.message}" for each in error.problems], 422


@app.post("/search")
def search(
    query: QueryArgs[Filter],
    body: Body[list[Point] | None] = None,
    theme: Cookie[Literal["dark", "light"]] = "light",
) -> list[int]:
    assert_type(query, Filter)
    assert_type(body, list[Point] | None)
    return [each.x for each in body or []]


@app.post("/prices")
def prices(raw: Body[bytes]) -> bytes:
    assert_type(raw, bytes)
    return raw


@app.post("/price")
def price(amount: Form[Decimal], count: Form[int] = 1) -> str:
    assert_type(amount, Decimal)
    return str(amount * count)


@app.errorhandler(InvalidInput)
def invalid(error: InvalidInput) -> tuple[str, int]:
    assert_type(error.problems[0].location, str)
    return error.problems[0].message, 400


def problems_of(error: InputError) -> Sequence[Problem]:
    return error.problems
