"""Turns values into the text of a URL, and refuses those that would not come back.

Layer 1. What a link is given has to be what the route gets when the link is followed.
A converter says by its pattern and its conversion what it takes, so the way back is
tried at once, and what it needs is prepared when the route is compiled.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from numbers import Number
from typing import Any, Final, NoReturn, TypeAlias
from urllib.parse import unquote

from werkzeug.routing import BaseConverter, IntegerConverter, ValidationError

from kolben._wording import link_value_refused
from kolben.exceptions import UrlError
from kolben.routing.paths import SEGMENT_REGEXES, quoted

__all__ = ["Encoder", "encoder_of", "host_encoder_of"]

Encoder: TypeAlias = Callable[[Any], str]
"""Returns the text that stands for a value in a URL, or raises ``UrlError``."""

_plain_segment: Final = re.compile(r"[\w.~!$&'()*+,:;=@-]+", re.ASCII).fullmatch
_plain_host: Final = re.compile(r"[a-z0-9._~\[\]:-]*").fullmatch

_NOTHING: Final = object()
_LARGE: Final = 10**18
"""Beyond this a number takes the long way, which knows how many digits Python reads."""

_SHOWN: Final = 100

_FAILURES: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a converter may raise about a value that is not for it."""


def encoder_of(name: str, converter: BaseConverter, template: str) -> Encoder:
    """Return what writes the variable *name* of *template* into a path.

    Example:
        >>> from werkzeug.routing import IntegerConverter, Map
        >>> encoder_of("id", IntegerConverter(Map()), "/users/<int:id>")(3)
        '3'
    """
    refuse = _refusal(name, template)
    if _is_text(converter):
        return _text_encoder(converter, refuse)
    if type(converter) is IntegerConverter:
        return _whole_number_encoder(converter, _checked_encoder(converter, refuse))
    return _checked_encoder(converter, refuse)


def host_encoder_of(name: str, converter: BaseConverter, template: str) -> Encoder:
    """Return what writes the variable *name* of *template* into a host.

    A host is compared in lower case and is never unquoted, so anything else would
    not come back as it was given.
    """
    refuse = _refusal(name, template)
    encode = encoder_of(name, converter, template)

    def encode_host(value: Any) -> str:
        text = encode(value)
        return text if _plain_host(text) else refuse(value)

    return encode_host


def _is_text(converter: BaseConverter) -> bool:
    """Whether *converter* leaves text as it is, in both directions."""
    kind = type(converter)
    return (
        kind.to_url is BaseConverter.to_url
        and kind.to_python is BaseConverter.to_python
    )


def _text_encoder(converter: BaseConverter, refuse: Callable[..., NoReturn]) -> Encoder:
    matches = re.compile(converter.regex).fullmatch
    goes_as_it_is = _plain_segment if converter.regex in SEGMENT_REGEXES else None

    def encode_text(value: Any) -> str:
        text = value if type(value) is str else str(value)
        if goes_as_it_is is not None and goes_as_it_is(text):
            return text
        if matches(text) is None:
            refuse(value)
        try:
            return quoted(text)
        except UnicodeError as error:
            refuse(value, error)

    return encode_text


def _whole_number_encoder(converter: IntegerConverter, otherwise: Encoder) -> Encoder:
    """Return *otherwise* with a short way for the numbers that it surely takes."""
    lowest, highest = (-_LARGE if converter.signed else 0), _LARGE
    if converter.min is not None:
        lowest = max(lowest, converter.min)
    if converter.max is not None:
        highest = min(highest, converter.max)
    if converter.fixed_digits:
        return otherwise

    def encode_whole_number(value: Any) -> str:
        if type(value) is int and lowest <= value <= highest:
            return str(value)
        return otherwise(value)

    return encode_whole_number


def _checked_encoder(
    converter: BaseConverter, refuse: Callable[..., NoReturn]
) -> Encoder:
    matches = re.compile(converter.regex).fullmatch
    to_url, to_python = converter.to_url, converter.to_python

    def encode_checked(value: Any) -> str:
        try:
            text = to_url(value)
            seen = unquote(text)
            back = to_python(seen) if matches(seen) else _NOTHING
        except _FAILURES as error:
            refuse(value, error)
        if back is _NOTHING or "?" in text or "#" in text or _is_lossy(value, back):
            refuse(value)
        return text

    return encode_checked


def _is_lossy(value: object, back: object) -> bool:
    """Whether *value* is a number that only its whole part is left of."""
    return back != value and isinstance(back, int) and isinstance(value, Number)


def _refusal(name: str, template: str) -> Callable[..., NoReturn]:
    """Return what refuses a value of the variable *name* of *template*."""

    def refuse(value: object, cause: Exception | None = None) -> NoReturn:
        reason = str(cause) if isinstance(cause, ValidationError) else ""
        words = link_value_refused(template, name, _shown(value), reason)
        raise UrlError.saying(words) from cause

    return refuse


def _shown(value: object) -> str:
    """Return *value* as an error shows it, even if it has no end or no text."""
    try:
        text = repr(value)
    except ValueError:
        return f"a huge {type(value).__name__}"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
