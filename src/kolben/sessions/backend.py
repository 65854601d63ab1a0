"""What a session store has to be able to do, and the settings of its cookie.

Layer 3. The context opens and saves sessions through :class:`SessionBackend` and
knows no store; so signed cookies and stores on the server are exchanged by giving
the application another back-end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, Protocol, Self, TypeAlias, cast

from kolben.config import DEFAULTS
from kolben.exceptions import ConfigError
from kolben.requests import Request
from kolben.responses import Response
from kolben.sessions.session import Session

__all__ = ["CookieSettings", "SameSite", "SessionBackend", "lifetime_of"]

SameSite: TypeAlias = Literal["Lax", "None", "Strict"]
"""When a browser sends a cookie along with requests that other sites cause."""


class SessionBackend(Protocol):
    """Keeps sessions between requests.

    A back-end serves many threads at once, so what it keeps of one request belongs
    into the session (a subclass of :class:`~kolben.Session` may carry an identifier).
    """

    def open(self, request: Request) -> Session:
        """Return the session that *request* belongs to.

        Whatever the client sends, this raises nothing: what cannot be trusted or
        read gives an empty session.
        """
        ...

    def save(self, session: Session, response: Response, request: Request) -> None:
        """Keep *session*, and tell the client through *response* if need be.

        Called once for each session that was opened, changed or not.
        """
        ...


@dataclass(frozen=True, slots=True)
class CookieSettings:
    """How the session's cookie is sent.

    Attributes:
        name: Name of the cookie.
        domain: Domain that receives it; None is the host that sent it, alone.
        path: Path below which it is sent back.
        httponly: Whether scripts in the page are kept from it.
        secure: Whether it travels over HTTPS only; None is yes if the request did.
        samesite: When it is sent along with requests that other sites cause; None
            leaves it to the browser.
        partitioned: Whether it is kept apart for each top-level site (CHIPS).
        lifetime: How long it is accepted, and how long a browser keeps it if the
            session is permanent.
        refresh_each_request: Whether a permanent session that is opened and not
            changed is sent anew, so that its lifetime begins again.
        max_size: Size in bytes above which a warning is given; 0 is never.

    Example:
        >>> CookieSettings.from_config({"APPLICATION_ROOT": "/shop"}).path
        '/shop'
    """

    name: str = "session"
    domain: str | None = None
    path: str = "/"
    httponly: bool = True
    secure: bool | None = None
    samesite: SameSite | None = "Lax"
    partitioned: bool = False
    lifetime: timedelta = timedelta(days=31)
    refresh_each_request: bool = True
    max_size: int = 4093

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """Read the settings from the keys that are documented for them.

        ``SESSION_COOKIE_SECURE`` that is None becomes false under ``DEBUG``, so that
        a session does not depend on how the development server is reached; and true
        under ``SESSION_COOKIE_SAMESITE = "None"``, which browsers take no other way.

        Raises:
            ConfigError: If ``SESSION_COOKIE_SAMESITE`` or
                ``PERMANENT_SESSION_LIFETIME`` is not what it has to be.
        """
        given = {**DEFAULTS, **config}
        samesite = _samesite(given["SESSION_COOKIE_SAMESITE"])
        secure = given["SESSION_COOKIE_SECURE"]
        if secure is None and samesite == "None":
            secure = True
        elif secure is None and given["DEBUG"]:
            secure = False
        return cls(
            name=given["SESSION_COOKIE_NAME"],
            domain=given["SESSION_COOKIE_DOMAIN"] or None,
            path=given["SESSION_COOKIE_PATH"] or given["APPLICATION_ROOT"] or "/",
            httponly=bool(given["SESSION_COOKIE_HTTPONLY"]),
            secure=secure,
            samesite=samesite,
            partitioned=bool(given["SESSION_COOKIE_PARTITIONED"]),
            lifetime=lifetime_of(given["PERMANENT_SESSION_LIFETIME"]),
            refresh_each_request=bool(given["SESSION_REFRESH_EACH_REQUEST"]),
            max_size=given["MAX_COOKIE_SIZE"] or 0,
        )


def _samesite(value: object) -> SameSite | None:
    """Return *value* in the letter case in which browsers are told of it."""
    if value is None:
        return None
    title = str(value).title()
    if title not in {"Lax", "None", "Strict"}:
        raise ConfigError(
            f"The setting 'SESSION_COOKIE_SAMESITE' is {value!r}.",
            hint="Set it to 'Lax', 'Strict', 'None' or None.",
        )
    return cast("SameSite", title)


def lifetime_of(value: object) -> timedelta:
    """Return the setting ``PERMANENT_SESSION_LIFETIME``, which may be seconds.

    Raises:
        ConfigError: If it is neither a ``timedelta`` nor a number.

    Example:
        >>> lifetime_of(3600)
        datetime.timedelta(seconds=3600)
    """
    if isinstance(value, timedelta):
        return value
    if isinstance(value, int | float):
        return timedelta(seconds=value)
    raise ConfigError(
        f"The setting 'PERMANENT_SESSION_LIFETIME' is {value!r}.",
        hint="Set it to a 'datetime.timedelta' or to a number of seconds.",
    )
