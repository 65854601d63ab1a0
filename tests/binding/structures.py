"""Structures of every make, alike as far as they can be."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Annotated, Generic, NamedTuple, NotRequired, TypedDict, TypeVar

import attrs
import msgspec
import pydantic
from annotated_types import Ge, Lt, MaxLen, MinLen

T = TypeVar("T")


class Color(Enum):
    RED = "red"
    GREEN = "green"


@dataclass
class Author:
    name: Annotated[str, MinLen(1)]
    age: Annotated[int, msgspec.Meta(ge=0)] = 0


@dataclass
class Post:
    title: str
    author: Author
    tags: list[str] = dataclasses.field(default_factory=list)
    price: Decimal | None = None
    color: Color = Color.RED

    def __post_init__(self) -> None:
        if self.title == "forbidden":
            raise ValueError("this title is taken")


@dataclass
class Tree:
    value: Annotated[int, Lt(10)]
    branches: list[Tree] = dataclasses.field(default_factory=list)


class Circle(msgspec.Struct, tag=True, rename="camel", forbid_unknown_fields=True):
    line_width: int


class Polygon(msgspec.Struct, tag=True):
    corners: list[int]


@attrs.define
class Pair:
    a: int
    b: str = "b"


class Options(TypedDict):
    size: int
    note: NotRequired[Annotated[str, MaxLen(2)]]


class Point(NamedTuple):
    x: int
    y: int = 0


@dataclass
class Box(Generic[T]):
    item: T
    others: list[T] = dataclasses.field(default_factory=list)


@dataclass
class Crate(Box[list[T]]):
    first: T | None = None


class Model(pydantic.BaseModel):
    size: int = pydantic.Field(ge=1)
    name: str = pydantic.Field(default="x", alias="theName")


@dataclass
class Search:
    page: Annotated[int, Ge(1)] = 1
    tags: list[str] = dataclasses.field(default_factory=list)
    ids: Annotated[set[int], MaxLen(2)] | None = None
    color: Color | None = None
    exact: bool = False

    def __post_init__(self) -> None:
        if self.page == 13:
            raise ValueError("there is no such page")
