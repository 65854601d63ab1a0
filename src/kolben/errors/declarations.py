"""``register_error_handler``, typed by what it is given.

Layer 5. The documented way without a decorator; see :mod:`kolben.errors.decorators`
for why there is one overload for each code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar, overload

from kolben import http_errors as http
from kolben.errors.decorators import ErrorDecorators
from kolben.responses import ResponseReturn

__all__ = ["ErrorDeclarations"]

E = TypeVar("E", bound=Exception)


class ErrorDeclarations(ErrorDecorators):
    """The part of a router that declares error handlers."""

    @overload
    def register_error_handler(
        self, kind: type[E], handler: Callable[[E], ResponseReturn], /
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[400],
        handler: Callable[[http.BadRequest], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[401],
        handler: Callable[[http.Unauthorized], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self, kind: Literal[403], handler: Callable[[http.Forbidden], ResponseReturn], /
    ) -> None: ...
    @overload
    def register_error_handler(
        self, kind: Literal[404], handler: Callable[[http.NotFound], ResponseReturn], /
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[405],
        handler: Callable[[http.MethodNotAllowed], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[406],
        handler: Callable[[http.NotAcceptable], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[408],
        handler: Callable[[http.RequestTimeout], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self, kind: Literal[409], handler: Callable[[http.Conflict], ResponseReturn], /
    ) -> None: ...
    @overload
    def register_error_handler(
        self, kind: Literal[410], handler: Callable[[http.Gone], ResponseReturn], /
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[411],
        handler: Callable[[http.LengthRequired], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[412],
        handler: Callable[[http.PreconditionFailed], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[413],
        handler: Callable[[http.RequestEntityTooLarge], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[414],
        handler: Callable[[http.RequestURITooLarge], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[415],
        handler: Callable[[http.UnsupportedMediaType], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[416],
        handler: Callable[[http.RequestedRangeNotSatisfiable], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[417],
        handler: Callable[[http.ExpectationFailed], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self, kind: Literal[418], handler: Callable[[http.ImATeapot], ResponseReturn], /
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[421],
        handler: Callable[[http.MisdirectedRequest], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[422],
        handler: Callable[[http.UnprocessableEntity], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self, kind: Literal[423], handler: Callable[[http.Locked], ResponseReturn], /
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[424],
        handler: Callable[[http.FailedDependency], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[428],
        handler: Callable[[http.PreconditionRequired], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[429],
        handler: Callable[[http.TooManyRequests], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[431],
        handler: Callable[[http.RequestHeaderFieldsTooLarge], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[451],
        handler: Callable[[http.UnavailableForLegalReasons], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[500],
        handler: Callable[[http.InternalServerError], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[501],
        handler: Callable[[http.NotImplemented], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[502],
        handler: Callable[[http.BadGateway], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[503],
        handler: Callable[[http.ServiceUnavailable], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[504],
        handler: Callable[[http.GatewayTimeout], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self,
        kind: Literal[505],
        handler: Callable[[http.HTTPVersionNotSupported], ResponseReturn],
        /,
    ) -> None: ...
    @overload
    def register_error_handler(
        self, kind: int, handler: Callable[[http.HTTPException], ResponseReturn], /
    ) -> None: ...
    def register_error_handler(self, kind: Any, handler: Any, /) -> None:
        """Let *handler* answer errors, without a decorator; see ``errorhandler``."""
        self._add_handler(kind, handler)
