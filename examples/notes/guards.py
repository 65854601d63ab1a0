"""Who is asking, and may they?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kolben import Response, abort, flash, g, redirect, request, session, url_for
from notes.store import Store, User

__all__ = [
    "current_user",
    "remember_user",
    "same_site_only",
    "sign_in",
    "sign_in_first",
]

_SAFE: Final = {"GET", "HEAD", "OPTIONS"}
_OWN: Final = {None, "same-origin", "none"}


def same_site_only() -> None:
    """Refuse what another site makes a browser send.

    The session's cookie is 'SameSite=Lax' already, so other sites cannot use it to
    post; this also holds where cookies play no part.
    """
    if (
        request.method not in _SAFE
        and request.headers.get("Sec-Fetch-Site") not in _OWN
    ):
        abort(403, "This came from another site.")


def remember_user(store: Store) -> Callable[[], None]:
    """Make the hook that finds out who is asking."""

    def remember() -> None:
        g.user = None
        if "user_id" in session:
            g.user = store.user(session["user_id"])

    return remember


def current_user() -> User:
    """Return who is signed in; a guard has made sure that somebody is."""
    user: User | None = g.user
    if user is None:
        abort(401)
    return user


def sign_in(user: User) -> None:
    """Begin a new session for *user*."""
    session.clear()
    session["user_id"] = user.id


def sign_in_first() -> Response | None:
    """Send whoever is not signed in to the form, and later back again."""
    if g.user is not None:
        return None
    flash("Please sign in first.", "warning")
    wanted = request.full_path if request.query_string else request.path
    back = wanted if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=back))
