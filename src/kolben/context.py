"""One request's state, and the one variable that says which request is current.

Layer 3. A :class:`Context` is made for each request, and for work outside of one
(``with app.app_context():``). Everything in it is made when it is first asked for:
a request that touches neither its session nor its form pays for neither.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextvars import ContextVar, Token
from types import TracebackType
from typing import Any, Final, Protocol, Self, TypeAlias, TypeVar
from wsgiref.types import WSGIEnvironment

from werkzeug.exceptions import HTTPException

from kolben.config import ConfigDict
from kolben.exceptions import ContextError
from kolben.globals import Globals
from kolben.json import JSONProvider
from kolben.requests import Request
from kolben.responses import Response
from kolben.routing import URL, Match, Origin
from kolben.sessions import Session, SessionBackend
from kolben.signals import appcontext_popped, appcontext_pushed

__all__ = [
    "Application",
    "Context",
    "PRESERVE_CONTEXT",
    "ResponseCallback",
    "current",
    "current_context",
]

T = TypeVar("T")

PRESERVE_CONTEXT: Final = "kolben.preserve_context"
"""Under this key of its environment, a test client asks for the context itself."""

ResponseCallback: TypeAlias = Callable[[Response], Response | Awaitable[Response]]
"""Takes the response and returns it, or another one."""


class Application(Protocol):
    """What the layers below the application know of it."""

    extensions: dict[str, Any]
    settings: Any

    @property
    def name(self) -> str:
        """The name of the application."""
        ...

    @property
    def import_name(self) -> str:
        """The name of its module."""
        ...

    @property
    def root_path(self) -> str:
        """The folder of its module."""
        ...

    @property
    def config(self) -> ConfigDict:
        """The settings."""
        ...

    @property
    def json(self) -> JSONProvider:
        """What reads and writes JSON."""
        ...

    @property
    def logger(self) -> logging.Logger:
        """The application's logger."""
        ...

    @property
    def debug(self) -> bool:
        """Whether debug mode is on."""
        ...

    @property
    def testing(self) -> bool:
        """Whether the application is being tested."""
        ...

    @property
    def sessions(self) -> SessionBackend:
        """Where sessions are kept."""
        ...

    def make_request(self, environ: WSGIEnvironment) -> Request:
        """Return the request that *environ* describes."""
        ...

    def match(self, context: Context) -> None:
        """Find the route of a context that no request made."""
        ...

    def tear_down(self, context: Context, error: BaseException | None) -> None:
        """End a context: run its teardown functions."""
        ...

    def url_for(self, endpoint: Any, /, *args: Any, **values: Any) -> URL:
        """Return the URL of a resource, a function or a name."""
        ...

    def make_response(self, *result: Any) -> Response:
        """Return what a view would have made of *result*."""
        ...

    def freeze(self) -> None:
        """Compile all declarations, so that what is wrong with them is said."""

    def app_context(self) -> Context:
        """Return a context for work outside of requests."""
        ...

    def request_context(self, environ: WSGIEnvironment) -> Context:
        """Return the context of the request that *environ* describes."""
        ...

    def ensure_sync(self, function: Callable[..., Any], /) -> Callable[..., Any]:
        """Return a plain function in place of an ``async def``."""
        ...

    def __call__(
        self, environ: WSGIEnvironment, start_response: Any, /
    ) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        ...


