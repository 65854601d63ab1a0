"""Rings: functions round the way of a request, composed when the application freezes.

Layer 5. A ring gets the context and the rest of the way. It may refuse the request,
or change the response; what it raises is answered by the application's error handlers.
Rings run before the URL is matched, so they hold for every URL there is or is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from werkzeug.sansio.utils import host_is_trusted
from werkzeug.wsgi import get_host

from kolben._labels import label_of
from kolben.context import Context
from kolben.exceptions import ResponseError
from kolben.http_errors import RequestEntityTooLarge, SecurityError
from kolben.responses import Response

__all__ = [
    "Next",
    "Ring",
    "answering",
    "body_limit",
    "compose",
    "security_headers",
    "trusted_hosts",
]

Next: TypeAlias = Callable[[Context], Response]
"""The rest of the way, from where a ring stands."""

Ring: TypeAlias = Callable[[Context, Next], Response]
"""A function round the rest of the way."""

_MOST_DIGITS: Final = 18


def compose(rings: Iterable[Ring], inner: Next) -> Next:
    """Return *inner* with the *rings* round it, of which the first is outermost.

    Example:
        >>> def shout(context, forward):
        ...     response = forward(context)
        ...     response.data = response.data.upper()
        ...     return response
        >>> way = compose([shout], lambda context: Response("hello"))
        >>> way(None).get_data(as_text=True)
        'HELLO'
    """
    way = inner
    for ring in reversed(tuple(rings)):
        way = _around(way, ring)
    return way


def _around(inner: Next, ring: Ring) -> Next:
    return lambda context: ring(context, inner)


def answering(ring: Ring) -> Ring:
    """Return *ring*, made to say so if it returns something that is no response.

    Raises:
        ResponseError: Whenever it does.
    """

    def answered(context: Context, forward: Next) -> Response:
        response: object = ring(context, forward)
        if isinstance(response, Response):
            return response
        raise ResponseError(
            f"The ring {label_of(ring)!r} returned {response!r}, not a response.",
            hint="End it with 'return forward(context)', or return a Response.",
        )

    return answered


def security_headers(context: Context, forward: Next) -> Response:
    """Forbid browsers to guess another media type than the one that is sent.

    Example:
        >>> way = compose([security_headers], lambda context: Response("hello"))
        >>> way(None).headers["X-Content-Type-Options"]
        'nosniff'
    """
    response = forward(context)
    response.set_default_header("X-Content-Type-Options", "nosniff")
    return response


def body_limit(limit: int | None) -> Ring:
    """Return a ring that refuses bodies of more than *limit* bytes, unread.

    It goes by what the client declares. A body of undeclared length is counted
    while it is read, by ``Request.max_content_length``.

    Args:
        limit: Bytes; ``None`` for no limit.

    Example:
        >>> ring = body_limit(1024 * 1024)
    """

    def limited(context: Context, forward: Next) -> Response:
        environ = context.environ or {}
        declared: str | None = environ.get("CONTENT_LENGTH")
        if declared and limit is not None and _is_more(declared, limit):
            raise RequestEntityTooLarge
        return forward(context)

    return limited


def trusted_hosts(hosts: Iterable[str] | None) -> Ring:
    """Return a ring that refuses requests for other hosts than *hosts* (400).

    Args:
        hosts: The names, without port, or a single one. One that starts with a dot
            stands for its subdomains too. ``None`` for any host.

    Example:
        >>> ring = trusted_hosts(["example.com", ".example.com"])
    """
    names = [hosts] if isinstance(hosts, str) else list(hosts or ())
    trusted = [name.lower() for name in names]  # RFC 9110, section 4.2.3

    def for_us(context: Context, forward: Next) -> Response:
        if trusted and not host_is_trusted(_host_of(context), trusted):
            raise SecurityError("This host is not trusted.")
        return forward(context)

    return for_us


def _host_of(context: Context) -> str:
    return get_host(context.environ or {}).lower()


def _is_more(declared: str, limit: int) -> bool:
    """Return whether a content length that a client declared is above *limit*."""
    if not (declared.isascii() and declared.isdecimal()):
        return False
    return len(declared) > _MOST_DIGITS or int(declared) > limit
