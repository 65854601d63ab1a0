"""Typed results: responses that are made of a value, and remember it.

Layer 2. A result is a response from the start, so cookies and headers can be set on it.
What it needs of the application (what writes JSON, how files are sent, the event loop)
it is given when :mod:`kolben.responses.convert` settles it.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic, Literal, TypeAlias, cast
from wsgiref.types import StartResponse, WSGIEnvironment

from typing_extensions import TypeVar, override

from kolben.exceptions import ResponseError
from kolben.json import DEFAULT_PROVIDER, JSONProvider
from kolben.responses.conditional import judge, set_validators
from kolben.responses.content import HTMLLike
from kolben.responses.headers import add_headers
from kolben.responses.redirects import redirect_page, safe_location
from kolben.responses.response import Response

__all__ = [
    "Created",
    "Html",
    "Json",
    "NoContent",
    "Redirect",
    "RedirectStatus",
    "Result",
    "ResultHeaders",
    "Services",
]

T_co = TypeVar("T_co", covariant=True, default=Any)

ResultHeaders: TypeAlias = Mapping[str, str | Iterable[str]] | Iterable[tuple[str, str]]
"""Additional headers of a result."""

RedirectStatus: TypeAlias = Literal[301, 302, 303, 307, 308]
"""The status codes that send a client elsewhere."""

_REDIRECTS: Final = (301, 302, 303, 307, 308)
_NOT_MODIFIED: Final = 304


@dataclass(frozen=True, slots=True)
class Services:
    """What the application does for results.

    Attributes:
        json: What writes JSON.
        files: Completes the options of a file with those of the application.
        run: Runs a coroutine on the application's event loop, and waits for it.
    """

    json: JSONProvider = DEFAULT_PROVIDER
    files: Callable[[Any], Any] = dict
    run: Callable[[Coroutine[Any, Any, Any]], Any] | None = None


_ALONE: Final = Services()


class Result(Response):
    """A response that is settled once it is known which request it answers.

    A handler, or ``make_response``, settles it; so does sending it as it is, but
    then without an application. Subclasses override :meth:`prepare` and
    :meth:`complete`.
    """

    conditional: bool = True
    _settled: bool = False
    _answered: WSGIEnvironment | None = None

    def settle(self, services: Services, environ: WSGIEnvironment | None) -> None:
        """Make the response final: what it takes of the application, 304, the body.

        Args:
            services: What the application does for results.
            environ: The WSGI environment of the request; None outside of requests.

        Raises:
            PreconditionFailed: If the request has a precondition that fails.
            ResponseError: If the response has answered another request: its status,
                its cookies and its session are those of that client.
        """
        if self._settled:
            if environ is not None and self._answers_another(environ):
                raise ResponseError(
                    f"An object of {type(self).__name__} answers a second request.",
                    hint="Make it anew for each request, in the handler.",
                )
            return
        self._settled = True
        self._answered = environ
        self.prepare(services, environ)
        if environ is not None and self.conditional:
            judge(self, environ)
        self.complete(environ)

    def _answers_another(self, environ: WSGIEnvironment) -> bool:
        return self._answered is not None and self._answered is not environ

    def prepare(self, services: Services, environ: WSGIEnvironment | None) -> None:
        """Take what is needed of the application, and set all headers."""

    def complete(self, environ: WSGIEnvironment | None) -> None:
        """Make the body, now that the status is known."""

    def _add_headers(
        self,
        headers: ResultHeaders | None,
        etag: str | None = None,
        last_modified: datetime | None = None,
    ) -> None:
        """Add what the programmer says of the response besides its body."""
        if headers is not None:
            add_headers(headers, self.headers)
        if etag is not None or last_modified is not None:
            set_validators(self, etag, last_modified)

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Send the response: the WSGI application that it is."""
        if not self._settled:
            self._settled = True
            self.prepare(_ALONE, environ)
            self.complete(environ)
        return super().__call__(environ, start_response)


class _LazyBody:
    """The body of a :class:`Json`, written when it is first read.

    It has no ``__set__``, so the written body hides it and may be replaced.
    """

    def __get__(self, result: Json[Any] | None, owner: type[Json[Any]]) -> object:
        if result is None:
            return self
        result.set_data(result.encode(result.payload))
        return result.__dict__["response"]


