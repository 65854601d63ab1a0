"""How a value is read out of a part of a request.

Layer 4. A reader does its work twice: ``read`` returns the value as fast as it can and
raises the first thing that is wrong, and ``walk`` is asked only after that, for all
that is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from wsgiref.types import WSGIEnvironment

from werkzeug.http import parse_list_header

from kolben.binding.problems import Invalid, Problem
from kolben.binding.refusals import TooLarge
from kolben.binding.shapes import Shape
from kolben.binding.sources import Fields
from kolben.uploads import Upload

__all__ = [
    "Absent",
    "Reader",
    "Text",
    "header_reader",
    "members_reader",
    "structure_reader",
    "value_reader",
    "values_reader",
    "with_sizes",
]

Absent: TypeAlias = Callable[[], Any]
"""Returns what stands for a value that was not sent, or raises ``Invalid``."""

_UNPREFIXED: Final = ("CONTENT_LENGTH", "CONTENT_TYPE")


def _nothing_more(_: object) -> Sequence[Problem]:
    """Return nothing: the first thing that is wrong is all that can be."""
    return ()


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one value out of a part of a request.

    Attributes:
        read: Returns the value.
        walk: Returns all that is wrong with it, where that may be several things.
    """

    read: Callable[[Any], Any]
    walk: Callable[[Any], Sequence[Problem]] = _nothing_more


@dataclass(frozen=True, slots=True)
class Text:
    """Reads a value from one text.

    Attributes:
        convert: Returns the value, or raises ``Invalid``.
        takes_empty: Whether an empty text is a value. Where it is none, it counts as
            not sent: browsers send it for a field that was left empty.
    """

    convert: Callable[[Any], Any]
    takes_empty: bool


def value_reader(name: str, text: Text, absent: Absent) -> Reader:
    """Return what reads the first value of *name*."""
    convert, takes_empty = text.convert, text.takes_empty

    def read(fields: Fields) -> Any:
        values = fields.get(name)
        if values and (values[0] or takes_empty):
            return convert(values[0])
        return absent()

    return Reader(read)


def values_reader(name: str, shape: Shape, absent: Absent, place: str) -> Reader:
    """Return what reads all values of *name*, texts or files."""
    convert = shape.from_texts

    def read(fields: Fields) -> Any:
        values = fields.get(name)
        return absent() if values is None else convert(values)

    def walk(fields: Fields) -> Sequence[Problem]:
        return shape.problems_in_texts(fields.get(name, ()), place)

    return Reader(read, walk)


def header_reader(name: str, text: Text, absent: Absent) -> Reader:
    """Return what reads the header *name*."""
    key, convert, takes_empty = _environ_key(name), text.convert, text.takes_empty

    def read(environ: WSGIEnvironment) -> Any:
        value = environ.get(key)
        if value or (value is not None and takes_empty):
            return convert(value)
        return absent()

    return Reader(read)


def members_reader(name: str, shape: Shape, absent: Absent, place: str) -> Reader:
    """Return what reads all members of the header *name*, which is a list."""
    key = _environ_key(name)
    inner = values_reader(key, shape, absent, place)

    def members(environ: WSGIEnvironment) -> Fields:
        return {key: parse_list_header(environ[key])} if key in environ else {}

    return Reader(
        lambda environ: inner.read(members(environ)),
        lambda environ: inner.walk(members(environ)),
    )


def structure_reader(shape: Shape, absent: Absent | None, place: str) -> Reader:
    """Return what reads all fields at once; *absent* is asked if there is none."""
    convert = shape.from_fields

    def read(fields: Fields) -> Any:
        if not fields and absent is not None:
            return absent()
        return convert(fields)

    return Reader(read, lambda fields: shape.problems_in_fields(fields, place))


def with_sizes(reader: Reader, largest: Mapping[str, int]) -> Reader:
    """Return *reader*, which tells files that are too large from what else is wrong.

    Args:
        reader: Reads files, among others.
        largest: The greatest size of the files of each name.
    """
    if not largest:
        return reader

    def read(fields: Fields) -> Any:
        try:
            return reader.read(fields)
        except Invalid as failure:
            for name, most in largest.items():
                for each in fields.get(name, ()):
                    if isinstance(each, Upload) and each.size > most:
                        raise TooLarge(str(failure)) from None
            raise

    return Reader(read, reader.walk)


def _environ_key(name: str) -> str:
    key = name.upper().replace("-", "_")
    return key if key in _UNPREFIXED else f"HTTP_{key}"
