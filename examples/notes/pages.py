"""The pages, each with what its template may use; the rest is checked at start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from kolben import URL, InputError, Template
from kolben.http_errors import HTTPException
from notes.models import Attachment, Note, User
from notes.visitors import Kind, Notices

__all__ = [
    "Draft",
    "ErrorPage",
    "NotePage",
    "NotesPage",
    "Page",
    "SignInPage",
    "SignUpPage",
]


@dataclass(frozen=True)
class Draft:
    """What stands in a form: what was typed, and what is wrong with it.

    Attributes:
        values: What was typed, by field.
        problems: What is wrong, by field; that of no field stands under ``""``.
    """

    values: Mapping[str, str] = field(default_factory=dict[str, str])
    problems: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def refused(cls, values: Mapping[str, str], error: InputError) -> Self:
        """Make the draft to show again when *values* could not be taken."""
        problems: dict[str, str] = {}
        for problem in error.problems:
            problems.setdefault(_field_of(problem.location), problem.message)
        return cls(values, problems)


def _field_of(location: str) -> str:
    """Return the field of a form that a location such as ``file.file[0]`` names."""
    part, _, place = location.partition(".")
    return place.partition("[")[0] if part in {"form", "file"} else ""


class Page(Template):
    """What the layout, ``base.html``, needs of every page."""

    user: User | None
    notices: list[tuple[Kind, str]] = field(default_factory=Notices.messages)


class NotesPage(Page, file="notes.html"):
    notes: list[Note]
    search: str = ""
    newer: URL | None = None
    older: URL | None = None
    draft: Draft = Draft()


class NotePage(Page, file="note.html"):
    note: Note
    files: list[Attachment]
    draft: Draft = Draft()


class SignUpPage(Page, file="sign_up.html"):
    draft: Draft = Draft()


class SignInPage(Page, file="sign_in.html"):
    draft: Draft = Draft()


class ErrorPage(Page, file="error.html"):
    error: HTTPException
