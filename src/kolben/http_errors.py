"""HTTP errors, and the one function that raises them by number.

Layer 2. The error classes are werkzeug's, so that what libraries raise and what
handlers are registered for are the same classes. They are imported from here, and
``abort`` is typed here, so that the rest of Kolben has one place to look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, NoReturn, TypedDict, Unpack, cast

import werkzeug.exceptions
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import (
    BadGateway,
    BadHost,
    BadRequest,
    BadRequestKeyError,
    ClientDisconnected,
    Conflict,
    ExpectationFailed,
    FailedDependency,
    Forbidden,
    GatewayTimeout,
    Gone,
    HTTPException,
    HTTPVersionNotSupported,
    ImATeapot,
    InternalServerError,
    LengthRequired,
    Locked,
    MethodNotAllowed,
    MisdirectedRequest,
    NotAcceptable,
    NotFound,
    NotImplemented,  # noqa: A004  # the name of status 501
    PreconditionFailed,
    PreconditionRequired,
    RequestedRangeNotSatisfiable,
    RequestEntityTooLarge,
    RequestHeaderFieldsTooLarge,
    RequestTimeout,
    RequestURITooLarge,
    SecurityError,
    ServiceUnavailable,
    TooManyRequests,
    Unauthorized,
    UnavailableForLegalReasons,
    UnprocessableEntity,
    UnsupportedMediaType,
)
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.wrappers import Response

from kolben.exceptions import KolbenError

__all__ = [
    "AbortError",
    "Aborter",
    "BadGateway",
    "BadHost",
    "BadRequest",
    "BadRequestKeyError",
    "ClientDisconnected",
    "Conflict",
    "DEFAULT_ERRORS",
    "ErrorDetails",
    "ExpectationFailed",
    "FailedDependency",
    "Forbidden",
    "GatewayTimeout",
    "Gone",
    "HTTPException",
    "HTTPVersionNotSupported",
    "ImATeapot",
    "InternalServerError",
    "LengthRequired",
    "Locked",
    "MethodNotAllowed",
    "MisdirectedRequest",
    "NotAcceptable",
    "NotFound",
    "NotImplemented",
    "PreconditionFailed",
    "PreconditionRequired",
    "RequestEntityTooLarge",
    "RequestHeaderFieldsTooLarge",
    "RequestTimeout",
    "RequestURITooLarge",
    "RequestedRangeNotSatisfiable",
    "SecurityError",
    "ServiceUnavailable",
    "TooManyRequests",
    "Unauthorized",
    "UnavailableForLegalReasons",
    "UnprocessableEntity",
    "UnsupportedMediaType",
    "abort",
]

DEFAULT_ERRORS: Final[Mapping[int, type[HTTPException]]] = MappingProxyType(
    werkzeug.exceptions.default_exceptions
)
"""The class of the error of each status code that has one."""

_LOWEST_ERROR: Final = 400
_REDIRECTS: Final = range(300, 400)


class AbortError(KolbenError, LookupError):
    """A request cannot be ended with a status that stands for no error."""


class ErrorDetails(TypedDict, total=False):
    """What some errors say in their headers, beside the description.

    Attributes:
        original_exception: For 500, what went wrong.
        retry_after: For 429 and 503, seconds or the moment.
        valid_methods: For 405, the methods of the ``Allow`` header.
        www_authenticate: For 401, the challenges.
    """

    original_exception: BaseException | None
    retry_after: datetime | int | None
    valid_methods: Iterable[str] | None
    www_authenticate: WWWAuthenticate | Iterable[WWWAuthenticate] | None


class Aborter:
    """Ends a request with the error of a status code.

    Args:
        extra: Classes for codes of one's own, or in place of the usual ones.

    Example:
        >>> class PaymentRequired(HTTPException):
        ...     code = 402
        >>> abort = Aborter({402: PaymentRequired})
        >>> abort(402, "Insert a coin.")
        Traceback (most recent call last):
        ...
        kolben.http_errors.PaymentRequired: 402 Payment Required: Insert a coin.
    """

    def __init__(self, extra: Mapping[int, type[HTTPException]] | None = None) -> None:
        self.mapping: dict[int, type[HTTPException]] = {
            **DEFAULT_ERRORS,
            **(extra or {}),
        }

    def __call__(
        self,
        status: int | Response,
        description: str | None = None,
        response: Response | None = None,
        **details: Unpack[ErrorDetails],
    ) -> NoReturn:
        """End the request; see :func:`abort`."""
        if isinstance(status, Response):
            raise HTTPException(description, status)
        kind = self.mapping.get(status)
        if kind is None:
            raise _refusal(status)
        make = cast(Callable[..., HTTPException], kind)
        raise make(description=description, response=response, **details)


def _refusal(status: int) -> AbortError:
    """Return what tells the programmer why *status* ends no request."""
    if status in _REDIRECTS:
        hint = f"Return redirect(location, {status!r})."
    elif status in HTTP_STATUS_CODES and status < _LOWEST_ERROR:
        hint = f"Return it with the body instead: 'return body, {int(status)}'."
    else:
        hint = (
            "Pass the code of an HTTP error, such as 404, or a response, or raise "
            "an HTTPException of your own."
        )
    return AbortError(f"There is no HTTP error with status {status!r}.", hint=hint)


_abort: Final = Aborter()


def abort(
    status: int | Response,
    description: str | None = None,
    response: Response | None = None,
    **details: Unpack[ErrorDetails],
) -> NoReturn:
    """End the request at once with an HTTP error.

    Args:
        status: The code of the error, or a response that is sent as it is.
        description: What the error page says, in place of the usual sentence.
        response: A response to send in place of the error page.
        **details: What the error says in its headers.

    Raises:
        HTTPException: Always, of the class that belongs to *status*.
        AbortError: If no error has that status.

    Example:
        >>> abort(404, "No such cat.")
        Traceback (most recent call last):
        ...
        werkzeug.exceptions.NotFound: 404 Not Found: No such cat.
    """
    _abort(status, description, response, **details)
