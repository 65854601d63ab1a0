"""``/books`` for everybody: to search, and to look at one."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from api.catalogue import Catalogue
from api.models import Book, Number, Page, Search
from kolben import Json, QueryArgs, Resource, Router

__all__ = ["BookView", "Books", "books_router"]


def books_router() -> Router:
    """Make what everybody may use."""
    router = Router("books", prefix="/books")
    router.add("", Books)
    router.add("/<book_id>", BookView)
    return router


EVERYTHING: Final = Search()


class Books(Resource):
    """All books, by pages."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def get(self, search: QueryArgs[Search] = EVERYTHING) -> Page[Book]:
        books, total = self.catalogue.find(search)
        more = search.page * search.size < total
        following = replace(search, page=search.page + 1)
        return Page(books, total, Books.url(search=following) if more else None)


class BookView(Resource):
    """One book; who has it already gets 304."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def get(self, book_id: Number) -> Json[Book]:
        book = self.catalogue.book(book_id)
        return Json(book, etag=book.etag)
