"""The converters that are chosen by the annotation of a parameter.

Layer 1. ``post_id: int`` in a signature needs no ``<int:post_id>`` in the template.
Every converter here takes exactly what it would write, so that building a URL and
matching it are inverse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import PurePosixPath
from re import escape
from typing import Any, Final, TypeVar
from uuid import UUID

from werkzeug.routing import (
    BaseConverter,
    FloatConverter,
    IntegerConverter,
    PathConverter,
    UnicodeConverter,
    UUIDConverter,
)

from kolben.routing.conversion import Converter
from kolben.routing.paths import quoted

__all__ = ["BY_TYPE", "ChoiceConverter", "SIGNABLE", "choices_of"]

T = TypeVar("T")

_MONTH_DAY: Final = r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_DATE: Final = rf"[0-9]{{4}}-{_MONTH_DAY}"
_TIME: Final = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{3}(?:[0-9]{3})?)?)?"
_ZONE: Final = r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"


class _PurePathConverter(Converter[PurePosixPath]):
    """A path with slashes in it, as a value that can be taken apart."""

    regex = PathConverter.regex
    part_isolating = False
    weight = PathConverter.weight

    def to_python(self, value: str) -> PurePosixPath:
        return PurePosixPath(value)


class _BoolConverter(Converter[bool]):
    """``true``, ``false``, ``1`` or ``0``."""

    regex = "(?:true|false|1|0)"

    def to_python(self, value: str) -> bool:
        return value in {"true", "1"}

    def to_url(self, value: bool) -> str:  # the interface is werkzeug's
        return "true" if value else "false"


class _DateConverter(Converter[date]):
    """A day as ``2026-05-17`` (ISO 8601)."""

    regex = _DATE

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class _DateTimeConverter(Converter[datetime]):
    """A moment as ``2026-05-17T12:30:00+02:00`` (ISO 8601)."""

    regex = f"{_DATE}T{_TIME}{_ZONE}"

    def to_python(self, value: str) -> datetime:
        return datetime.fromisoformat(value)

    def to_url(self, value: datetime) -> str:
        return value.isoformat()


class _DecimalConverter(Converter[Decimal]):
    """A decimal number, with or without a fraction."""

    regex = r"[0-9]+(?:\.[0-9]+)?"

    def __init__(self, map: Any = None, *, signed: bool = False) -> None:  # noqa: A002  # werkzeug's name
        super().__init__(map)
        if signed:
            self.regex = f"-?{self.regex}"

    def to_python(self, value: str) -> Decimal:
        return Decimal(value)

    def to_url(self, value: Decimal) -> str:
        return format(Decimal(value), "f")


class ChoiceConverter(Converter[T]):
    """One of a few values, each of which has its own text."""

    def __init__(self, map: Any, choices: Mapping[str, T]) -> None:  # noqa: A002  # werkzeug's name
        super().__init__(map)
        self.choices: dict[str, T] = dict(choices)
        self.regex: str = f"(?:{'|'.join([escape(text) for text in self.choices])})"
        self.part_isolating: bool = not any("/" in text for text in self.choices)

    def to_python(self, value: str) -> T:
        """Return the value that reads *value*."""
        return self.choices[value]

    def to_url(self, value: T) -> str:
        """Return the text of *value*, quoted.

        Raises:
            ValueError: If it is none of the values.
        """
        for text, choice in self.choices.items():
            if choice == value and type(choice) is type(value):
                return quoted(text)
        raise ValueError(f"{value!r} is not one of {', '.join(self.choices)}")


def choices_of(values: Iterable[object]) -> dict[str, object] | None:
    """Return *values* by their texts; None if they cannot be told apart by them.

    Example:
        >>> choices_of([1, True, "new"])
        {'1': 1, 'true': True, 'new': 'new'}
        >>> choices_of([1, "1"]) is None
        True
    """
    choices: dict[str, object] = {}
    for value in values:
        text = _text_of(value)
        if not text or text in choices:
            return None
        choices[text] = value
    return choices or None


def _text_of(value: object) -> str | None:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else None


BY_TYPE: Final[Mapping[object, type[BaseConverter]]] = {
    Decimal: _DecimalConverter,
    PurePosixPath: _PurePathConverter,
    UUID: UUIDConverter,
    bool: _BoolConverter,
    date: _DateConverter,
    datetime: _DateTimeConverter,
    float: FloatConverter,
    int: IntegerConverter,
    str: UnicodeConverter,
}
"""The converter for each type that an annotation may name."""

SIGNABLE: Final[frozenset[object]] = frozenset({Decimal, float, int})
"""The types whose converters take ``signed``."""
