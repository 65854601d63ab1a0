"""Who is asking, as far as the session knows, and what they are told."""

from __future__ import annotations

from typing import Literal

from kolben import Flashes, Session, TypedSession
from notes.models import User
from notes.store import Store

__all__ = ["Kind", "Notices", "Visit", "Visitor"]

Kind = Literal["message", "success", "warning"]


class Notices(Flashes[Kind]):
    """What the next page says first."""


class Visit(TypedSession):
    """What a session holds. Whatever else is found in it is not believed."""

    user_id: int | None = None


class Visitor:
    """Who is asking; made once for each request that wants to know."""

    def __init__(self, session: Session, visit: Visit, store: Store) -> None:
        self.session = session
        self.visit = visit
        self.user = None if visit.user_id is None else store.user(visit.user_id)

    def sign_in(self, user: User) -> None:
        """Begin a new session for *user*."""
        self.session.clear()
        self.visit.user_id = user.id
        self.user = user

    def sign_out(self) -> None:
        """End the session."""
        self.session.clear()
        self.user = None
