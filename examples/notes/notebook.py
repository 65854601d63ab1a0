"""One user's notes, and the files beside them, as pages."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kolben import (
    File,
    Form,
    Html,
    InputTooLarge,
    InvalidInput,
    Named,
    Query,
    Redirect,
    Resource,
    Router,
    Rule,
    SendFile,
    Upload,
    UploadLimits,
    handles,
)
from notes.errors import FileReference, NoSuchFile, NoteChanged
from notes.guards import OwnNote, SignInFirst
from notes.models import AtLeastOne, Note, NoteText, Number, User
from notes.pages import Draft, NotePage, NotesPage
from notes.settings import MEBIBYTE, Settings
from notes.store import Store
from notes.visitors import Notices

__all__ = ["FileView", "Files", "NoteView", "Notes", "Removal", "notebook_router"]

PageNumber = Annotated[int, Meta(ge=1, le=1_000_000)]
SomeFiles = Annotated[list[Upload], AtLeastOne(), UploadLimits(max_size=2 * MEBIBYTE)]


def notebook_router() -> Router:
    """Make the pages of the notes, for whoever is signed in."""
    router = Router("notebook")
    router.guard(SignInFirst)
    router.add(Rule("/", name="notes"), Notes)
    router.add(Rule("/notes/<note_id>", name="note"), NoteView)
    router.add(Rule("/notes/<note_id>/removal", name="removal"), Removal)
    router.add(Rule("/notes/<note_id>/files", name="files"), Files)
    router.add(Rule("/notes/<note_id>/files/<file_id>", name="file"), FileView)
    return router


class Notes(Resource):
    """All notes, and the form for one more."""

    def __init__(self, store: Store, user: User, settings: Settings) -> None:
        self.store = store
        self.user = user
        self.page_size = settings.page_size

    def get(self, q: Query[str] = "", page: Query[PageNumber] = 1) -> NotesPage:
        size = self.page_size
        notes = self.store.notes(self.user, q, (page - 1) * size, size + 1)
        return NotesPage(
            user=self.user,
            notes=notes[:size],
            search=q,
            newer=Notes.url(q=q, page=page - 1) if page > 1 else None,
            older=Notes.url(q=q, page=page + 1) if len(notes) > size else None,
        )

    def post(self, text: Form[NoteText]) -> Redirect:
        note = self.store.add_note(self.user, text)
        Notices.flash("The note is kept.", "success")
        return Redirect(NoteView.url(note_id=note.id), 303)

    @handles(InvalidInput)
    def refuse(self, error: InvalidInput) -> Html:
        draft = Draft.refused(self.request.form, error)
        notes = self.store.notes(self.user, limit=self.page_size)
        return Html(NotesPage(user=self.user, notes=notes, draft=draft), 422)


class _OfNote(Resource, guards=[OwnNote]):
    """What has a note in its URL; the guard has found it, or answered itself."""

    def __init__(self, store: Store, user: User, note: Note) -> None:
        self.store = store
        self.user = user
        self.note = note

    def page(self, draft: Draft) -> NotePage:
        """Make the page of the note, with *draft* in its forms."""
        files = self.store.attachments(self.note)
        return NotePage(user=self.user, note=self.note, files=files, draft=draft)


class NoteView(_OfNote):
    """One note, to be read and changed."""

    def get(self, note_id: Number) -> NotePage:
        return self.page(Draft())

    def post(self, note_id: Number, text: Form[NoteText]) -> Redirect:
        self.store.change_note(self.note, text)
        Notices.flash("The change is kept.", "success")
        return Redirect(NoteView.url(note_id=note_id), 303)

    @handles(InvalidInput)
    def refuse(self, error: InvalidInput) -> Html:
        return Html(self.page(Draft.refused(self.request.form, error)), 422)

    @handles(NoteChanged)
    def refuse_change(self, error: NoteChanged) -> Html:
        problems = {"": f"{error.description} Below is your text."}
        return Html(self.page(Draft(self.request.form, problems)), 409)


class Removal(_OfNote):
    """Where a note is sent to be forgotten."""

    def post(self, note_id: Number) -> Redirect:
        self.store.remove_note(self.note)
        Notices.flash(f"“{self.note.title}” is gone.", "message")
        return Redirect(Notes.url(), 303)


class Files(_OfNote):
    """Takes files that are to lie beside a note."""

    def post(
        self, note_id: Number, files: Annotated[File[SomeFiles], Named("file")]
    ) -> Redirect:
        for file in files:
            attachment = self.store.attach(self.note, file)
            Notices.flash(f"{attachment.name} now lies beside the note.", "success")
        return Redirect(NoteView.url(note_id=note_id), 303)

    @handles(InvalidInput, InputTooLarge)
    def refuse(self, error: InvalidInput | InputTooLarge) -> Html:
        return Html(self.page(Draft.refused({}, error)), error.code or 422)


class FileView(_OfNote):
    """Hands out a file, always as a download: it may be anything."""

    def get(self, note_id: Number, file_id: Number) -> SendFile:
        found = self.store.attachment(self.note, file_id)
        if found is None:
            raise NoSuchFile(FileReference(note_id, file_id))
        return SendFile(
            self.store.uploads / found.file,
            as_attachment=True,
            download_name=found.name,
            mimetype="application/octet-stream",
        )
