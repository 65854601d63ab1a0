"""What reads one value from text: a query, a header, a cookie, a field of a form.

Layer 4. Text carries no types, so it is read laxly, by the type that is wanted, but
never by guessing: what could mean two things is refused. Each reader is a plain
function, so that a compiled call pays for nothing but the reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Any, Final, Literal, TypeAlias, get_args, get_origin
from uuid import UUID

import msgspec

from kolben._annotations import UNIONS, metadata, optional, plain
from kolben._constraints import Constraints
from kolben._truth import TRUTH
from kolben.binding.messages import EXPECTED, OUT_OF_RANGE
from kolben.binding.problems import Invalid, sentence

__all__ = ["TextReader", "text_reader"]

TextReader: TypeAlias = Callable[[str], Any]
"""Reads a value from text, or raises :class:`~kolben.binding.problems.Invalid`."""

_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,4300}", re.ASCII)
_NUMBER: Final = re.compile(
    r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?", re.ASCII
)
_SHORT: Final = 18
_LONGEST_NUMBER: Final = 4300


def text_reader(annotation: object) -> TextReader | None:
    """Return what reads text as *annotation*, or ``None`` if no text can be that.

    Example:
        >>> read = text_reader(int | None)
        >>> read("12"), read("")
        (12, None)
        >>> text_reader(dict[str, int]) is None
        True
    """
    kind, none = optional(annotation)
    reader = _plain_reader(plain(kind))
    if reader is None:
        return None
    if metadata(kind) and (constraints := Constraints.of(kind)) is not None:
        reader = _constrained(reader, constraints)
    return _or_none(reader) if none else reader


def _plain_reader(kind: Any) -> TextReader | None:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum_reader(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _choice_reader({_text_of(value): value for value in arguments})
    if origin in UNIONS:
        return _union_reader(arguments)
    try:
        return _READERS.get(kind)
    except TypeError:
        return None


def _read_text(text: str) -> str:
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Invalid("Expected text that is valid Unicode.") from None
    return text


def _read_bytes(text: str) -> bytes:
    return _read_text(text).encode()


def _read_integer(text: str) -> int:
    if len(text) <= _SHORT and text.isdigit() and text.isascii():
        return int(text)
    if _INTEGER.fullmatch(text):
        try:
            return int(text)
        except ValueError:  # Python can be told to read fewer digits
            raise Invalid(OUT_OF_RANGE) from None
    raise Invalid("Expected an integer.")


def _read_float(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise Invalid("Expected a number.") from None
    if isfinite(value) and text.isascii() and "_" not in text and text == text.strip():
        return value
    raise Invalid("Expected a number.")


def _read_decimal(text: str) -> Decimal:
    if len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text):
        return Decimal(text)
    raise Invalid(EXPECTED[Decimal])


def _read_boolean(text: str) -> bool:
    found = TRUTH.get(text)
    if found is None:
        found = TRUTH.get(text.lower())
    if found is None:
        raise Invalid("Expected true or false.")
    return found


def _read_datetime(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(EXPECTED[datetime]) from None


def _converter(kind: Any) -> TextReader:
    """Return what reads text in the one form that JSON has for *kind* too."""

    def read(text: str) -> Any:
        try:
            return msgspec.convert(text, kind)
        except (ValueError, OverflowError):
            raise Invalid(EXPECTED[kind]) from None

    return read


_READERS: Final[Mapping[Any, TextReader]] = {
    Any: _read_text,
    bool: _read_boolean,
    bytes: _read_bytes,
    date: _converter(date),
    datetime: _read_datetime,
    Decimal: _read_decimal,
    float: _read_float,
    int: _read_integer,
    object: _read_text,
    str: _read_text,
    time: _converter(time),
    timedelta: _converter(timedelta),
    UUID: _converter(UUID),
}


def _enum_reader(kind: type[Enum]) -> TextReader:
    read = _choice_reader({_text_of(each.value): each for each in kind})

    def read_member(text: str) -> Enum:
        try:
            member: Enum = read(text)
        except Invalid:
            try:
                return kind(text)
            except (KeyError, TypeError, ValueError):
                pass
            raise
        return member

    return read_member


def _choice_reader(choices: Mapping[str, Any]) -> TextReader:
    message = f"Expected one of {', '.join(map(repr, choices))}."

    def read(text: str) -> Any:
        try:
            return choices[text]
        except KeyError:
            raise Invalid(message) from None

    return read


def _text_of(value: object) -> str:
    """Return how a choice is written, which is as JSON writes it but for quotes."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _union_reader(members: tuple[Any, ...]) -> TextReader | None:
    """Return what tries one type after the other, those that take any text last."""
    greedy = (str, bytes, Any, object)
    ordered = sorted(members, key=lambda each: plain(each) in greedy)
    readers = [reader for each in ordered if (reader := text_reader(each)) is not None]
    if len(readers) < len(members):
        return None

    def read(text: str) -> Any:
        said = []
        for reader in readers:
            try:
                return reader(text)
            except Invalid as error:
                said.append(str(error))
        raise Invalid(" Or: ".join(dict.fromkeys(said)))

    return read


def _constrained(reader: TextReader, constraints: Constraints) -> TextReader:
    judge = constraints.judge()

    def read(text: str) -> Any:
        value = reader(text)
        if (said := judge(value)) is not None:
            raise Invalid(sentence(said))
        return value

    return read


def _or_none(reader: TextReader) -> TextReader:
    """Return what takes an empty text for ``None``, unless it is a value itself."""
    try:
        reader("")
    except Invalid:
        pass
    else:
        return reader

    def read(text: str) -> Any:
        return reader(text) if text else None

    return read
