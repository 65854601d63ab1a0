"""Sessions: the mapping, what a store must do, and the store in a signed cookie.

Layer 3. :class:`Session` is what applications see; the rest is for whoever
configures or replaces the place where sessions are kept.
"""

from __future__ import annotations

from kolben.sessions.backend import CookieSettings, SameSite, SessionBackend
from kolben.sessions.cookie import SignedCookies
from kolben.sessions.keys import SessionKeyError, SessionTypeError
from kolben.sessions.session import NullSession, Session

__all__ = [
    "CookieSettings",
    "NullSession",
    "SameSite",
    "Session",
    "SessionBackend",
    "SessionKeyError",
    "SessionTypeError",
    "SignedCookies",
]
