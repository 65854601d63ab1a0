"""What clients send and get. Everything here is JSON outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Generic, Literal, TypeVar

from msgspec import Meta, Struct

__all__ = [
    "Book",
    "BookText",
    "Happening",
    "Line",
    "Loan",
    "Member",
    "Number",
    "Page",
    "Role",
    "Search",
]

T = TypeVar("T")

Number = Annotated[int, Meta(ge=1, le=2**63 - 1)]
"""A number of something in the database, which holds no larger ones."""

Line = Annotated[int, Meta(ge=0, le=2**63 - 1)]
"""The number of a line of the journal, or 0 for the place before the first."""

Title = Annotated[str, Meta(min_length=1, max_length=200)]
Role = Literal["reader", "librarian"]


class BookText(Struct, frozen=True, forbid_unknown_fields=True):
    """What a librarian writes about a book; a misspelt field is refused."""

    title: Title
    author: Title
    year: Annotated[int, Meta(ge=1450, le=2100)]
    copies: Annotated[int, Meta(ge=1, le=1000)] = 1


@dataclass(frozen=True)
class Search:
    """The query of ``GET /books``."""

    q: str = ""
    sort: Literal["title", "author", "year"] = "title"
    page: Annotated[int, Meta(ge=1, le=1_000_000)] = 1
    size: Annotated[int, Meta(ge=1, le=100)] = 20


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some of many things, and where there are more."""

    items: list[T]
    total: int
    next: str | None = None


@dataclass(frozen=True)
class Book:
    id: int
    title: str
    author: str
    year: int
    copies: int
    version: int

    @property
    def etag(self) -> str:
        """What names this state of this book."""
        return f"{self.id}-{self.version}"


@dataclass(frozen=True)
class Loan:
    id: int
    book_id: int
    member_id: int
    due: date
    returned: date | None = None


@dataclass(frozen=True)
class Member:
    id: int
    name: str
    role: Role


@dataclass(frozen=True)
class Happening:
    """One line of the journal."""

    id: int
    kind: str
    book_id: int
