"""The books that there are, and the journal of what happens to them."""

from __future__ import annotations

import sqlite3
from typing import Final

from api.database import read, read_all
from api.errors import AllLent, BookNotFound, BookReference, Stock
from api.models import Book, BookText, Happening, Search
from kolben.http_errors import PreconditionFailed

__all__ = ["Catalogue", "Journal"]

_LITERALLY: Final = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})
_ORDERS: Final = {
    "title": "ORDER BY title, id LIMIT ? OFFSET ?",
    "author": "ORDER BY author, title, id LIMIT ? OFFSET ?",
    "year": "ORDER BY year, title, id LIMIT ? OFFSET ?",
}


class Journal:
    """What happened, in order; librarians can follow it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def note(self, kind: str, book_id: int) -> None:
        """Write a line, within the transaction of what happens."""
        values = (kind, book_id)
        query = "INSERT INTO journal (kind, book_id) VALUES (?, ?)"
        self.connection.execute(query, values)

    def since(self, last: int) -> list[Happening]:
        """Return what happened after the line *last*."""
        query = "SELECT id, kind, book_id FROM journal WHERE id > ? ORDER BY id"
        return read_all(Happening, self.connection.execute(query, (last,)))


class Catalogue:
    """The books."""

    def __init__(self, connection: sqlite3.Connection, journal: Journal) -> None:
        self.connection = connection
        self.journal = journal

    def find(self, search: Search) -> tuple[list[Book], int]:
        """Return a page of what *search* finds, and how many there are in all."""
        pattern = "%" + search.q.translate(_LITERALLY) + "%"
        found = "FROM book WHERE (title || ' ' || author) LIKE ? ESCAPE '\\' "
        (total,) = self.connection.execute(
            f"SELECT count(*) {found}",  # both parts stand above
            (pattern,),
        ).fetchone()
        rows = self.connection.execute(
            f"SELECT * {found} {_ORDERS[search.sort]}",  # as above
            (pattern, search.size, (search.page - 1) * search.size),
        )
        return read_all(Book, rows), total

    def book(self, book_id: int) -> Book:
        """Return a book by number.

        Raises:
            BookNotFound: If there is none.
        """
        rows = self.connection.execute("SELECT * FROM book WHERE id = ?", (book_id,))
        book = read(Book, rows)
        if book is None:
            raise BookNotFound(BookReference(book_id))
        return book

    def add(self, text: BookText) -> Book:
        """Take a book in."""
        values = (text.title, text.author, text.year, text.copies)
        query = "INSERT INTO book (title, author, year, copies) VALUES (?, ?, ?, ?)"
        with self.connection:
            number = self.connection.execute(query, values).lastrowid or 0
            self.journal.note("added", number)
        return self.book(number)

    def change(self, book: Book, text: BookText) -> Book:
        """Say something else about *book*.

        Raises:
            PreconditionFailed: If somebody did so since it was read.
        """
        query = """
            UPDATE book SET title = ?, author = ?, year = ?, copies = ?,
            version = version + 1 WHERE id = ? AND version = ?
        """
        values = (text.title, text.author, text.year, text.copies)
        with self.connection:
            rows = self.connection.execute(query, (*values, book.id, book.version))
            if not rows.rowcount:
                raise PreconditionFailed
            self.journal.note("changed", book.id)
        return self.book(book.id)

    def remove(self, book: Book) -> None:
        """Take *book* out.

        Raises:
            AllLent: If somebody has a copy.
            PreconditionFailed: If somebody changed it since it was read.
        """
        query = """
            DELETE FROM book WHERE id = ? AND version = ? AND NOT EXISTS
            (SELECT 1 FROM loan WHERE book_id = book.id AND returned IS NULL)
        """
        with self.connection:
            rows = self.connection.execute(query, (book.id, book.version))
            if not rows.rowcount:
                raise self._not_removed(book)
            self.journal.note("removed", book.id)

    def _not_removed(self, book: Book) -> Exception:
        now = self.book(book.id)
        if now.version != book.version:
            return PreconditionFailed()
        return AllLent(Stock(book.id, book.copies), detail="A copy of it is lent.")
