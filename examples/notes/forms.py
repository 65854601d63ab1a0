"""Reads what people type, and says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from notes.store import NoteText

__all__ = ["Credentials", "FieldsError", "read_credentials", "read_note"]

TITLE_LENGTH: Final = 120
BODY_LENGTH: Final = 20_000
PASSWORD_LENGTH: Final = 8
_NAME: Final = re.compile(r"[A-Za-z][\w.-]{1,31}", re.ASCII)


class FieldsError(Exception):
    """Some fields cannot be accepted.

    Attributes:
        problems: What is wrong, by the name of the field.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(str(problems))
        self.problems = dict(problems)


@dataclass(frozen=True)
class Credentials:
    name: str
    password: str


def read_note(values: Mapping[str, object]) -> NoteText:
    """Make a note of a form or of a JSON object.

    Raises:
        FieldsError: If a field is missing, too long or not of its type.
    """
    title, body = values.get("title"), values.get("body", "")
    pinned = values.get("pinned")
    problems: dict[str, str] = {}
    if not isinstance(title, str) or not title.strip():
        problems["title"] = "A note needs a title."
    elif len(title.strip()) > TITLE_LENGTH:
        problems["title"] = f"A title has at most {TITLE_LENGTH} characters."
    if not isinstance(body, str):
        problems["body"] = "The text of a note is text."
    elif len(body) > BODY_LENGTH:
        problems["body"] = f"A note has at most {BODY_LENGTH} characters."
    if pinned not in {None, True, False, "on"}:
        problems["pinned"] = "A note is pinned or it is not: true or false."
    if problems:
        raise FieldsError(problems)
    return NoteText(str(title).strip(), str(body), bool(pinned))


def read_credentials(values: Mapping[str, str]) -> Credentials:
    """Make a name and a password of the form of a new account.

    Raises:
        FieldsError: If the name or the password cannot be used.
    """
    name, password = values.get("name", "").strip(), values.get("password", "")
    problems: dict[str, str] = {}
    if not _NAME.fullmatch(name):
        problems["name"] = "2 to 32 letters, digits, '.', '_' or '-', a letter first."
    if len(password) < PASSWORD_LENGTH:
        problems["password"] = f"At least {PASSWORD_LENGTH} characters."
    if password != values.get("again", password):
        problems["again"] = "The two passwords differ."
    if problems:
        raise FieldsError(problems)
    return Credentials(name, password)
