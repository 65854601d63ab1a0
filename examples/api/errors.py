"""What can be wrong, beside what every HTTP application knows.

Each is a problem document (RFC 9457): the fields of its body stand beside ``title``,
``status`` and ``detail``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kolben import HttpError

__all__ = [
    "AllLent",
    "BookNotFound",
    "BookReference",
    "LoanNotFound",
    "LoanReference",
    "Quota",
    "Stock",
    "TooManyLoans",
]


@dataclass(frozen=True)
class BookReference:
    book_id: int


@dataclass(frozen=True)
class LoanReference:
    loan_id: int


@dataclass(frozen=True)
class Stock:
    book_id: int
    copies: int
    next_due: date | None = None


@dataclass(frozen=True)
class Quota:
    most: int


class BookNotFound(HttpError[BookReference], status=404, title="No such book"):
    pass


class LoanNotFound(HttpError[LoanReference], status=404, title="No such loan"):
    pass


class AllLent(
    HttpError[Stock],
    status=409,
    title="Lent",
    detail="All copies of it are lent.",
    type="tag:library.example,2026:all-lent",
):
    pass


class TooManyLoans(
    HttpError[Quota],
    status=409,
    title="Too many loans",
    detail="Bring one back first.",
    type="tag:library.example,2026:too-many-loans",
):
    pass
