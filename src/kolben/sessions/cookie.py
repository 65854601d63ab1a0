"""The session in a signed cookie: readable by its user, changeable only with the key.

Layer 3. The default back-end, and the only room that knows itsdangerous. Nothing is
kept on the server, so a session is as big as a cookie may be, and a stolen cookie is
good until it expires.
"""

from __future__ import annotations

import hashlib
import logging
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar, Final, Self

from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.http import dump_cookie

from kolben.exceptions import SessionError
from kolben.json.tag import TaggedJSONSerializer
from kolben.requests import Request
from kolben.responses import Response
from kolben.sessions.backend import CookieSettings
from kolben.sessions.session import NullSession, Session

__all__ = ["SignedCookies"]

_SHORTEST_KEY: Final = 16
_logger: Final = logging.getLogger("kolben.sessions")


class SignedCookies:
    """Keeps each session in a cookie of its own user, signed with a secret key.

    The first key signs and all keys verify, so a key is replaced without signing
    anyone out: put the new one in front, and take the old one away later.

    Args:
        keys: The secret keys, newest first; without any, sessions are read-only.
        settings: How the cookie is sent.
        serializer: Turns the content into text and back, without loss.
        salt: Keeps these signatures apart from others that use the same key.

    Example:
        >>> from kolben.requests import Request
        >>> cookies = SignedCookies(["a secret of your own"], CookieSettings())
        >>> request = Request({"HTTP_COOKIE": "session=" + cookies.sign({"n": 1})})
        >>> cookies.open(request)["n"]
        1
        >>> cookies.open(Request({"HTTP_COOKIE": "session=forged"})).new
        True
    """

    digest_method: ClassVar[Callable[..., Any]] = staticmethod(hashlib.sha256)
    """The hash function of the signature."""

    def __init__(
        self,
        keys: Sequence[str | bytes],
        settings: CookieSettings,
        serializer: TaggedJSONSerializer | None = None,
        salt: str = "cookie-session",
    ) -> None:
        self.settings = settings
        self._serializer = serializer or TaggedJSONSerializer()
        self._signer: URLSafeTimedSerializer | None = None
        if keys:
            self._signer = URLSafeTimedSerializer(
                # itsdangerous wants the key that signs last.
                [_bytes_of(key) for key in reversed(keys)],
                salt=salt,
                serializer=self._serializer,
                signer_kwargs={
                    "key_derivation": "hmac",
                    "digest_method": self.digest_method,
                },
            )

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """Make the back-end that the configuration describes.

        A key that is too short is named in the log, outside of debugging and
        testing.

        Raises:
            SessionError: If a key is neither text nor bytes, or
                ``SECRET_KEY_FALLBACKS`` is a single text.
            ConfigError: If a setting of the cookie is not what it has to be.
        """
        keys = tuple(_keys_of(config))
        if not (config.get("DEBUG") or config.get("TESTING")):
            _name_weak_keys(keys)
        return cls(keys, CookieSettings.from_config(config))

    def open(self, request: Request) -> Session:
        """Return what the cookie of *request* holds, if its signature is good.

        A forged, damaged or expired cookie gives an empty session.
        """
        if self._signer is None:
            return NullSession()
        text = request.cookies.get(self.settings.name)
        values = self._verified(self._signer, text) if text else None
        return Session(new=True) if values is None else Session(values)

    def _verified(
        self, signer: URLSafeTimedSerializer, text: str
    ) -> dict[str, Any] | None:
        try:
            values = signer.loads(
                text, max_age=int(self.settings.lifetime.total_seconds())
            )
        except (BadData, ValueError):
            return None
        return values if isinstance(values, dict) else None

    def sign(self, values: Mapping[str, Any]) -> str:
        """Return the value of a cookie that holds *values*.

        Raises:
            SessionError: If there is no key, or a value cannot be kept in JSON.
        """
        if self._signer is None:
            raise SessionError(
                "A session cannot be signed without a secret key.",
                hint="Set 'SECRET_KEY' in the configuration.",
            )
        try:
            return str(self._signer.dumps(dict(values)))
        except (TypeError, ValueError) as error:
            raise self._unstorable(values, error) from error

    def _unstorable(self, values: Mapping[str, Any], error: Exception) -> SessionError:
        """Return the error that names the key whose value cannot be kept."""
        culprits = (
            f"a value of type {type(value).__qualname__!r} under {key!r}"
            for key, value in values.items()
            if not self._is_storable({key: value})
        )
        culprit = next(culprits, "something")
        return SessionError(
            f"The session holds {culprit}, which cannot be kept: {error}",
            hint="Keep an identifier, numbers or text, and load the rest when needed.",
        )

    def _is_storable(self, values: dict[str, Any]) -> bool:
        try:
            self._serializer.dumps(values)
        except (TypeError, ValueError):
            return False
        return True

    def save(self, session: Session, response: Response, request: Request) -> None:
        """Send the cookie if *session* has changed, or take it back if it is empty.

        ``Vary: Cookie`` tells caches of every response that the session had a part
        in. A permanent session is sent again although it is unchanged when
        ``refresh_each_request`` says so.
        """
        if isinstance(session, NullSession):
            return
        used = session.accessed or session.modified
        refreshed = self.settings.refresh_each_request and session.permanent
        if used or refreshed:
            response.vary.add("Cookie")
        if not (session.modified or refreshed):
            return
        if values := session.copy():
            expires = self._expiry() if session.permanent else None
            self._send(response, request, self.sign(values), expires)
        elif self.settings.name in request.cookies:
            self._send(response, request, "", datetime.fromtimestamp(0, UTC))

    def _expiry(self) -> datetime:
        return datetime.now(UTC) + self.settings.lifetime

    def _send(
        self, response: Response, request: Request, value: str, expires: datetime | None
    ) -> None:
        settings = self.settings
        secure = request.is_secure if settings.secure is None else settings.secure
        header = dump_cookie(
            settings.name,
            value,
            expires=expires,
            max_age=None if value else 0,
            path=settings.path,
            domain=settings.domain,
            secure=secure,
            httponly=settings.httponly,
            samesite=settings.samesite,
            partitioned=settings.partitioned,
            max_size=0,
        )
        response.headers.add("Set-Cookie", header)
        if 0 < settings.max_size < len(header):
            warnings.warn(
                f"The session cookie {settings.name!r} is too large: it needs"
                f" {len(header)} bytes and the limit is {settings.max_size}, so"
                " browsers may drop it without a word. Keep less in the session.",
                UserWarning,
                stacklevel=2,
            )


