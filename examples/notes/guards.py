"""May they? What each guard proves, whatever stands behind it is given, by type."""

from __future__ import annotations

from typing import Final

from kolben import Forbidden, Guard, Inject, Redirect, Request, Unauthorized, abort
from notes.accounts import SignIn
from notes.errors import NoteNotFound, NoteReference
from notes.models import Note, Number, User
from notes.store import Store
from notes.visitors import Notices, Visitor

__all__ = ["OwnNote", "SameSite", "SignInFirst", "SignedIn"]

_SAFE: Final = {"GET", "HEAD", "OPTIONS"}
_OWN: Final = {None, "same-origin", "none"}


class SameSite(Guard[None]):
    """Refuses what another site makes a browser send.

    The session's cookie is 'SameSite=Lax' already, so other sites cannot use it to
    post; this also holds where cookies play no part.
    """

    def check(self, request: Inject[Request]) -> None:
        origin = request.headers.get("Sec-Fetch-Site")
        if request.method not in _SAFE and origin not in _OWN:
            raise Forbidden("This came from another site.")


class SignInFirst(Guard[User]):
    """Sends whoever is not signed in to the form, and later back again."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def check(self, request: Inject[Request]) -> User:
        user = self.visitor.user
        if user is None:
            Notices.flash("Please sign in first.", "warning")
            wanted = request.full_path if request.query_string else request.path
            back = wanted if request.method == "GET" else None
            abort(Redirect(SignIn.url(back=back)))
        return user


class SignedIn(Guard[User]):
    """Takes a session, as browsers have it, or a name and a password (HTTP Basic)."""

    challenge = 'Basic realm="notes", charset="UTF-8"'

    def __init__(self, visitor: Visitor, store: Store) -> None:
        self.visitor = visitor
        self.store = store

    def check(self, request: Inject[Request]) -> User:
        user, sent = self.visitor.user, request.authorization
        if user is None and sent is not None and sent.type == "basic":
            name, password = sent.username or "", sent.password or ""
            user = self.store.user_with_password(name, password)
        if user is None:
            raise Unauthorized("Send the name and the password of an account.")
        return user


class OwnNote(Guard[Note]):
    """Finds the note of the URL, if it belongs to who asks.

    It runs before anything of the request is read, so nobody is told what is wrong
    with a change to a note that is not there.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def check(self, note_id: Number, user: Inject[User]) -> Note:
        note = self.store.note(user, note_id)
        if note is None:
            raise NoteNotFound(NoteReference(note_id))
        return note
