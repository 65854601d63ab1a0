"""A client that sends requests to an application without a server.

Layer 5. werkzeug's client does the work; this one also speaks the application's
JSON, edits its session, and can keep the context of a request for a test to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from types import TracebackType
from typing import Any, Self, Unpack
from wsgiref.types import WSGIEnvironment

import werkzeug.test
from werkzeug.test import TestResponse
from werkzeug.wrappers import Request, Response

from kolben.context import PRESERVE_CONTEXT, Application, Context
from kolben.exceptions import ContextError, SessionError
from kolben.sessions import Session
from kolben.testing.environ import EnvironBuilder, EnvironOptions

__all__ = ["ClientOptions", "TestClient"]


class ClientOptions(EnvironOptions, total=False):
    """What a request may be made of, and how the client treats the answer."""

    base_url: str | None
    subdomain: str | None
    url_scheme: str | None
    buffered: bool
    follow_redirects: bool


class TestClient(werkzeug.test.Client):
    """Sends requests to an application, and remembers its cookies.

    Within ``with client:`` the context of the last request stays current, so that
    a test can look at ``request``, ``session`` and ``g`` after the answer.

    Args:
        application: The application to test.
        response_wrapper: A class whose attributes the answers have, too.
        use_cookies: Whether cookies are kept and sent back.
        allow_subdomain_redirects: Whether a redirect to a subdomain is followed.

    Attributes:
        environ_base: What every request of this client has in its environment.

    Example:
        >>> from kolben import App
        >>> app = App("example")
        >>> @app.get("/")
        ... def hello() -> str:
        ...     return "Hello!"
        >>> app.test_client().get("/").text
        'Hello!'
    """

    __test__ = False  # a tool of tests, and not a test
    application: Application

    def __init__(
        self,
        application: Application,
        response_wrapper: type[Response] | None = None,
        use_cookies: bool = True,
        allow_subdomain_redirects: bool = False,
    ) -> None:
        super().__init__(
            application, response_wrapper, use_cookies, allow_subdomain_redirects
        )
        self.environ_base: dict[str, Any] = {
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_USER_AGENT": "kolben.testing",
        }
        self._preserve = False
        self._kept: list[Context] = []

    def open(
        self,
        *args: Any,
        buffered: bool = False,
        follow_redirects: bool = False,
        **kwargs: Any,
    ) -> TestResponse:
        """Send a request and return the answer.

        Args:
            *args: The path and where it is sent; or one request, one environment or
                one builder of one.
            buffered: Whether the body is read, and closed, at once.
            follow_redirects: Whether redirects are followed. The answers on the way
                stand in ``history``.
            **kwargs: What the request is made of, as :class:`ClientOptions` says.
        """
        request = self._request(*args, **kwargs)
        self._release()
        response = super().open(
            request, buffered=buffered, follow_redirects=follow_redirects
        )
        provider: Any = self.application.json  # werkzeug's type asks for a module
        response.json_module = provider
        if not response.is_sequence:
            response.response = _SelfClosing(response.response)
        return response

    def _request(self, *args: Any, **kwargs: Any) -> Request:
        """Return the request that *args* describe, with what all requests have."""
        given = args[0] if len(args) == 1 and not kwargs else None
        if isinstance(given, Request):
            request = copy(given)
            request.environ = self._base(request.environ)
            return request
        if isinstance(given, werkzeug.test.EnvironBuilder):
            builder = copy(given)
            builder.environ_base = self._base(builder.environ_base or {})
            return builder.get_request()
        if isinstance(given, dict):
            builder = werkzeug.test.EnvironBuilder.from_environ(
                given, environ_base=self._base({})
            )
        else:
            kwargs["environ_base"] = self._base(kwargs.get("environ_base") or {})
            builder = EnvironBuilder(self.application, *args, **kwargs)
        try:
            return builder.get_request()
        finally:
            builder.close()

    def _base(self, environ: Mapping[str, Any]) -> WSGIEnvironment:
        base = {**self.environ_base, **environ}
        if self._preserve:
            base[PRESERVE_CONTEXT] = self._keep
        return base

    def _keep(self, context: Context) -> None:
        """Push *context* once more, so that it outlives its request."""
        context.push()
        self._kept.append(context)

    def _release(self) -> None:
        while self._kept:
            self._kept.pop().pop()

    def get(self, *args: Any, **options: Unpack[ClientOptions]) -> TestResponse:
        """Send a GET request."""
        return self._send("GET", args, options)

    def head(self, *args: Any, **options: Unpack[ClientOptions]) -> TestResponse:
        """Send a HEAD request."""
        return self._send("HEAD", args, options)

    def post(self, *args: Any, **options: Unpack[ClientOptions]) -> TestResponse:
        """Send a POST request."""
        return self._send("POST", args, options)

    def put(self, *args: Any, **options: Unpack[ClientOptions]) -> TestResponse:
        """Send a PUT request."""
        return self._send("PUT", args, options)

    def patch(self, *args: Any, **options: Unpack[ClientOptions]) -> TestResponse:
        """Send a PATCH request."""
        return self._send("PATCH", args, options)

    def delete(self, *args: Any, **options: Unpack[ClientOptions]) -> TestResponse:
        """Send a DELETE request."""
        return self._send("DELETE", args, options)

    def options(self, *args: Any, **options: Unpack[ClientOptions]) -> TestResponse:
        """Send an OPTIONS request."""
        return self._send("OPTIONS", args, options)

    def trace(self, *args: Any, **options: Unpack[ClientOptions]) -> TestResponse:
        """Send a TRACE request."""
        return self._send("TRACE", args, options)

    def _send(
        self, method: str, args: tuple[Any, ...], options: ClientOptions
    ) -> TestResponse:
        options["method"] = method
        return self.open(*args, **options)

    @contextmanager
    def session_transaction(
        self, *args: Any, **options: Unpack[ClientOptions]
    ) -> Iterator[Session]:
        """Read and change the session that the next request will find.

        Args:
            *args: The path of the request that the session is opened for.
            **options: What else that request is made of.

        Raises:
            SessionError: If the client keeps no cookies.

        Example:
            >>> from kolben import App
            >>> client = App("example", config={"SECRET_KEY": "dev"}).test_client()
            >>> with client.session_transaction() as session:
            ...     session["user"] = "ada"
        """
        if self._cookies is None:
            raise SessionError(
                "This client keeps no cookies, so it has no session.",
                hint="Make it with 'use_cookies=True'.",
            )
        request = self._request(*args, **options)
        self._add_cookies_to_wsgi(request.environ)
        context = self.application.request_context(request.environ)
        session = context.run(lambda: context.session)
        yield session
        response = context.run(lambda: self._saved(session, context))
        self._update_cookies_from_response(
            request.host.partition(":")[0],
            request.path,
            response.headers.getlist("Set-Cookie"),
        )

    def _saved(self, session: Session, context: Context) -> Response:
        """Return an answer that keeps *session*."""
        response = self.application.make_response("")
        session.settle()
        self.application.sessions.save(session, response, context.request)
        return response

    def __enter__(self) -> Self:
        if self._preserve:
            raise ContextError(
                "This client is within a 'with' already.",
                hint="Make a second client, or leave the first 'with'.",
            )
        self._preserve = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._preserve = False
        self._release()


class _SelfClosing:
    """A streamed body that is closed at its end, as a server would.

    So a test that merely reads it sees what teardown did.
    """

    def __init__(self, body: Iterable[Any]) -> None:
        self._pieces = iter(body)
        self._close = getattr(body, "close", None)

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        try:
            return next(self._pieces)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the body, once."""
        close, self._close = self._close, None
        if close is not None:
            close()
