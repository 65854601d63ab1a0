"""Converters of one's own, by name and by type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import PurePosixPath
from typing import Annotated, Literal, NewType, assert_type
from uuid import UUID

from werkzeug.routing import BaseConverter

from kolben import URL, App, Converter, Resource, Router, Signed

app = App(__name__)
shop = Router("shop")


class Slug(str):
    pass


@app.converter("slug", type=Slug)
class SlugConverter(Converter[Slug]):
    regex = "[a-z-]+"

    def to_python(self, value: str) -> Slug:
        return Slug(value)

    def to_url(self, value: Slug) -> str:
        return str(value)


@shop.converter()
class Hex(Converter[int]):
    name = "hex"
    regex = "[0-9a-f]+"

    def to_python(self, value: str) -> int:
        return int(value, 16)


class Plain(BaseConverter):
    regex = "[a-z]"


class Length(Converter[str]):
    def __init__(self, map: object, most: int = 8) -> None:
        super().__init__(map)
        self.regex = f".{{1,{most}}}"

    def to_python(self, value: str) -> str:
        return value


app.add_converter(Plain, name="plain")
app.add_converter(Length, name="length")
shop.add_converter(SlugConverter, type=Slug)
assert_type(SlugConverter, type[SlugConverter])

UserId = NewType("UserId", int)


class Size(Enum):
    SMALL = "s"


class Everything(Resource):
    def get(
        self,
        slug: Slug,
        user: UserId,
        size: Size,
        kind: Literal["a", "b"],
        below: Annotated[int, Signed()],
        day: date,
        price: Decimal,
        path: PurePosixPath,
        key: UUID,
        on: bool,
    ) -> str:
        assert_type(below, int)
        return slug


class Article(Resource):
    def get(self, slug: Slug, day: date) -> str:
        return slug


assert_type(Article.url(slug=Slug("a-b"), day=date(2026, 1, 1)), URL)