class Context:
    """What belongs to one request, or to one stretch of work outside of requests.

    A context counts how often it was pushed; teardown runs when the last push is
    undone, so a test client may keep a context beyond its request. Extensions may
    put attributes of their own on it.

    Attributes:
        app: The application that the context belongs to.
        environ: The WSGI environment, or None outside of a request.
        match: What the URL matched, or None (yet).
        failure: The error that matching gave, recorded until the before-hooks ran.
        answered: Whether the response is made, and the session saved.
        error: The error that nothing handled; teardown functions get it.
        resource: The resource that answers the request, once it is made.
        response_callbacks: What ``after_this_request`` registered.
        origin: Where links start from, once one was built.
        flashes: The flashed messages that this request has taken from the session.

    Example:
        >>> from kolben import App
        >>> with App("example").test_request_context("/hello") as context:
        ...     context.g.user = "Ada"
        ...     context.request.path, context.session_opened
        ('/hello', False)
    """

    match: Match[Any] | None = None
    failure: HTTPException | None = None
    answered: bool = False
    error: BaseException | None = None
    resource: object = None
    response_callbacks: list[ResponseCallback] | None = None
    flashes: list[tuple[str, str]] | None = None
    origin: Origin | None = None
    _request: Request | None = None
    _session: Session | None = None
    _globals: Globals | None = None
    kept_if_any: dict[Any, Any] | None = None
    _outer: Context | None = None

    def __init__(
        self, app: Application, environ: WSGIEnvironment | None = None
    ) -> None:
        self.app = app
        self.environ = environ
        self._tokens: list[Token[Context]] = []
        self._ended = False

    @property
    def has_request(self) -> bool:
        """Whether there is a request, here or in the context round this one."""
        if self.environ is None:
            return self._outer is not None and self._outer.has_request
        return True

    @property
    def request(self) -> Request:
        """The request, made on first use.

        Raises:
            ContextError: If this is the context of an application only.
        """
        request = self._request
        return self._make_request() if request is None else request

    @request.setter
    def request(self, request: Request) -> None:
        self._request = request

    def _make_request(self) -> Request:
        if self.environ is None:
            if self._outer is not None:
                return self._outer.request
            raise ContextError.outside_of_request("'request'")
        request = self._request = self.app.make_request(self.environ)
        self.share_match(request)
        return request

    def share_match(self, request: Request | None = None) -> None:
        """Tell the request, if it is made already, what its URL matched."""
        request = self._request if request is None else request
        if request is not None:
            request.routing_exception = self.failure
            if self.match is not None:
                request.url_rule = self.match.route
                request.view_args = self.match.variables

    @property
    def variables(self) -> Mapping[str, Any]:
        """The converted variables of the URL."""
        return {} if self.match is None else self.match.variables

    @property
    def session_opened(self) -> bool:
        """Whether anyone has asked for the session."""
        return self._session is not None

    @property
    def session(self) -> Session:
        """The session, opened on first use.

        Raises:
            ContextError: If there is no request.
        """
        session = self._session
        if session is None:
            if self.environ is None and self._outer is not None:
                return self._outer.session
            if self.environ is None:
                raise ContextError.outside_of_request("'session'")
            session = self._session = self.app.sessions.open(self.request)
            session.sealed = self.answered
        return session

    @session.setter
    def session(self, session: Session) -> None:
        self._session = session

    @property
    def g(self) -> Globals:
        """The attributes that the programmer keeps for as long as the context."""
        made = self._globals
        if made is None:
            made = self._globals = Globals()
        return made

    @property
    def kept(self) -> dict[Any, Any]:
        """What was made for this context only, by its class or its provider."""
        kept = self.kept_if_any
        if kept is None:
            kept = self.kept_if_any = {}
        return kept

    def activate(self) -> None:
        """Make this context the current one, without matching its URL yet."""
        self._tokens.append(current.set(self))

    def push(self) -> None:
        """Make this context the current one and match its URL.

        Example:
            >>> from kolben import App, request
            >>> context = App("example").test_request_context("/hello")
            >>> context.push()
            >>> request.path
            '/hello'
            >>> context.pop()
        """
        if self.environ is None and not self._tokens:
            self._outer = current.get(None)
        if self.environ is not None and self.match is None and self.failure is None:
            self.app.match(self)
        self._ended = False
        self.activate()
        if appcontext_pushed.receivers:
            appcontext_pushed.send(self.app)

    def pop(self, error: BaseException | None = None) -> None:
        """Undo one :meth:`push`; the last one runs the teardown functions.

        Args:
            error: The error that ended the work, which teardown functions get.

        Raises:
            ContextError: If the context was not pushed, or another one was pushed
                after it and is still there.
        """
        if not self._tokens or current.get(None) is not self:
            raise ContextError(
                "This context is popped while it is not the current one.",
                hint="Pop contexts in the reverse order of their push, or use 'with'.",
            )
        try:
            if len(self._tokens) == 1 and not self._ended:
                self._ended = True
                self.app.tear_down(self, self.error if error is None else error)
        finally:
            current.reset(self._tokens.pop())
            if appcontext_popped.receivers:
                appcontext_popped.send(self.app)

    def leave(self) -> None:
        """Stop being the current context without teardown, which comes later."""
        current.reset(self._tokens.pop())

    def run(self, step: Callable[[], T]) -> T:
        """Return what *step* returns while this context is the current one."""
        self.activate()
        try:
            return step()
        finally:
            self.leave()

    def close_request(self) -> None:
        """Close the files that the request was sent with, if it was read at all."""
        if self._request is not None:
            self._request.close()

    def copy(self) -> Context:
        """Return a context of the same request, for another thread or task."""
        copied = type(self)(self.app, self.environ)
        vars(copied).update(
            match=self.match,
            failure=self.failure,
            _request=self.request if self.has_request else None,
            _session=self._session,
            _outer=self._outer,
        )
        return copied

    def __enter__(self) -> Self:
        self.push()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.pop(error)

    def __repr__(self) -> str:
        if self.environ is None:
            return f"<Context of {self.app.name!r}>"
        method, path = self.environ["REQUEST_METHOD"], self.environ.get("PATH_INFO")
        return f"<Context of {self.app.name!r}: {method} {path}>"


current: Final[ContextVar[Context]] = ContextVar("kolben.context.current")
"""The context that the running code works in."""


def current_context(wanted: str = "This") -> Context:
    """Return the current context.

    Args:
        wanted: What needs it, for the message.

    Raises:
        ContextError: If there is none.
    """
    context = current.get(None)
    if context is None:
        raise ContextError(
            f"Working outside of application context: {wanted} needs one.",
            hint="Call this while a request is handled, or within "
            "'with app.app_context():'.",
        )
    return context
