"""What the application keeps: users, their notes, and the files beside the notes."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from werkzeug.security import check_password_hash, generate_password_hash

from kolben import Upload
from notes.errors import NoteChanged, NoteReference
from notes.models import Attachment, Note, NoteText, User

__all__ = ["NameTakenError", "Store"]

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS user (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    password TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS note (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    pinned INTEGER NOT NULL DEFAULT 0,
    changed TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS attachment (
    id INTEGER PRIMARY KEY,
    note_id INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    file TEXT NOT NULL UNIQUE
);
"""

# Checked against when there is no such user, so that the answer takes as long.
_NOBODY: Final = generate_password_hash(secrets.token_hex())


class NameTakenError(Exception):
    """Somebody else has that name already."""


class Store:
    """The database and the uploads, in one folder.

    Every method opens a connection of its own, so a store may be shared by threads.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.uploads = folder / "uploads"
        self.database = folder / "notes.sqlite3"

    def create(self) -> None:
        """Make whatever is not there yet."""
        self.uploads.mkdir(parents=True, exist_ok=True)
        with self._connection() as connection:
            connection.executescript(SCHEMA)

    # Users

    def add_user(self, name: str, password: str) -> User:
        """Add a user; the password itself is not kept.

        Raises:
            NameTakenError: If there is a user of that name.
        """
        row = (name, generate_password_hash(password))
        try:
            with self._connection() as connection:
                cursor = connection.execute(
                    "INSERT INTO user (name, password) VALUES (?, ?)", row
                )
        except sqlite3.IntegrityError:
            raise NameTakenError(name) from None
        return User(cursor.lastrowid or 0, name)

    def user(self, user_id: int) -> User | None:
        """Return a user by number."""
        query = "SELECT id, name FROM user WHERE id = ?"
        rows = self._rows(query, user_id)
        return User(**rows[0]) if rows else None

    def user_with_password(self, name: str, password: str) -> User | None:
        """Return the user of that name, if the password is theirs."""
        query = "SELECT id, name, password FROM user WHERE name = ?"
        rows = self._rows(query, name)
        known = rows[0]["password"] if rows else _NOBODY
        if not check_password_hash(known, password) or not rows:
            return None
        return User(rows[0]["id"], rows[0]["name"])

    # Notes

    def notes(
        self, user: User, search: str = "", skip: int = 0, limit: int = -1
    ) -> list[Note]:
        """Return the notes of *user* that hold *search*, the pinned ones first."""
        pattern = "%" + search.translate(_LITERALLY) + "%"
        query = """
            SELECT id, title, body, pinned, changed FROM note
            WHERE user_id = ? AND (title || ' ' || body) LIKE ? ESCAPE '\\'
            ORDER BY pinned DESC, changed DESC, id DESC LIMIT ? OFFSET ?
        """
        rows = self._rows(query, user.id, pattern, limit, skip)
        return [_note(row) for row in rows]

    def note(self, user: User, note_id: int) -> Note | None:
        """Return a note by number, if it belongs to *user*."""
        query = """
            SELECT id, title, body, pinned, changed FROM note
            WHERE user_id = ? AND id = ?
        """
        rows = self._rows(query, user.id, note_id)
        return _note(rows[0]) if rows else None

    def add_note(self, user: User, text: NoteText) -> Note:
        """Keep a new note."""
        query = """
            INSERT INTO note (user_id, title, body, pinned, changed)
            VALUES (?, ?, ?, ?, ?)
        """
        now = datetime.now(UTC)
        values = (user.id, text.title, text.body, text.pinned, now.isoformat())
        with self._connection() as connection:
            number = connection.execute(query, values).lastrowid or 0
        return Note(number, text.title, text.body, text.pinned, now)

    def change_note(self, note: Note, text: NoteText) -> Note:
        """Give *note* another text.

        Raises:
            NoteChanged: If somebody did so since it was read.
        """
        query = """
            UPDATE note SET title = ?, body = ?, pinned = ?, changed = ?
            WHERE id = ? AND changed = ?
        """
        now = datetime.now(UTC)
        values = (text.title, text.body, text.pinned, now.isoformat())
        read = (note.id, note.changed.isoformat())
        with self._connection() as connection:
            if not connection.execute(query, (*values, *read)).rowcount:
                raise NoteChanged(NoteReference(note.id))
        return Note(note.id, text.title, text.body, text.pinned, now)

    def remove_note(self, note: Note) -> None:
        """Forget *note* and the files beside it."""
        files = [attachment.file for attachment in self.attachments(note)]
        with self._connection() as connection:
            connection.execute("DELETE FROM note WHERE id = ?", (note.id,))
        for file in files:
            (self.uploads / file).unlink(missing_ok=True)

    # Files

    def attachments(self, note: Note) -> list[Attachment]:
        """Return the files beside *note*, the oldest first."""
        query = """
            SELECT id, name, size, file FROM attachment WHERE note_id = ? ORDER BY id
        """
        return [Attachment(**row) for row in self._rows(query, note.id)]

    def attachment(self, note: Note, file_id: int) -> Attachment | None:
        """Return a file by number, if it lies beside *note*."""
        files = [each for each in self.attachments(note) if each.id == file_id]
        return files[0] if files else None

    def attach(self, note: Note, upload: Upload) -> Attachment:
        """Keep an uploaded file, under a name that no client can choose."""
        name, size, file = upload.name or "file", upload.size, secrets.token_hex(16)
        upload.save(self.uploads / file)
        query = """
            INSERT INTO attachment (note_id, name, size, file) VALUES (?, ?, ?, ?)
        """
        with self._connection() as connection:
            cursor = connection.execute(query, (note.id, name, size, file))
        return Attachment(cursor.lastrowid or 0, name, size, file)

    def _rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        with self._connection() as connection:
            return connection.execute(query, values).fetchall()

    @contextmanager
    def _connection(self) -> Generator[sqlite3.Connection]:
        """Open a connection; commit if all goes well, and close it in any case."""
        connection = sqlite3.connect(self.database)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        try:
            with connection:
                yield connection
        finally:
            connection.close()


_LITERALLY: Final = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})


def _note(row: sqlite3.Row) -> Note:
    changed = datetime.fromisoformat(row["changed"])
    return Note(row["id"], row["title"], row["body"], bool(row["pinned"]), changed)