class Json(Result, Generic[T_co]):
    """A value, sent as JSON by the application's provider.

    Args:
        payload: The value: of a dataclass, a Struct, a model, or plain data.
        status: The status code.
        headers: Additional headers.
        etag: The entity tag of the value; clients that have it get 304.
        last_modified: When the value changed; without timezone, in UTC.

    Raises:
        ResponseError: If *etag* is no entity tag.

    Example:
        >>> from kolben import App, Json
        >>> app = App("example")
        >>> @app.get("/cats/<int:cat_id>")
        ... def cat(cat_id: int) -> Json[dict[str, int]]:
        ...     return Json({"id": cat_id}, etag="v1")
        >>> client = app.test_client()
        >>> client.get("/cats/3").json
        {'id': 3}
        >>> client.get("/cats/3", headers={"If-None-Match": '"v1"'}).status
        '304 NOT MODIFIED'
    """

    media_type: str = "application/json"
    """What clients call it that negotiate the type of the content."""

    response: Iterable[str] | Iterable[bytes] = cast(Any, _LazyBody())
    _provider: JSONProvider = DEFAULT_PROVIDER

    def __init__(
        self,
        payload: T_co,
        status: int = 200,
        headers: ResultHeaders | None = None,
        *,
        etag: str | None = None,
        last_modified: datetime | None = None,
    ) -> None:
        if not self._make_directly(None, status, self.media_type):
            super().__init__(None, status, content_type=self.media_type)
            del self.__dict__["response"]
        self._add_headers(headers, etag, last_modified)
        self._payload = payload

    @property
    def payload(self) -> T_co:
        """The value."""
        return self._payload

    def encode(self, payload: object) -> bytes:
        """Return *payload* as JSON. Override it to write a class of results otherwise.

        Raises:
            JSONTypeError: If it holds something that has no form in JSON.
        """
        return self._provider.dump_bytes(payload)

    @override
    def prepare(self, services: Services, environ: WSGIEnvironment | None) -> None:
        """Take the application's JSON provider."""
        self._provider = services.json
        written = services.json.mimetype
        if written != self.media_type == self.mimetype == Json.media_type:
            self.headers["Content-Type"] = written

    @override
    def complete(self, environ: WSGIEnvironment | None) -> None:
        """Write the value, unless the client has it."""
        if "response" not in self.__dict__:
            known = self._status_code == _NOT_MODIFIED
            body = b"" if known else self.encode(self._payload)
            self.response = [body]
            self.set_default_header("Content-Length", str(len(body)))


class Html(Result):
    """Text that is HTML already, sent as it is; nothing in it is escaped.

    Args:
        markup: The text, or an object that knows itself as HTML.
        status: The status code.
        headers: Additional headers.
        etag: The entity tag of the page; clients that have it get 304.
        last_modified: When the page changed; without timezone, in UTC.

    Raises:
        ResponseError: If *etag* is no entity tag.

    Example:
        >>> Html("<p>Hello", 404).content_type
        'text/html; charset=utf-8'
    """

    media_type: str = "text/html"
    """What clients call it that negotiate the type of the content."""

    def __init__(
        self,
        markup: str | HTMLLike,
        status: int = 200,
        headers: ResultHeaders | None = None,
        *,
        etag: str | None = None,
        last_modified: datetime | None = None,
    ) -> None:
        text = markup if isinstance(markup, str) else markup.__html__()
        super().__init__(text.encode(), status, mimetype=self.media_type)
        self._add_headers(headers, etag, last_modified)


class Created(Json[T_co]):
    """Something new, sent as JSON with its URL (201; RFC 9110, section 15.3.2).

    Args:
        payload: The new thing, or what there is to say about it.
        location: Its URL.
        headers: Additional headers.
        etag: The entity tag of the new thing.
        last_modified: When it was made; without timezone, in UTC.

    Raises:
        ResponseError: If *etag* is no entity tag.

    Example:
        >>> created = Created({"id": 3}, location="/cats/3")
        >>> created.status, created.location, created.get_data()
        ('201 CREATED', '/cats/3', b'{"id":3}')
    """

    def __init__(
        self,
        payload: T_co,
        location: str,
        headers: ResultHeaders | None = None,
        *,
        etag: str | None = None,
        last_modified: datetime | None = None,
    ) -> None:
        super().__init__(payload, 201, headers, etag=etag, last_modified=last_modified)
        self.headers["Location"] = safe_location(location)


class NoContent(Result):
    """Done, with nothing to say about it (204; RFC 9110, section 15.3.5).

    Args:
        headers: Additional headers.
        etag: The entity tag of what the request has changed.
        last_modified: When it changed; without timezone, in UTC.

    Raises:
        ResponseError: If *etag* is no entity tag.

    Example:
        >>> NoContent().status
        '204 NO CONTENT'
    """

    conditional = False

    def __init__(
        self,
        headers: ResultHeaders | None = None,
        *,
        etag: str | None = None,
        last_modified: datetime | None = None,
    ) -> None:
        super().__init__(status=204)
        self.headers.clear()
        self._add_headers(headers, etag, last_modified)


class Redirect(Result):
    """Sends the client elsewhere (RFC 9110, section 15.4).

    Args:
        location: Where to: a link, or any URL.
        status: 301 and 308 tell the client to remember; 307 and 308 to repeat the
            request with its method and body; 303 to get the other URL instead.
        headers: Additional headers.

    Raises:
        ResponseError: If *status* does not redirect.

    Example:
        >>> Redirect("/login", 303).location
        '/login'
    """

    conditional = False

    def __init__(
        self,
        location: str,
        status: RedirectStatus = 302,
        headers: ResultHeaders | None = None,
    ) -> None:
        if status not in _REDIRECTS:
            raise ResponseError(
                f"The status {status!r} does not redirect.",
                hint=f"Use one of {', '.join(map(str, _REDIRECTS))}.",
            )
        target = safe_location(location)
        super().__init__(redirect_page(target), status, mimetype="text/html")
        self.headers["Location"] = target
        self._add_headers(headers)
