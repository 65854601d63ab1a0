"""What answers an error: the nearest handler of the innermost place that has one.

Layer 5. The resource's own handlers come first, then those of the routers from the
innermost to the application. What nothing handles is logged and answered with 500,
or raised for the debugger and the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MethodType
from typing import Any, Self

from werkzeug.exceptions import (
    BadRequest,
    BadRequestKeyError,
    HTTPException,
    InternalServerError,
    Unauthorized,
)

from kolben._async import Sync
from kolben._labels import label_of
from kolben.config import ConfigDict
from kolben.context import Context
from kolben.endpoints import Scope
from kolben.errors.handlers import ErrorHandler, is_handler
from kolben.errors.pages import error_page
from kolben.errors.registry import ErrorAnswer, ErrorTable, table_of
from kolben.responses import Response, ToResponse
from kolben.routing import RequestRedirect
from kolben.signals import error_handled, got_request_exception

__all__ = ["ErrorResponder", "ErrorSettings"]


@dataclass(frozen=True, slots=True)
class ErrorSettings:
    """What the settings say about errors.

    Attributes:
        propagate: Whether an unhandled error is raised out of the application.
        trap_http: Whether HTTP errors are treated like any other error.
        trap_bad_request: Whether bad requests are.
        trap_missing_key: Whether missing keys of a form or query are.

    Example:
        >>> ErrorSettings(trap_bad_request=True).traps(BadRequest())
        True
    """

    propagate: bool = False
    trap_http: bool = False
    trap_bad_request: bool = False
    trap_missing_key: bool = False

    @classmethod
    def from_config(cls, config: ConfigDict) -> Self:
        """Read the settings; what is None follows from debug mode and testing."""
        debug = bool(config["DEBUG"])
        propagate = config["PROPAGATE_EXCEPTIONS"]
        bad_request = config["TRAP_BAD_REQUEST_ERRORS"]
        return cls(
            debug or bool(config["TESTING"]) if propagate is None else bool(propagate),
            bool(config["TRAP_HTTP_EXCEPTIONS"]),
            bool(bad_request),
            debug if bad_request is None else bool(bad_request),
        )

    def traps(self, error: HTTPException) -> bool:
        """Whether *error* is to be treated like any other error."""
        if _is_final(error):
            return False
        if self.trap_http:
            return True
        if self.trap_missing_key and isinstance(error, BadRequestKeyError):
            return True
        return self.trap_bad_request and isinstance(error, BadRequest)


@dataclass(frozen=True, slots=True)
class ErrorResponder:
    """Answers errors with the handlers of the place where they happened.

    Attributes:
        settings: What is trapped and what is raised.
        tables: Returns the tables of the routers of a scope, application first.
        convert: Makes a response of what a handler returns.
        sync: Makes a plain function of an ``async def``.
        log: Logs an error that nothing handled.
        make: Makes the handler of a class of handlers.
    """

    settings: ErrorSettings
    tables: Callable[[Scope | None], tuple[ErrorTable, ...]]
    convert: ToResponse
    sync: Sync
    log: Callable[[Context, BaseException], None]
    make: Callable[[type[ErrorHandler[Any]]], ErrorHandler[Any]]

    def respond(self, context: Context, error: Exception) -> Response:
        """Answer *error*.

        Raises:
            Exception: *error* itself, if nothing handles it and the settings want
                unhandled errors to be raised.
        """
        return self._respond(context, error, ())

    def _respond(
        self, context: Context, error: Exception, spent: tuple[Any, ...]
    ) -> Response:
        """Answer *error* without the *spent* handlers, which failed before."""
        handler = None if _is_final(error) else self._find(context, error, spent)
        if handler is None:
            if isinstance(error, HTTPException) and not self.settings.traps(error):
                return self._paged(context, error, spent)
            return self._fail(context, error, spent)
        try:
            return self._converted(context, handler, error)
        except Exception as second:  # noqa: BLE001  # every error gets an answer
            return self._respond(context, second, (*spent, handler))

    def _paged(
        self, context: Context, error: HTTPException, spent: tuple[Any, ...]
    ) -> Response:
        """Answer *error* with its page, which its own body may make impossible."""
        try:
            return self._page(context, error)
        except Exception as second:  # noqa: BLE001  # as above
            return self._fail(context, second, spent)

    def _fail(
        self, context: Context, error: Exception, spent: tuple[Any, ...]
    ) -> Response:
        """Answer an error that nothing handles: log it, then 500 or raise it."""
        if got_request_exception.receivers:
            got_request_exception.send(context.app, exception=error)
        context.error = error
        if self.settings.propagate or isinstance(error, HTTPException):
            raise error
        self.log(context, error)
        failure = InternalServerError(original_exception=error)
        return self._respond(context, failure, spent)

    def _find(
        self, context: Context, error: Exception, spent: tuple[Any, ...]
    ) -> ErrorAnswer[Any] | None:
        for find in self._places(context):
            handler = find(error)
            if handler is not None and handler not in spent:
                return handler
        return None

    def _places(
        self, context: Context
    ) -> Iterator[Callable[[Exception], ErrorAnswer[Any] | None]]:
        resource = context.resource
        if resource is not None:
            methods = table_of(type(resource))

            def own(error: Exception) -> ErrorAnswer[Any] | None:
                method = methods.find(error)
                return None if method is None else MethodType(method, resource)

            yield own
        scope = None if context.match is None else context.match.route.target.scope
        for table in reversed(self.tables(scope)):
            yield table.find

    def _page(self, context: Context, error: HTTPException) -> Response:
        convert = self.convert
        environ = context.environ or {}
        return error_page(error, environ, convert.response_class, convert.json)

    def _converted(
        self, context: Context, handler: ErrorAnswer[Any], error: Exception
    ) -> Response:
        function = self.make(handler).handle if is_handler(handler) else handler
        if error_handled.receivers:
            error_handled.send(context.app, exception=error, handler=handler)
        answer = self.sync(function)(error)
        if isinstance(answer, HTTPException):
            return self._page(context, answer)
        response = self.convert(answer, context.environ or {}, label_of(handler))
        _keep_challenge(error, response)
        return response


def _keep_challenge(error: Exception, response: Response) -> None:
    """Let a 401 say how to authenticate (RFC 9110, section 15.5.2), as *error* does."""
    if response.status_code != Unauthorized.code or "WWW-Authenticate" in (
        response.headers
    ):
        return
    if isinstance(error, HTTPException) and error.code == Unauthorized.code:
        for name, value in error.get_headers():
            if name.lower() == "www-authenticate":
                response.headers.add(name, value)


def _is_final(error: Exception) -> bool:
    """Whether *error* is an answer already: a redirect, or a response in disguise."""
    if isinstance(error, RequestRedirect):
        return True
    return isinstance(error, HTTPException) and error.code is None
