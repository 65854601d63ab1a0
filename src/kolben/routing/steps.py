"""A template cut into the steps by which a path is followed.

Layer 1. A step takes one segment of a path, or all that is left when a variable may
hold slashes. Which of several steps is tried first is decided by weights: more text
before less, longer text before shorter, numbers before words before paths.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from werkzeug.routing import BaseConverter

from kolben.routing.captures import Capture, Piece, capture_of, expression_of, fit_of
from kolben.routing.paths import merged
from kolben.routing.pattern import Pattern, Variable
from kolben.routing.route import Route
from kolben.routing.settings import TableSettings

__all__ = ["Step", "Weight", "path_steps", "steps_of"]


Weight: TypeAlias = tuple[
    int, tuple[tuple[int, int], ...], int, tuple[int | float, ...]
]
"""What sorts steps: texts, their lengths, variables, the weights of converters."""


@dataclass(frozen=True)
class Step:
    """One step along a path.

    Attributes:
        text: The segment that the step takes, if it is literal, and otherwise the
            regular expression that stands for it.
        capture: What takes a segment apart; None if the step is literal.
        test: For a segment that is a variable as a whole: what is true if it fits.
        weight: The place among other steps; the smallest is tried first.
        final: The step takes all that is left of the path.
        suffixed: The template ends with a slash that a final step must not take.
    """

    text: str
    capture: Capture | None = field(default=None, compare=False)
    test: Callable[[str], object] | None = field(default=None, compare=False)
    weight: Weight = (0, (), 0, ())
    final: bool = False
    suffixed: bool = False


def steps_of(
    pattern: Pattern, converters: Mapping[str, BaseConverter], *, merge: bool
) -> tuple[Step, ...]:
    """Return the steps of *pattern*, without the one before its first slash.

    Example:
        >>> [step.text for step in steps_of(Pattern.parse("/a/b/"), {}, merge=True)]
        ['a', 'b', '']
    """
    segments = _segments(_tokens(pattern, converters, merge=merge))
    steps: list[Step] = []
    while segments:
        if _spans(segments[0]):
            return (*steps, *_final_steps(segments))
        steps.append(_step(segments.pop(0)))
    return tuple(steps)


def path_steps(route: Route[Any], settings: TableSettings) -> tuple[Step, ...]:
    """Return the steps that take the path."""
    merge = route.merges_slashes(settings)
    return steps_of(route.pattern, route.converters, merge=merge)


def _tokens(
    pattern: Pattern, converters: Mapping[str, BaseConverter], *, merge: bool
) -> list[Piece]:
    """Return literal texts, converters, and each slash by itself."""
    tokens: list[Piece] = []
    for part in pattern.parts:
        if isinstance(part, Variable):
            tokens.append(converters[part.name])
            continue
        text = merged(part) if merge else part
        tokens += [token for token in re.split("(/)", text) if token]
    return tokens


def _segments(tokens: Sequence[Piece]) -> list[list[Piece]]:
    """Cut *tokens* at the slashes; what is before a leading slash is left out."""
    segments: list[list[Piece]] = [[]]
    for piece in tokens:
        if piece == "/":
            segments.append([])
        else:
            segments[-1].append(piece)
    return segments[1:] if tokens and tokens[0] == "/" else segments


def _spans(segment: Sequence[Piece]) -> bool:
    """Whether a variable of *segment* may hold slashes."""
    return any(not isinstance(p, str) and not p.part_isolating for p in segment)


def _step(segment: Sequence[Piece]) -> Step:
    if all(isinstance(piece, str) for piece in segment):
        return Step("".join(map(str, segment)))
    alone = segment[0] if len(segment) == 1 else ""
    test = None if isinstance(alone, str) else fit_of(alone)
    return Step(expression_of(segment), capture_of(segment), test, _weight(segment))


def _final_steps(segments: Sequence[Sequence[Piece]]) -> list[Step]:
    """Return the step that takes all segments, and one for a slash at the end."""
    weight = _weight([piece for segment in segments for piece in segment])
    suffixed = len(segments) > 1 and not segments[-1]
    pieces: list[Piece] = []
    for segment in segments[:-1] if suffixed else segments:
        pieces += ["/", *segment]
    pieces = pieces[1:]
    step = Step(
        expression_of(pieces),
        capture_of(pieces),
        weight=weight,
        final=True,
        suffixed=suffixed,
    )
    return [step, Step("")] if suffixed else [step]


def _weight(pieces: Sequence[Piece]) -> Weight:
    texts = [piece for piece in pieces if isinstance(piece, str)]
    weights = [piece.weight for piece in pieces if not isinstance(piece, str)]
    lengths = tuple((index, -len(text)) for index, text in enumerate(texts))
    return -len(texts), lengths, -len(weights), tuple(weights)
