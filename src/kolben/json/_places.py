"""Where within a value something stands.

Layer 0. Only errors ask, so that writing JSON itself keeps no account of places.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Final

__all__ = ["place_of"]

_MOST: Final = 100_000


def place_of(wanted: object, value: object) -> str | None:
    """Return where in *value* the object *wanted* stands, or ``None``.

    Example:
        >>> place_of(socket := object(), {"users": [1, {"by": socket}]})
        "$['users'][1]['by']"
        >>> place_of(socket, socket)
        '$'
    """
    queue: deque[tuple[str, object]] = deque([("$", value)])
    seen: set[int] = set()
    while queue and len(seen) < _MOST:
        place, current = queue.popleft()
        if current is wanted:
            return place
        if id(current) not in seen:
            seen.add(id(current))
            queue.extend((place + step, part) for step, part in _parts(current))
    return None


def _parts(value: object) -> Iterator[tuple[str, object]]:
    """Yield what *value* holds, each part with the step that leads to it."""
    if isinstance(value, Mapping):
        yield from ((f" (the key {key!r})", key) for key in value)
        yield from ((f"[{key!r}]", part) for key, part in value.items())
    elif isinstance(value, (list, tuple)):
        yield from ((f"[{index}]", part) for index, part in enumerate(value))
    elif isinstance(value, (set, frozenset)):
        yield from ((" (in the set)", part) for part in value)
    elif is_dataclass(value):
        names = [field.name for field in fields(value)]
        yield from ((f".{name}", getattr(value, name, None)) for name in names)