def _bytes_of(key: str | bytes) -> bytes:
    return key.encode() if isinstance(key, str) else key


def _keys_of(config: Mapping[str, Any]) -> Iterator[str | bytes]:
    """Yield the key that signs, then those that only verify."""
    key = config.get("SECRET_KEY")
    if not key:
        return
    yield _key("SECRET_KEY", key)
    fallbacks = config.get("SECRET_KEY_FALLBACKS") or ()
    if isinstance(fallbacks, str | bytes):
        raise SessionError(
            "The setting 'SECRET_KEY_FALLBACKS' is a single key, not a list of keys.",
            hint="Put it into a list: 'SECRET_KEY_FALLBACKS = [old_key]'.",
        )
    for fallback in fallbacks:
        yield _key("SECRET_KEY_FALLBACKS", fallback)


def _key(setting: str, value: object) -> str | bytes:
    """Return *value*, which must not be a number: ``bytes(9)`` is nine zeros.

    Numbers come from the environment, whose values are read as JSON.
    """
    if isinstance(value, str | bytes):
        return value
    raise SessionError(
        f"A key in the setting {setting!r} is of type {type(value).__name__!r}.",
        hint="Make it text; in an environment variable, put it into double quotes"
        " within the single quotes of the shell.",
    )


def _name_weak_keys(keys: Sequence[str | bytes]) -> None:
    if any(len(_bytes_of(key)) < _SHORTEST_KEY for key in keys):
        _name_weak_key()


@cache
def _name_weak_key() -> None:
    """Say, once in a process, that a key can be guessed."""
    _logger.warning(
        "A secret key is shorter than %d bytes, so that sessions can be forged by"
        " guessing it. Make a good one: python -c 'import secrets;"
        " print(secrets.token_hex())'",
        _SHORTEST_KEY,
    )
