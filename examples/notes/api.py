"""The same notes as JSON, for programs.

Programs send name and password with each request (HTTP Basic), browsers their session.
"""

from __future__ import annotations

from typing import cast

from werkzeug.datastructures import WWWAuthenticate

from kolben import Resource, Router, g, handles, request
from kolben.http_errors import NotFound, Unauthorized
from notes.forms import FieldsError, read_note
from notes.guards import current_user
from notes.store import Attachment, Note, NoteText, Store

__all__ = ["api_router"]


def api_router(store: Store) -> Router:
    """Make what programs use, at ``/api``."""
    router = Router("api", prefix="/api")
    router.add("/notes", NoteList, store)
    router.add("/notes/<note_id>", NoteItem, store)

    @router.before_request
    def identify() -> None:
        """Accept name and password where there is no session."""
        sent = request.authorization
        if g.user is None and sent is not None and sent.type == "basic":
            name, password = sent.username or "", sent.password or ""
            g.user = store.user_with_password(name, password)
        if g.user is None:
            challenge = WWWAuthenticate("basic", {"realm": "notes"})
            raise Unauthorized(www_authenticate=challenge)

    return router


class _Notes(Resource):
    def __init__(self, store: Store) -> None:
        self.store = store

    def sent_note(self) -> NoteText:
        values = self.request.get_json()
        if not isinstance(values, dict):
            raise FieldsError({"body": "Send an object with 'title' and 'body'."})
        return read_note(cast("dict[str, object]", values))

    @handles(FieldsError)
    def refuse(self, error: FieldsError) -> tuple[dict[str, object], int]:
        return {"error": "Unprocessable Content", "problems": error.problems}, 422


class NoteList(_Notes):
    """All notes of one user."""

    def get(self) -> list[Note]:
        return self.store.notes(current_user(), self.request.args.get("q", ""))

    def post(self) -> tuple[Note, int, dict[str, str]]:
        note = self.store.add_note(current_user(), self.sent_note())
        return note, 201, {"Location": NoteItem.url(note_id=note.id)}


class NoteItem(_Notes):
    """One note, with the files beside it."""

    def get(self, note_id: int) -> dict[str, Note | list[Attachment]]:
        note = self._note(note_id)
        return {"note": note, "files": self.store.attachments(note)}

    def put(self, note_id: int) -> Note:
        return self.store.change_note(self._note(note_id), self.sent_note())

    def delete(self, note_id: int) -> tuple[str, int]:
        self.store.remove_note(self._note(note_id))
        return "", 204

    def _note(self, note_id: int) -> Note:
        note = self.store.note(current_user(), note_id)
        if note is None:
            raise NotFound(f"You have no note {note_id}.")
        return note
