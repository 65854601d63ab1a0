"""Fields of inputs that do not exist, or are used as what they are not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Literal, NamedTuple, NotRequired, TypedDict
from uuid import UUID

import attrs
import msgspec
import pydantic

from kolben import REQUIRED, App, Body, Form, Query, QueryArgs, Resource, url_for

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


class Price(pydantic.BaseModel):
    amount: int


@attrs.define
class Size:
    width: int


class Point(NamedTuple):
    x: float
    y: float


class Credentials(TypedDict):
    user: str
    remember: NotRequired[bool]


@dataclass
class Search:
    words: str = ""


class PostView(Resource):
    def get(
        self,
        post_id: UUID,
        search: QueryArgs[Search],
        order: Query[Literal["newest", "oldest"]] = "newest",
        colours: Query[list[Colour]] = [],
    ) -> str:
        print(order == "latest")  # E mypy: Non-overlapping equality check # E pyright: no overlap
        colours[0].upper()  # E mypy: "Colour" has no attribute "upper" # E pyright: Cannot access attribute "upper"
        return search.wrods  # E mypy: has no attribute "wrods" # E pyright: Cannot access attribute "wrods"

    def put(self, post_id: UUID, body: Body[Post] = REQUIRED) -> str:
        body.author.born.isoformat()  # E mypy: Item "None" of "date | None" # E pyright: is not a known attribute of "None"
        body.author.nam  # E mypy: "Author" has no attribute "nam" # E pyright: Cannot access attribute "nam"
        return body.titel  # E mypy: "Post" has no attribute "titel" # E pyright: Cannot access attribute "titel"

    def patch(self, post_id: UUID, body: Body[Post | Price]) -> str:
        return body.title  # E mypy: Item "Price" of "Post | Price" has no attribute "title" # E pyright: Cannot access attribute "title" for class "Price"

    def post(self, post_id: UUID, form: Form[Credentials]) -> str:
        form["remember"]  # E pyright: "remember" is not a required key
        return form["usr"]  # E mypy: has no key "usr" # E pyright: "usr" is not a defined key


@app.post("/sizes")
def sizes(body: Body[list[Size]]) -> str:
    return str(body.width)  # E mypy: has no attribute "width" # E pyright: Cannot access attribute "width"


@app.post("/points")
def points(body: Body[dict[str, Point]]) -> str:
    return str(body["a"].z)  # E mypy: "Point" has no attribute "z" # E pyright: Cannot access attribute "z"


@app.post("/prices")
def prices(body: Body[Price]) -> str:
    return body.amount  # E mypy: got "int", expected "str" # E pyright: is not assignable to return type "str"


@app.get("/shelves/<shelf>")
def shelf(shelf: Annotated[int, msgspec.Meta(ge=1)], page: Query[int] = 1) -> str:
    return shelf.upper()  # E mypy: "int" has no attribute "upper" # E pyright: Cannot access attribute "upper"


number = UUID(int=1)
PostView.url(3, Search())  # E mypy: incompatible type "int"; expected "UUID" # E pyright: cannot be assigned to parameter "post_id"
PostView.url(number, Search(), order="latest")  # E mypy: incompatible type # E pyright: cannot be assigned to parameter "order"
PostView.url(number, Search(), colours=["red"])  # E mypy: has incompatible type "str"; expected "Colour" # E pyright: cannot be assigned to parameter "colours"
PostView.url(number, Search(word="tea"))  # E mypy: Unexpected keyword argument "word" # E pyright: No parameter named "word"
url_for(PostView.put, post_id="3")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Argument "post_id" to "url_for(PostView.put)" has incompatible type "str"; expected "UUID"
url_for(PostView.put, pst_id=number)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Unexpected keyword argument "pst_id" for "url_for(PostView.put)"
url_for(PostView.put, post_id=number, page=2)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Unexpected keyword argument "page" for "url_for(PostView.put)"
url_for(shelf, shelf="1")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Argument "shelf" to "url_for(shelf)" has incompatible type "str"
url_for(shelf, shelf=1, pages=2)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Unexpected keyword argument "pages" for "url_for(shelf)"
