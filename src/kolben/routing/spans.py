"""Takes apart what is left of a path when several variables may hold slashes.

Layer 1. ``<path:a>/x/<path:b>/y`` is matched segment by segment: each path takes as
few segments as it can, and what stands between two paths is searched for once, from
the left to the right. A later place for it could only leave less to what follows, so
there is nothing to try again, however long the path is. (The one exception, a value
that begins with a line break, is not worth the trouble.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

__all__ = ["spans_of"]

_Capture: TypeAlias = Callable[[str], tuple[str, ...] | None]
_Block: TypeAlias = list[_Capture]


def spans_of(segments: Sequence[_Capture | None]) -> _Capture:
    """Return a capture of *segments*, in which None stands for a whole path.

    The first segment is such a path.

    Example:
        >>> capture = spans_of([None, lambda text: () if text == "x" else None, None])
        >>> capture("a/b/x/c")
        ('a/b', 'c')
        >>> capture("a/b") is None
        True
    """
    blocks: list[_Block] = []
    for segment in segments:
        if segment is None:
            blocks.append([])
        else:
            blocks[-1].append(segment)
    *middle, tail = blocks

    def capture(text: str) -> tuple[str, ...] | None:
        given = text.split("/")
        end = len(given) - len(tail)
        last = _block_at(tail, given, end) if end > 0 else None
        if last is None or not given[0]:
            return None
        values: list[str] = []
        paths: list[str] = []
        start = 0
        for block in middle:
            place = _place(block, given, start + 1, end)
            if place is None:
                return None
            stop, found = place
            paths.append("/".join(given[start:stop]))
            values += [paths[-1], *found]
            start = stop + len(block)
        paths.append("/".join(given[start:end]))
        values += [paths[-1], *last]
        return None if any("\n" in path[1:] for path in paths) else tuple(values)

    return capture


def _place(
    block: _Block, given: Sequence[str], start: int, end: int
) -> tuple[int, tuple[str, ...]] | None:
    """Return the first place for *block* after which a path can begin."""
    for stop in range(start, end - len(block)):
        if given[stop + len(block)]:
            found = _block_at(block, given, stop)
            if found is not None:
                return stop, found
    return None


def _block_at(
    block: _Block, given: Sequence[str], start: int
) -> tuple[str, ...] | None:
    """Return what *block* captures when it begins at the segment *start*."""
    values: tuple[str, ...] = ()
    for offset, capture in enumerate(block):
        found = capture(given[start + offset])
        if found is None:
            return None
        values += found
    return values
