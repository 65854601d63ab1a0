"""The pages of one user's notes, and the files beside them."""

from __future__ import annotations

from kolben import (
    Resource,
    Response,
    Router,
    Rule,
    abort,
    flash,
    redirect,
    render_template,
    send_from_directory,
)
from notes.forms import FieldsError, read_note
from notes.guards import current_user, sign_in_first
from notes.store import Note, Store

__all__ = ["pages_router"]


def pages_router(store: Store) -> Router:
    """Make the pages of the notes, for whoever is signed in."""
    router = Router("pages")
    router.before_request(sign_in_first)
    router.add(Rule("/", name="notes"), NotesPage, store)
    router.add(Rule("/notes/<note_id>", name="note"), NotePage, store)
    router.add(Rule("/notes/<note_id>/removal", name="removal"), Removal, store)
    router.add(Rule("/notes/<note_id>/files", name="files"), Files, store)
    router.add(Rule("/notes/<note_id>/files/<file_id>", name="file"), File, store)
    return router


class _Page(Resource):
    """What all pages know: the store, and how to find a note of this user."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def note(self, note_id: int) -> Note:
        note = self.store.note(current_user(), note_id)
        if note is None:
            abort(404, f"You have no note {note_id}.")
        return note


class NotesPage(_Page):
    """All notes, and the form for one more."""

    def get(self) -> str:
        return self._page({})

    def post(self) -> Response | tuple[str, int]:
        try:
            text = read_note(self.request.form)
        except FieldsError as error:
            return self._page(error.problems), 422
        note = self.store.add_note(current_user(), text)
        flash("The note is kept.", "success")
        return redirect(NotePage.url(note_id=note.id), code=303)

    def _page(self, problems: dict[str, str]) -> str:
        search = self.request.args.get("q", "")
        return render_template(
            "notes.html",
            notes=self.store.notes(current_user(), search),
            search=search,
            values=self.request.form,
            problems=problems,
        )


class NotePage(_Page):
    """One note, to be read and changed."""

    def get(self, note_id: int) -> str:
        return self._page(self.note(note_id), {})

    def post(self, note_id: int) -> Response | tuple[str, int]:
        note = self.note(note_id)
        try:
            text = read_note(self.request.form)
        except FieldsError as error:
            return self._page(note, error.problems), 422
        self.store.change_note(note, text)
        flash("The change is kept.", "success")
        return redirect(NotePage.url(note_id=note_id), code=303)

    def _page(self, note: Note, problems: dict[str, str]) -> str:
        return render_template(
            "note.html",
            note=note,
            attachments=self.store.attachments(note),
            values=self.request.form,
            problems=problems,
        )


class Removal(_Page):
    """Where a note is sent to be forgotten."""

    def post(self, note_id: int) -> Response:
        note = self.note(note_id)
        self.store.remove_note(note)
        flash(f"“{note.title}” is gone.")
        return redirect(NotesPage.url(), code=303)


class Files(_Page):
    """Takes files that are to lie beside a note."""

    def post(self, note_id: int) -> Response:
        note = self.note(note_id)
        uploads = [f for f in self.request.files.getlist("file") if f.filename]
        for upload in uploads:
            attachment = self.store.attach(note, upload)
            flash(f"{attachment.name} now lies beside the note.", "success")
        if not uploads:
            flash("Choose a file first.", "warning")
        return redirect(NotePage.url(note_id=note_id), code=303)


class File(_Page):
    """Hands out a file, always as a download: it may be anything."""

    def get(self, note_id: int, file_id: int) -> Response:
        attachments = self.store.attachments(self.note(note_id))
        found = [each for each in attachments if each.id == file_id]
        if not found:
            abort(404, f"This note has no file {file_id}.")
        return send_from_directory(
            self.store.uploads,
            found[0].file,
            as_attachment=True,
            download_name=found[0].name,
            mimetype="application/octet-stream",
        )
