"""The same notes as JSON, for programs.

Programs send name and password with each request (HTTP Basic), browsers their session.
"""

from __future__ import annotations

from kolben import Body, Created, Json, NoContent, Query, Resource, Router
from notes.guards import OwnNote, SignedIn
from notes.models import Note, NoteDetails, NoteText, Number, User
from notes.store import Store

__all__ = ["NoteItem", "NoteList", "api_router"]


def api_router() -> Router:
    """Make what programs use, at ``/api``."""
    router = Router("api", prefix="/api")
    router.guard(SignedIn)
    router.add("/notes", NoteList)
    router.add("/notes/<note_id>", NoteItem)
    return router


class NoteList(Resource):
    """All notes of one user."""

    def __init__(self, store: Store, user: User) -> None:
        self.store = store
        self.user = user

    def get(self, q: Query[str] = "") -> list[Note]:
        return self.store.notes(self.user, q)

    def post(self, text: Body[NoteText]) -> Created[Note]:
        note = self.store.add_note(self.user, text)
        return Created(note, NoteItem.url(note_id=note.id))


class NoteItem(Resource, guards=[OwnNote]):
    """One note, with the files beside it.

    Who has seen this state already gets 304, and who changes another state than the one
    that they say they have seen gets 412.
    """

    def __init__(self, store: Store, note: Note) -> None:
        self.store = store
        self.details = NoteDetails(note, store.attachments(note))

    def get(self, note_id: Number) -> Json[NoteDetails]:
        return Json(self.details, etag=self.details.etag)

    def put(self, note_id: Number, text: Body[NoteText]) -> Json[Note]:
        self.request.check_preconditions(etag=self.details.etag)
        note = self.store.change_note(self.details.note, text)
        etag = NoteDetails(note, self.details.files).etag
        return Json(note, etag=etag)

    def delete(self, note_id: Number) -> NoContent:
        self.request.check_preconditions(etag=self.details.etag)
        self.store.remove_note(self.details.note)
        return NoContent()
