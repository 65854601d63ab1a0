"""What msgspec says, in sentences for the people who sent the value.

Layer 4. msgspec names the first fault only, in the words of a programmer, with a path
at its end. What is not in its vocabulary was written by the programmer of a structure
(``raise ValueError("ends before it starts")``), and is passed on as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Final, Literal
from uuid import UUID

from kolben.binding.nodes import Node
from kolben.binding.problems import sentence

__all__ = [
    "EXPECTED",
    "MISSING",
    "NO_TEXT",
    "OUT_OF_RANGE",
    "UNHASHABLE",
    "UNKNOWN",
    "shown",
    "translated",
]

EXPECTED: Final[Mapping[Any, str]] = {
    date: "Expected a date as in 2030-01-31.",
    datetime: "Expected a date and time as in 2030-01-31T12:00:00Z.",
    Decimal: "Expected a decimal number.",
    time: "Expected a time as in 12:00:00.",
    timedelta: "Expected a duration as in PT1H30M.",
    UUID: "Expected a UUID.",
}
"""Said of text that is no such value, in JSON and elsewhere."""

MISSING: Final = "Required, but missing."
"""Said of a field that was not sent."""

NO_TEXT: Final = "Expected text, got a file."
"""Said of a file where a text is wanted."""

OUT_OF_RANGE: Final = "The number is out of range."
"""Said of a number that is too large to be read."""

UNHASHABLE: Final = "Holds what can be neither in a set nor a key."
"""Said of a set or an object with values that Python cannot hash."""

UNKNOWN: Final = "Unknown field."
"""Said of a field that nothing takes."""

_PATH: Final = re.compile(r" - at (?:`key` in )?`\$(?P<path>.*)`\Z", re.DOTALL)
_PLAIN_KEY: Final = re.compile(r"[A-Za-z_][\w-]{0,60}\Z")
_LONGEST_KEY: Final = 60
_WORDS: Final = {
    "array": "a list",
    "bool": "true or false",
    "bytes": "bytes",
    "date": "a date",
    "datetime": "a date and time",
    "decimal": "a decimal number",
    "duration": "a duration",
    "float": "a number",
    "int": "an integer",
    "null": "null",
    "object": "an object",
    "str": "text",
    "time": "a time",
    "timedelta": "a duration",
    "uuid": "a UUID",
}
_SENTENCES: Final = {
    "Duration is out of range": "The duration is out of range.",
    "Integer value out of range": OUT_OF_RANGE,
    "Invalid ISO8601 duration": EXPECTED[timedelta],
    "Invalid RFC3339 encoded date": EXPECTED[date],
    "Invalid RFC3339 encoded datetime": EXPECTED[datetime],
    "Invalid RFC3339 encoded time": EXPECTED[time],
    "Invalid UUID": EXPECTED[UUID],
    "Invalid base64 encoded string": "Expected bytes in base64.",
    "Invalid decimal string": EXPECTED[Decimal],
    "Number out of range": OUT_OF_RANGE,
}


def translated(words: str, node: Node) -> tuple[str, str]:
    """Return what msgspec said of a value of *node*: the place within, a sentence.

    Example:
        >>> translated("Expected `int`, got `str` - at `$.tags[2]`", Node(int, {}))
        ('.tags[2]', 'Expected an integer, got text.')
        >>> translated("Object missing required field `title`", Node(int, {}))
        ('.title', 'Required, but missing.')
    """
    path = ""
    if found := _PATH.search(words):
        path, words = found["path"], words[: found.start()]
    if words in _SENTENCES:
        return path, _SENTENCES[words]
    if words.startswith("Invalid enum value") and not path:
        return path, _choices(node)
    for pattern, write in _PATTERNS:
        if found := pattern.fullmatch(words):
            within, said = write(found)
            return path + within, said
    return path, sentence(words or "not what is wanted")


def shown(key: object) -> str:
    """Return the step of a location that leads to *key*, which a client wrote.

    Example:
        >>> shown("title"), shown("a b")
        ('.title', "['a b']")
    """
    text = str(key)
    if _PLAIN_KEY.match(text):
        return f".{text}"
    cut = text if len(text) <= _LONGEST_KEY else text[:_LONGEST_KEY] + "..."
    return f"[{cut!a}]"


def _choices(node: Node) -> str:
    values: list[Any] = []
    for member in node.members or (node,):
        if member.kind is Literal:
            values += member.arguments
        elif isinstance(member.kind, type) and issubclass(member.kind, Enum):
            values += (each.value for each in member.kind)
    if not values:
        return "Not one of the known values."
    return f"Expected one of {', '.join(map(repr, values))}."


def _word(kind: str) -> str:
    return _WORDS.get(kind, kind)


def _words(kinds: str) -> str:
    return " or ".join(_word(kind) for kind in kinds.split(" | "))


def _unexpected(found: re.Match[str]) -> tuple[str, str]:
    return "", f"Expected {_words(found[1])}, got {_word(found[2])}."


def _missing(found: re.Match[str]) -> tuple[str, str]:
    return f".{found[1]}", MISSING


def _unknown(found: re.Match[str]) -> tuple[str, str]:
    return shown(found[1]), UNKNOWN


def _length(found: re.Match[str]) -> tuple[str, str]:
    count = found[2].replace(">=", "at least").replace("<=", "at most")
    return "", f"Expected a list of {found[1] or ''}{count} items."


def _value(_: re.Match[str]) -> tuple[str, str]:
    return "", "Not one of the known values."


_PATTERNS: Final[
    tuple[
        tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, str]]],
        ...,
    ]
] = (
    (re.compile(r"Expected `([^`]*)`, got `([^`]*)`"), _unexpected),
    (re.compile(r"Object missing required field `(.*)`", re.DOTALL), _missing),
    (re.compile(r"Object contains unknown field `(.*)`", re.DOTALL), _unknown),
    (re.compile(r"Expected `array` of (at (?:least|most) )?length (.*)"), _length),
    (re.compile(r"Invalid (?:enum )?value .*", re.DOTALL), _value),
)
