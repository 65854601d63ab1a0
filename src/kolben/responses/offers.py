"""Content negotiation: what a handler offers, and what a client likes best.

Layer 2. The types that a handler names in its return annotation are the offers, and
``Accept`` decides between them (RFC 9110, section 12.5.1).
"""

from __future__ import annotations

from collections.abc import Awaitable, Coroutine, Iterator, Sequence
from typing import Any, Final, Protocol, TypeAlias, get_args, get_origin

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header, parse_options_header

from kolben._annotations import UNIONS, plain
from kolben.responses.content import HTMLLike

__all__ = [
    "NEGOTIATED",
    "Offer",
    "OfferedType",
    "accepted",
    "is_preferred",
    "media_type_of",
    "offers_of",
]

NEGOTIATED: Final = "kolben.negotiated"
"""Under this key of the environment stands the media type that was negotiated."""

_HTML: Final = "text/html"
_SEVERAL: Final = 2


class OfferedType(Protocol):
    """A class of results that says its media type."""

    media_type: str


Offer: TypeAlias = type[OfferedType] | type[HTMLLike]
"""A class of results that clients can choose."""


def media_type_of(offer: object) -> str | None:
    """Return the media type of what a class of results sends, if it says it.

    Example:
        >>> from kolben import Html, Json, Redirect
        >>> media_type_of(Json), media_type_of(Html), media_type_of(Redirect)
        ('application/json', 'text/html', None)
    """
    if not isinstance(offer, type):
        return None
    named = getattr(offer, "media_type", None)
    if isinstance(named, str):
        return named.partition(";")[0].strip().lower()
    return _HTML if hasattr(offer, "__html__") else None


def offers_of(returned: object) -> tuple[str, ...]:
    """Return the media types that a return annotation lets the client choose from.

    Returns:
        Two or more in their order, or none: then there is nothing to negotiate.

    Example:
        >>> from kolben import Html, Json, Redirect
        >>> offers_of(Html | Json[int] | Redirect)
        ('text/html', 'application/json')
        >>> offers_of(Json[int] | Redirect), offers_of(str | dict[str, int])
        ((), ())
    """
    offers = tuple(dict.fromkeys(_offers(returned)))
    return offers if len(offers) >= _SEVERAL else ()


def _offers(returned: object) -> Iterator[str]:
    annotation: Any = plain(returned)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in UNIONS:
        for member in arguments:
            yield from _offers(member)
    elif origin is Awaitable or origin is Coroutine:
        yield from _offers(arguments[-1])
    elif origin is tuple and arguments:
        yield from _offers(arguments[0])
    elif (media_type := media_type_of(origin or annotation)) is not None:
        yield media_type


def accepted(accept: str | None, offers: Sequence[str]) -> str | None:
    """Return the one of *offers* that a client likes best, or None.

    Among those that it likes equally, the one that it names most precisely, and then
    the first.

    Args:
        accept: The header ``Accept``, if it was sent.
        offers: Media types.

    Example:
        >>> offers = ("text/html", "application/json")
        >>> accepted("application/json, */*", offers), accepted(None, offers)
        ('application/json', 'text/html')
        >>> accepted("text/html;q=0, */*;q=0.1", offers), accepted("image/*", offers)
        ('application/json', None)
    """
    ranges = _ranges(accept)
    if not ranges:
        return offers[0]
    rated = [(_quality(offer, ranges), offer) for offer in offers]
    rating, best = max(rated, key=lambda each: each[0])
    return best if rating[0] else None


def is_preferred(accept: str | None, media_type: str) -> bool:
    """Return whether a client accepts *media_type*, and likes nothing better.

    Example:
        >>> browser = "text/html,application/xhtml+xml,*/*;q=0.8"
        >>> is_preferred(browser, "text/html"), is_preferred(browser, "image/png")
        (True, False)
    """
    ranges = _ranges(accept)
    if not ranges:
        return True
    quality, _ = _quality(media_type, ranges)
    return quality > 0 and quality >= max(rating for _, rating in ranges)


_Ranges: TypeAlias = list[tuple[str, float]]


def _ranges(accept: str | None) -> _Ranges:
    return [*parse_accept_header(accept, MIMEAccept)] if accept else []


def _quality(offer: str, ranges: _Ranges) -> tuple[float, int]:
    """Return how much *offer* is liked, and how precisely it is named.

    The most precise range that matches counts, whatever the others say.
    """
    matching = [
        (precision, quality)
        for each, quality in ranges
        if (precision := _precision(offer, each))
    ]
    if not matching:
        return 0.0, 0
    precision, quality = max(matching)
    return quality, precision


def _precision(offer: str, media_range: str) -> int:
    """Return how precisely *media_range* names *offer*; 0 if it does not."""
    named, parameters = parse_options_header(media_range.lower())
    if set(parameters) - {"charset"}:
        return 0
    if named == offer:
        return 3
    if named == f"{offer.partition('/')[0]}/*":
        return 2
    return 1 if named == "*/*" else 0
