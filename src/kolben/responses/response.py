"""The response: werkzeug's, with a short way for what most responses are.

Layer 2. Most responses have a finished body, one of the usual status codes and no
header that needs rewriting. For them the constructor and the WSGI call below write
down directly what werkzeug's general code would arrive at; everything else, and every
subclass that changes one of the steps left out, goes to werkzeug's code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any, ClassVar, Final, Self
from wsgiref.types import StartResponse, WSGIEnvironment

import werkzeug.wrappers
from werkzeug.datastructures import Headers
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.utils import get_content_type

from kolben.json import DEFAULT_PROVIDER

__all__ = ["Response"]

_STATUSES: Final[Mapping[object, tuple[str, int]]] = {
    code: (f"{code} {reason.upper()}", code)
    for code, reason in HTTP_STATUS_CODES.items()
}
_BODILESS: Final = frozenset({*range(200), 204, 304})

# Names as they are usually written, of headers that are sent as they stand. It spares
# the lower-casing of each; a name that is missing here costs a little time, no more.
_SENT_AS_THEY_STAND: Final = frozenset(
    {
        "Access-Control-Allow-Origin",
        "Allow",
        "Cache-Control",
        "Content-Disposition",
        "Content-Type",
        "Date",
        "ETag",
        "Expires",
        "Last-Modified",
        "Set-Cookie",
        "Vary",
        "X-Content-Type-Options",
    }
)
_REWRITTEN: Final = frozenset({"content-location", "location"})

# The steps of werkzeug's that the short ways leave out.
_STEPS_OF_MAKING: Final = ("_clean_status", "data", "set_data", "status", "status_code")
_STEPS_OF_SENDING: Final = (
    "_clean_status",
    "close",
    "get_app_iter",
    "get_wsgi_headers",
    "get_wsgi_response",
    "is_sequence",
    "iter_encoded",
    "status",
    "status_code",
)


@lru_cache(maxsize=256)
def _content_type_of(mimetype: str | None, default: str | None) -> str | None:
    """Return the content type for a media type: with a charset if it is text."""
    chosen = default if mimetype is None else mimetype
    return None if chosen is None else get_content_type(chosen, "utf-8")


def _complete(headers: list[tuple[str, str]], length: int | None) -> bool:
    """Make *headers* what is sent, if that takes no more than a content length.

    Args:
        headers: The headers, as a list of one's own.
        length: The content length to add if there is none; ``None`` to add none.

    Returns:
        Whether they can be sent as they are now.
    """
    found = length is None
    for name, _ in headers:
        if name == "Content-Length":
            found = True
        elif name not in _SENT_AS_THEY_STAND:
            lowered = name.lower()
            if lowered in _REWRITTEN:
                return False
            found = found or lowered == "content-length"
    if not found:
        headers.append(("Content-Length", str(length)))
    return True


class Response(werkzeug.wrappers.Response):
    """An HTTP response: werkzeug's, made and sent the short way where there is one.

    Args:
        response: The body: text, bytes, or an iterable of either.
        status: The status code, or the whole status line.
        headers: A mapping or a list of pairs.
        mimetype: The media type of the body, without parameters.
        content_type: The media type with its parameters.
        direct_passthrough: Whether the body goes to the server untouched.

    Raises:
        ValueError: If the status or the value of a header has a line break in it.

    Example:
        >>> response = Response("I am a teapot.", 418)
        >>> response.status, response.content_type
        ("418 I'M A TEAPOT", 'text/html; charset=utf-8')
    """

    default_mimetype: str | None = "text/html"
    json_module: Any = DEFAULT_PROVIDER

    _made_directly: ClassVar[bool] = True
    _sent_directly: ClassVar[bool] = True
    _finished_directly: ClassVar[bool] = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Send a subclass that changes a step of werkzeug's the long way."""
        super().__init_subclass__(**kwargs)
        cls._made_directly = cls._keeps(_STEPS_OF_MAKING)
        cls._sent_directly = cls._keeps(_STEPS_OF_SENDING)
        cls._finished_directly = cls._made_directly and cls._keeps(("__init__",))

    @classmethod
    def _keeps(cls, names: Iterable[str]) -> bool:
        return all(getattr(cls, name) is getattr(Response, name) for name in names)

    def __init__(
        self,
        response: Iterable[bytes] | bytes | Iterable[str] | str | None = None,
        status: int | str | HTTPStatus | None = None,
        headers: Mapping[str, str | Iterable[str]]
        | Iterable[tuple[str, str]]
        | None = None,
        mimetype: str | None = None,
        content_type: str | None = None,
        direct_passthrough: bool = False,
    ) -> None:
        if headers is None and not direct_passthrough:
            body = response.encode() if isinstance(response, str) else response
            if isinstance(body, bytes):
                code = self.default_status if status is None else status
                if content_type is None:
                    kind = _content_type_of(mimetype, self.default_mimetype)
                else:
                    kind = content_type
                if self._make_directly(body, code, kind):
                    return
        super().__init__(
            response, status, headers, mimetype, content_type, direct_passthrough
        )

    @classmethod
    def finished(
        cls, body: bytes, content_type: str | None = None, status: int = 200
    ) -> Self:
        """Return a response with a finished body, made in the cheapest way.

        Args:
            body: The whole body.
            content_type: Its media type, with parameters; by default that of the
                class.
            status: The status code.

        Raises:
            ValueError: If the content type has a line break in it.

        Example:
            >>> Response.finished(b"{}", "application/json").content_length
            2
        """
        if cls._finished_directly:
            response = cls.__new__(cls)
            if cls._make_directly(response, body, status, content_type):
                return response
        return cls(body, status, content_type=content_type)

    def _make_directly(
        self,
        body: bytes | None,
        status: int | str | HTTPStatus,
        content_type: str | None,
    ) -> bool:
        """Write down a response with a finished body, unless it is a special one.

        Without a body, the caller gives it one later.
        """
        found = _STATUSES.get(status)
        if (
            found is None
            or not content_type
            or not self._made_directly
            or "\n" in content_type
            or "\r" in content_type
        ):
            return False
        self._status, self._status_code = found
        pairs = [("Content-Type", content_type)]
        if body is not None:
            self.response: Iterable[str] | Iterable[bytes] = [body]
            if self.automatically_set_content_length:
                pairs.append(("Content-Length", str(len(body))))
        headers = Headers.__new__(Headers)
        self.headers: Headers = headers
        headers._list = pairs  # noqa: SLF001  # Headers would check each value again
        self.direct_passthrough = False
        self._on_close = []
        return True

    def set_default_header(self, name: str, value: str) -> None:
        """Set a header unless the response has it already.

        Quicker than ``headers.setdefault``, and meant for rings, which run for every
        request: name and value are not checked, so they must be constants.

        Example:
            >>> response = Response("hello")
            >>> response.set_default_header("Vary", "Cookie")
            >>> response.headers["Vary"]
            'Cookie'
        """
        pairs = self.headers._list  # noqa: SLF001  # as below
        length = len(name)
        for present, _ in pairs:
            if len(present) == length and present.lower() == name.lower():
                return
        pairs.append((name, value))

    def _clean_status(self, value: str | int | HTTPStatus) -> tuple[str, int]:
        known = _STATUSES.get(value)
        if known is not None:
            return known
        status, code = super()._clean_status(value)
        if "\n" in status or "\r" in status:
            raise ValueError("A status must not contain line breaks.")
        return status, code

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Send the response: the WSGI application that it is."""
        body: Any = self.response
        if (
            self._sent_directly
            and body.__class__ is list
            and len(body) == 1
            and body[0].__class__ is bytes
            and self._status_code not in _BODILESS
            and not self._on_close
            and not self.direct_passthrough
            and environ["REQUEST_METHOD"] != "HEAD"
            and self.headers.__class__ is Headers
        ):
            headers = [*self.headers._list]  # noqa: SLF001  # as above
            automatic = self.automatically_set_content_length
            if _complete(headers, len(body[0]) if automatic else None):
                start_response(self._status, headers)
                pieces: list[bytes] = body
                return pieces
        return super().__call__(environ, start_response)
