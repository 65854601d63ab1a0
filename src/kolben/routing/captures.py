"""Takes a piece of a path apart into the texts of its variables.

Layer 1. Regular expressions with several open variables can take minutes over one
hostile path, so the templates that people write are taken apart by means whose time
grows with the length of the path alone; the rest is tried on short pieces only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from werkzeug.routing import (
    AnyConverter,
    BaseConverter,
    IntegerConverter,
    PathConverter,
    UUIDConverter,
)

from kolben.routing.paths import SEGMENT_REGEXES
from kolben.routing.spans import spans_of

__all__ = ["Capture", "Piece", "capture_of", "expression_of", "fit_of"]

Piece: TypeAlias = str | BaseConverter
"""Literal text, or the converter of a variable."""

Capture: TypeAlias = Callable[[str], tuple[str, ...] | None]
"""Returns the texts of the variables, or None if the text is not of that shape."""

_DIGITS: Final = r"\d+"
_BOUNDED: Final = (AnyConverter, UUIDConverter)
_ENOUGH_FOR_TWO: Final = 2_048
_ENOUGH_FOR_MANY: Final = 256
"""Longest texts on which expressions with several open variables are tried."""


def expression_of(pieces: Sequence[Piece]) -> str:
    """Return the regular expression of *pieces*; variables are ``v0``, ``v1``, ..."""
    expressions = []
    count = 0
    for piece in pieces:
        if isinstance(piece, str):
            expressions.append(re.escape(piece))
        else:
            expressions.append(f"(?P<v{count}>{piece.regex})")
            count += 1
    return "".join(expressions)


def fit_of(converter: BaseConverter) -> Callable[[str], object]:
    """Return what is true of the texts that a variable by itself takes.

    Example:
        >>> from werkzeug.routing import IntegerConverter, Map
        >>> fit_of(IntegerConverter(Map()))("42")
        True
    """
    if _is_word(converter):
        return len
    if converter.regex == _DIGITS:
        return str.isdecimal
    return re.compile(f"(?P<v0>{converter.regex})").fullmatch


def capture_of(pieces: Sequence[Piece]) -> Capture:
    """Return what takes apart a text that is made of *pieces*.

    Example:
        >>> from werkzeug.routing import IntegerConverter, Map
        >>> number = IntegerConverter(Map())
        >>> capture = capture_of(["page-", number])
        >>> capture("page-3"), capture("page-x")
        (('3',), None)
    """
    converters = [piece for piece in pieces if not isinstance(piece, str)]
    if len(converters) == 1:
        return _single(pieces, converters[0])
    if all(_is_word(converter) for converter in converters):
        return _words(_separators(pieces))
    if (spans := _spanning(pieces)) is not None:
        return spans
    return _general(pieces)


def _is_word(converter: BaseConverter) -> bool:
    """Whether a variable takes whatever a segment holds."""
    return converter.regex in SEGMENT_REGEXES and converter.part_isolating


def _single(pieces: Sequence[Piece], converter: BaseConverter) -> Capture:
    """Return a capture of one variable between literal texts."""
    before, after = _separators(pieces)
    test = fit_of(converter)
    start, stop, least = len(before), -len(after) or None, len(before) + len(after)

    def capture(text: str) -> tuple[str, ...] | None:
        if len(text) < least or not (text.startswith(before) and text.endswith(after)):
            return None
        value = text[start:stop]
        return (value,) if test(value) else None

    return capture


def _separators(pieces: Sequence[Piece]) -> list[str]:
    """Return the literal texts before, between and after the variables."""
    texts = [""]
    for piece in pieces:
        if isinstance(piece, str):
            texts[-1] += piece
        else:
            texts.append("")
    return texts


def _words(texts: Sequence[str]) -> Capture:
    """Return a capture of words with literal texts between them.

    Every word takes as much as it can, the first before the second. That is what
    splitting at the last occurrence of each text gives, from the right to the left.
    """
    before, *between, after = texts
    start = len(before)

    def capture(text: str) -> tuple[str, ...] | None:
        if not (text.startswith(before) and text.endswith(after)):
            return None
        values: list[str] = []
        stop = len(text) - len(after)
        for separator in reversed(between):
            cut = text.rfind(separator, start + 1, max(stop - 1, 0))
            if cut < 0:
                return None
            values.append(text[cut + len(separator) : stop])
            stop = cut
        return (text[start:stop], *reversed(values))

    return capture


def _spanning(pieces: Sequence[Piece]) -> Capture | None:
    """Return a capture of whole paths between slashes, if *pieces* are such."""
    segments: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece == "/":
            segments.append([])
        else:
            segments[-1].append(piece)
    if len(segments) == 1 or not all(map(_is_separable, segments)):
        return None
    return spans_of(
        [None if _is_path(segment) else _segment(segment) for segment in segments]
    )


def _is_separable(segment: Sequence[Piece]) -> bool:
    """Whether *segment* is a path by itself, or holds none."""
    return _is_path(segment) or all(
        isinstance(piece, str) or piece.part_isolating for piece in segment
    )


def _is_path(segment: Sequence[Piece]) -> bool:
    first = segment[0] if len(segment) == 1 else ""
    return not isinstance(first, str) and first.regex == PathConverter.regex


def _segment(segment: Sequence[Piece]) -> Capture:
    if any(not isinstance(piece, str) for piece in segment):
        return capture_of(segment)
    literal = "".join(map(str, segment))
    return lambda text: () if text == literal else None


def _general(pieces: Sequence[Piece]) -> Capture:
    """Return a capture by regular expression, of texts that are short enough."""
    matches = re.compile(expression_of(pieces)).fullmatch
    count = sum(not isinstance(piece, str) for piece in pieces)
    names = [f"v{index}" for index in range(count)]
    enough = _enough_for(pieces)

    def capture(text: str) -> tuple[str, ...] | None:
        if enough is not None and len(text) > enough:
            return None
        found = matches(text)
        return None if found is None else found.group(*names)

    return capture


def _enough_for(pieces: Sequence[Piece]) -> int | None:
    """Return how long a text may be to be tried; None for as long as it likes."""
    if not all(_separators(pieces)[1:-1]):
        return _ENOUGH_FOR_MANY
    following = [*pieces[1:], "/"]
    opened = sum(
        not isinstance(piece, str) and _is_open(piece, after)
        for piece, after in zip(pieces, following, strict=True)
    )
    if opened <= 1:
        return None
    return _ENOUGH_FOR_TWO if opened == 2 else _ENOUGH_FOR_MANY  # noqa: PLR2004


def _is_open(converter: BaseConverter, following: Piece) -> bool:
    """Whether the end of a variable has to be searched for."""
    if isinstance(converter, _BOUNDED):
        return False
    digits = isinstance(converter, IntegerConverter)
    return not (digits and isinstance(following, str) and not following[0].isdecimal())
