"""``errorhandler``, typed by what it is given.

Layer 5. A handler may take the error it is registered for, or any base class of it;
that is contravariance, and type checkers know it. For codes there is one overload
each, because only a literal can tell a checker the class of the error.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Literal, TypeVar, overload

from kolben import http_errors as http
from kolben._declaring import Declaring
from kolben._freezing import Freezable
from kolben.errors.handlers import (
    ErrorHandler,
    kinds_of,
    require_handler,
    require_no_class,
)
from kolben.errors.judging import require_answering
from kolben.errors.registry import ErrorTable, require_errors
from kolben.responses import ResponseReturn

__all__ = ["ErrorDecorator", "ErrorDecorators"]

E = TypeVar("E", bound=Exception)
E_co = TypeVar("E_co", bound=Exception, covariant=True)
E2 = TypeVar("E2", bound=Exception)
E3 = TypeVar("E3", bound=Exception)
R = TypeVar("R", bound=ResponseReturn)


class ErrorDecorator(Generic[E_co]):
    """Registers the function that it decorates, and returns it unchanged."""

    def __init__(
        self,
        answer: Callable[[type[Exception] | int, Callable[[Any], Any]], None],
        kinds: tuple[type[Exception] | int, ...],
    ) -> None:
        self._answer = answer
        self._kinds = kinds

    def __call__(self, handler: Callable[[E_co], R], /) -> Callable[[Any], R]:
        """Register *handler*, which may be decorated for other errors as well."""
        for kind in self._kinds:
            self._answer(kind, handler)
        return handler


class ErrorDecorators(Freezable):
    """The part of a router that declares error handlers by a decorator."""

    error_table: ErrorTable

    def add_error_handler(self, handler: type[ErrorHandler[Any]]) -> None:
        """Let a class of handlers answer the errors that it names.

        Args:
            handler: A subclass of :class:`~kolben.ErrorHandler`. The handler of the
                nearest class of errors wins, and that of the innermost router.

        Raises:
            RouteError: If it comes after the first request, or an error is handled
                here already.
            RouteTypeError: If *handler* is no such class, names no errors, or its
                method does not take them.
        """
        self._require_open("An error handler")
        with Declaring("declaring an error handler"):
            require_handler(handler)
            for kind in kinds_of(handler):
                self.error_table.add(kind, handler)

    def _add_handler(
        self, kind: type[Exception] | int, handler: Callable[[Any], Any]
    ) -> None:
        """Let *handler* answer errors of the class, or with the code, *kind*.

        Raises:
            RouteError: If it comes after the first request, or *kind* is no code of
                an HTTP error.
            RouteTypeError: If *kind* is neither a code nor a class of exceptions, or
                *handler* does not take the error.
            ResponseError: If nothing can be sent of what it says it returns.
        """
        with Declaring("declaring an error handler"):
            require_no_class(handler)
        self._require_function(handler, ("error",), "an error handler")
        with Declaring("declaring an error handler"):
            self.error_table.add(kind, handler)
            require_answering(handler, [kind])

    @overload
    def errorhandler(self, kind: type[E], /) -> ErrorDecorator[E]: ...
    @overload
    def errorhandler(
        self, kind: type[E], kind2: type[E2], /
    ) -> ErrorDecorator[E | E2]: ...
    @overload
    def errorhandler(
        self, kind: type[E], kind2: type[E2], kind3: type[E3], /, *more: type[E3]
    ) -> ErrorDecorator[E | E2 | E3]: ...
    @overload
    def errorhandler(
        self, kind: Literal[400], /
    ) -> ErrorDecorator[http.BadRequest]: ...
    @overload
    def errorhandler(
        self, kind: Literal[401], /
    ) -> ErrorDecorator[http.Unauthorized]: ...
    @overload
    def errorhandler(self, kind: Literal[403], /) -> ErrorDecorator[http.Forbidden]: ...
    @overload
    def errorhandler(self, kind: Literal[404], /) -> ErrorDecorator[http.NotFound]: ...
    @overload
    def errorhandler(
        self, kind: Literal[405], /
    ) -> ErrorDecorator[http.MethodNotAllowed]: ...
    @overload
    def errorhandler(
        self, kind: Literal[406], /
    ) -> ErrorDecorator[http.NotAcceptable]: ...
    @overload
    def errorhandler(
        self, kind: Literal[408], /
    ) -> ErrorDecorator[http.RequestTimeout]: ...
    @overload
    def errorhandler(self, kind: Literal[409], /) -> ErrorDecorator[http.Conflict]: ...
    @overload
    def errorhandler(self, kind: Literal[410], /) -> ErrorDecorator[http.Gone]: ...
    @overload
    def errorhandler(
        self, kind: Literal[411], /
    ) -> ErrorDecorator[http.LengthRequired]: ...
    @overload
    def errorhandler(
        self, kind: Literal[412], /
    ) -> ErrorDecorator[http.PreconditionFailed]: ...
    @overload
    def errorhandler(
        self, kind: Literal[413], /
    ) -> ErrorDecorator[http.RequestEntityTooLarge]: ...
    @overload
    def errorhandler(
        self, kind: Literal[414], /
    ) -> ErrorDecorator[http.RequestURITooLarge]: ...
    @overload
    def errorhandler(
        self, kind: Literal[415], /
    ) -> ErrorDecorator[http.UnsupportedMediaType]: ...
    @overload
    def errorhandler(
        self, kind: Literal[416], /
    ) -> ErrorDecorator[http.RequestedRangeNotSatisfiable]: ...
    @overload
    def errorhandler(
        self, kind: Literal[417], /
    ) -> ErrorDecorator[http.ExpectationFailed]: ...
    @overload
    def errorhandler(self, kind: Literal[418], /) -> ErrorDecorator[http.ImATeapot]: ...
    @overload
    def errorhandler(
        self, kind: Literal[421], /
    ) -> ErrorDecorator[http.MisdirectedRequest]: ...
    @overload
    def errorhandler(
        self, kind: Literal[422], /
    ) -> ErrorDecorator[http.UnprocessableEntity]: ...
    @overload
    def errorhandler(self, kind: Literal[423], /) -> ErrorDecorator[http.Locked]: ...
    @overload
    def errorhandler(
        self, kind: Literal[424], /
    ) -> ErrorDecorator[http.FailedDependency]: ...
    @overload
    def errorhandler(
        self, kind: Literal[428], /
    ) -> ErrorDecorator[http.PreconditionRequired]: ...
    @overload
    def errorhandler(
        self, kind: Literal[429], /
    ) -> ErrorDecorator[http.TooManyRequests]: ...
    @overload
    def errorhandler(
        self, kind: Literal[431], /
    ) -> ErrorDecorator[http.RequestHeaderFieldsTooLarge]: ...
    @overload
    def errorhandler(
        self, kind: Literal[451], /
    ) -> ErrorDecorator[http.UnavailableForLegalReasons]: ...
    @overload
    def errorhandler(
        self, kind: Literal[500], /
    ) -> ErrorDecorator[http.InternalServerError]: ...
    @overload
    def errorhandler(
        self, kind: Literal[501], /
    ) -> ErrorDecorator[http.NotImplemented]: ...
    @overload
    def errorhandler(
        self, kind: Literal[502], /
    ) -> ErrorDecorator[http.BadGateway]: ...
    @overload
    def errorhandler(
        self, kind: Literal[503], /
    ) -> ErrorDecorator[http.ServiceUnavailable]: ...
    @overload
    def errorhandler(
        self, kind: Literal[504], /
    ) -> ErrorDecorator[http.GatewayTimeout]: ...
    @overload
    def errorhandler(
        self, kind: Literal[505], /
    ) -> ErrorDecorator[http.HTTPVersionNotSupported]: ...
    @overload
    def errorhandler(
        self, kind: int, /, *more: int
    ) -> ErrorDecorator[http.HTTPException]: ...
    @overload
    def errorhandler(
        self, kind: int, kind2: int | type[E], /, *more: int | type[E]
    ) -> ErrorDecorator[http.HTTPException | E]: ...
    @overload
    def errorhandler(
        self, kind: type[E], kind2: int, /, *more: int | type[E]
    ) -> ErrorDecorator[E | http.HTTPException]: ...
    def errorhandler(self, *kinds: Any) -> Any:
        """Let the decorated function answer errors.

        Args:
            kinds: Codes of HTTP errors, or classes of exceptions; the handler of the
                nearest class wins, and that of the innermost router.

        Raises:
            RouteError: If it comes after the first request, or a code is unknown.
            RouteTypeError: If one is neither a code nor a class of exceptions, or there
                is none.

        Example:
            >>> from kolben import App
            >>> app = App("example")
            >>> @app.errorhandler(404)
            ... def lost(error: Exception) -> tuple[str, int]:
            ...     return "nothing here", 404
            >>> app.test_client().get("/nowhere").text
            'nothing here'
        """
        require_errors(kinds, "errorhandler")
        return ErrorDecorator(self._add_handler, kinds)
