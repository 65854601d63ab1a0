"""The database: made once, and connected to once for each request that needs it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from msgspec import convert

from api.settings import Settings
from kolben import App

__all__ = ["Database", "connection", "database", "read", "read_all"]

T = TypeVar("T")

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS member (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE
);
CREATE TABLE IF NOT EXISTS book (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    year INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS loan (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    book_id INTEGER NOT NULL REFERENCES book (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES member (id),
    due TEXT NOT NULL,
    returned TEXT
);
CREATE TABLE IF NOT EXISTS journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    book_id INTEGER NOT NULL
);
"""


@dataclass(frozen=True)
class Database:
    file: Path

    def connect(self) -> sqlite3.Connection:
        """Open a connection; ``with connection:`` is a transaction."""
        connection = sqlite3.connect(self.file)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        return connection


def database(app: App, settings: Settings) -> Database:
    """Provide the database, made where it is not there yet."""
    folder = settings.folder or Path(app.instance_path)
    folder.mkdir(parents=True, exist_ok=True)
    made = Database(folder / "library.sqlite3")
    with closing(made.connect()) as connection:
        connection.executescript(SCHEMA)
    return made


def connection(database: Database) -> Iterator[sqlite3.Connection]:
    """Provide a connection, and close it behind the request, however that ends.

    It is no transaction: what is behind the ``yield`` runs when the answer is on its
    way already. What changes the database commits before it answers.
    """
    with closing(database.connect()) as opened:
        yield opened


def read(kind: type[T], rows: sqlite3.Cursor) -> T | None:
    """Return the only row as a *kind*, or None if there is none."""
    found = rows.fetchone()
    return None if found is None else convert(dict(found), kind)


def read_all(kind: type[T], rows: sqlite3.Cursor) -> list[T]:
    """Return all rows, each as a *kind*."""
    return [convert(dict(row), kind) for row in rows]
