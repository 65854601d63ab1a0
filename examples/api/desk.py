"""What librarians do: take books in and out, correct them, follow the journal."""

from __future__ import annotations

from collections.abc import Iterator

from api.books import BookView
from api.catalogue import Catalogue, Journal
from api.members import IsLibrarian, SignedIn
from api.models import Book, BookText, Line, Number
from kolben import (
    Body,
    Created,
    Event,
    EventStream,
    Header,
    Json,
    NoContent,
    Resource,
    Router,
)

__all__ = ["BookEditing", "JournalStream", "NewBooks", "desk_router"]


def desk_router() -> Router:
    """Make what only librarians may use, some of it at the URLs of the books."""
    router = Router("desk")
    router.guard(SignedIn)
    router.guard(IsLibrarian)
    router.add("/books", NewBooks)
    router.add("/books/<book_id>", BookEditing)
    router.add("/journal", JournalStream)
    return router


class NewBooks(Resource):
    """Takes books in."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def post(self, text: Body[BookText]) -> Created[Book]:
        book = self.catalogue.add(text)
        return Created(book, BookView.url(book_id=book.id), etag=book.etag)


class BookEditing(Resource):
    """Changes a book for whoever says which state of it they have seen."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def put(self, book_id: Number, text: Body[BookText]) -> Json[Book]:
        book = self.catalogue.change(self._seen(book_id), text)
        return Json(book, etag=book.etag)

    def delete(self, book_id: Number) -> NoContent:
        self.catalogue.remove(self._seen(book_id))
        return NoContent()

    def _seen(self, book_id: int) -> Book:
        """Return a book that the client has seen as it is now; 412 or 428 otherwise."""
        book = self.catalogue.book(book_id)
        self.request.check_preconditions(etag=book.etag, required=True)
        return book


class JournalStream(Resource):
    """Server-sent events: a browser comes back by itself, and says what it had."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def get(self, last_event_id: Header[Line] = 0) -> EventStream:
        return EventStream(self._events(last_event_id))

    def _events(self, last: int) -> Iterator[Event]:
        yield Event("welcome", event="open", retry=2000)
        for line in self.journal.since(last):
            yield Event({"book_id": line.book_id}, event=line.kind, id=str(line.id))
