"""What there is, and what people and programs may send.

The same structure reads a form and a JSON object: what is said here of a field, its
constraints included, is said once.
"""

from __future__ import annotations

import re
from collections.abc import Sized
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from msgspec import Meta

__all__ = [
    "AtLeastOne",
    "Attachment",
    "Credentials",
    "NAME",
    "NewAccount",
    "Note",
    "NoteDetails",
    "NoteText",
    "Number",
    "PASSWORD",
    "Spelled",
    "User",
]


class AtLeastOne:
    """A constraint with a sentence of its own: it needs no more than this method."""

    def violation(self, files: Sized) -> str | None:
        """Return what is wrong with *files*."""
        return None if files else "Choose a file first."


@dataclass(frozen=True)
class Spelled:
    """The constraint that a text is spelled in some way.

    Attributes:
        spelling: A pattern that the whole text has to match.
        sentence: What people are told otherwise.
    """

    spelling: str
    sentence: str

    def violation(self, text: str) -> str | None:
        """Return what is wrong with *text*."""
        found = re.fullmatch(self.spelling, text, re.ASCII | re.DOTALL)
        return None if found else self.sentence


NAME: Final = Spelled(
    r"\s*[A-Za-z][\w.-]{1,31}\s*",
    "2 to 32 letters, digits, '.', '_' or '-', a letter first.",
)
PASSWORD: Final = Spelled(r".{8,}", "At least 8 characters.")
TITLE: Final = Spelled(r".*\S.*", "A note needs a title.")

Number = Annotated[int, Meta(ge=1, le=2**63 - 1)]
"""A number of something in the database, which holds no larger ones."""


@dataclass(frozen=True)
class User:
    id: int
    name: str


@dataclass
class Credentials:
    name: str
    password: str


@dataclass
class NewAccount:
    name: Annotated[str, NAME]
    password: Annotated[str, PASSWORD]
    again: str

    def __post_init__(self) -> None:
        self.name = self.name.strip()
        if self.password != self.again:
            raise ValueError("The two passwords differ.")


@dataclass
class NoteText:
    """What a user writes."""

    title: Annotated[str, TITLE, Meta(max_length=120)]
    body: Annotated[str, Meta(max_length=20_000)] = ""
    pinned: bool = False

    def __post_init__(self) -> None:
        self.title = self.title.strip()


@dataclass(frozen=True)
class Note:
    id: int
    title: str
    body: str
    pinned: bool
    changed: datetime


@dataclass(frozen=True)
class Attachment:
    id: int
    name: str
    size: int
    file: str


@dataclass(frozen=True)
class NoteDetails:
    """A note, and the files beside it."""

    note: Note
    files: list[Attachment]

    @property
    def etag(self) -> str:
        """What names this state; files are added, and never changed."""
        return f"{self.note.changed:%Y%m%dT%H%M%S%f}-{len(self.files)}"
