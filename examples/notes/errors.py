"""What can be wrong here, beside what every HTTP application knows.

Each is a problem document (RFC 9457) for programs: the fields of its body stand beside
``title``, ``status`` and ``detail``. People get a page.
"""

from __future__ import annotations

from dataclasses import dataclass

from kolben import HttpError

__all__ = [
    "FileReference",
    "NoSuchFile",
    "NoteChanged",
    "NoteNotFound",
    "NoteReference",
]


@dataclass(frozen=True)
class NoteReference:
    note_id: int


@dataclass(frozen=True)
class FileReference:
    note_id: int
    file_id: int


class NoteNotFound(
    HttpError[NoteReference],
    status=404,
    title="No such note",
    detail="You have no note of this number.",
):
    """It is not there, or belongs to somebody else."""


class NoteChanged(
    HttpError[NoteReference],
    status=409,
    title="Changed meanwhile",
    detail="Somebody has changed the note since you read it.",
):
    """Two change a note at once; the second is told."""


class NoSuchFile(
    HttpError[FileReference],
    status=404,
    title="No such file",
    detail="There is no file of this number beside the note.",
):
    """The note is there, the file is not."""
