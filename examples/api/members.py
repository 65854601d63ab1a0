"""Who is asking, and may they?"""

from __future__ import annotations

import secrets
import sqlite3
from hashlib import sha256

from werkzeug.datastructures import WWWAuthenticate

from api.database import read
from api.models import Member, Role
from kolben import Forbidden, Guard, Header, Inject, Unauthorized

__all__ = ["IsLibrarian", "Members", "SignedIn"]


class Members:
    """The members, each with a token, of which only a digest is kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def add(self, name: str, role: Role) -> str:
        """Add a member, and return the token.

        Raises:
            sqlite3.IntegrityError: If there is a member of that name.
        """
        token = secrets.token_urlsafe(24)
        query = "INSERT INTO member (name, role, token) VALUES (?, ?, ?)"
        with self.connection:
            self.connection.execute(query, (name, role, _digest(token)))
        return token

    def with_token(self, token: str) -> Member | None:
        """Return whom *token* belongs to."""
        query = "SELECT id, name, role FROM member WHERE token = ?"
        return read(Member, self.connection.execute(query, (_digest(token),)))


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


class SignedIn(Guard[Member]):
    """Lets members pass. Behind it, ``Inject[Member]`` is who asks."""

    challenge = 'Bearer realm="library"'

    def __init__(self, members: Members) -> None:
        self.members = members

    def check(self, authorization: Header[str] = "") -> Member:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthorized("Send 'Authorization: Bearer' with your token.")
        member = self.members.with_token(token.strip())
        if member is None:
            challenge = WWWAuthenticate("bearer", {"error": "invalid_token"})
            raise Unauthorized("The token is unknown.", www_authenticate=challenge)
        return member


class IsLibrarian(Guard[None]):
    """Lets librarians pass; stands behind ``SignedIn``, which knows who asks."""

    def check(self, member: Inject[Member]) -> None:
        if member.role != "librarian":
            raise Forbidden(f"{member.name} is no librarian.")
