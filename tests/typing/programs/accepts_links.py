"""What a link can be made into, and where it can be sent."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, assert_type
from uuid import UUID

from kolben import (
    REQUIRED,
    URL,
    App,
    Body,
    Header,
    Named,
    Query,
    QueryArgs,
    Redirect,
    Resource,
    redirect,
    see_other,
    url_for,
)

app = App(__name__)


class Order(Enum):
    NEWEST = "newest"


class Posts(Resource):
    def get(self) -> str:
        return ""


url = Posts.url()
assert_type(url.external(), URL)
assert_type(url.external("https"), URL)
assert_type(url.external(scheme=""), URL)
assert_type(url.with_query(page=2), URL)
assert_type(url.with_query({"sort-by": Order.NEWEST}, open=True, tag=None), URL)
assert_type(url.with_anchor("top"), URL)
assert_type(url_for("x").with_query(a=1).with_anchor("b").external(), URL)
url.with_query(
    text="a",
    raw=b"a",
    price=Decimal(1),
    who=UUID(int=1),
    since=date(2026, 5, 17),
    until=datetime(2026, 5, 17, 12),
    within=timedelta(1),
    tags=["a", "b"],
    days=(date(2026, 5, 17), 1),
    either={Order.NEWEST},
    queue=deque([1]),
)
names: list[str] = ["a"]
found: Any = None
maybe: int | None = None
url.with_query(names=names, found=found, page=maybe)
values: dict[str, list[str]] = {"a": ["b"]}
url.with_query(values)
redirect(url.external("https"), 301)
see_other(url.with_anchor("new"))


@dataclass
class Wanted:
    words: str = ""


class Search(Resource):
    def get(
        self,
        kind: str,
        wanted: QueryArgs[Wanted],
        page: Query[int] = 1,
        order: Annotated[Query[Order], Named("by")] = Order.NEWEST,
        token: Header[str] = "",
    ) -> str:
        return kind

    def put(self, kind: str, body: Body[Wanted] = REQUIRED) -> Redirect:
        return Redirect(Search.url(kind, Wanted()).external("https"), 303)


assert_type(Search.url("tea", Wanted("green"), page=2, order=Order.NEWEST), URL)
assert_type(url_for(Search, kind="tea", wanted=Wanted()), URL)
assert_type(url_for(Search.put, kind="tea"), URL)
Redirect(Search.url("tea", Wanted()).with_query(page=3))
