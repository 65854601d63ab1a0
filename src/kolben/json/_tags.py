"""How values of one type are written in tagged JSON, and read again.

Layer 0. The tags stand below the serializer that asks them; of it they know no more
than :class:`Tagger` says.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from math import isfinite
from typing import Any, Protocol
from uuid import UUID

from markupsafe import Markup

__all__ = [
    "JSONTag",
    "TagBytes",
    "TagDateTime",
    "TagDict",
    "TagFloat",
    "TagItems",
    "TagMarkup",
    "TagTuple",
    "TagUUID",
    "Tagger",
]


class Tagger(Protocol):
    """What writes the values within a value."""

    @property
    def tags(self) -> Mapping[str, JSONTag]:
        """The tags, by their keys."""
        ...

    def tag(self, value: Any) -> Any:
        """Return what stands for *value*, made of what JSON knows."""
        ...


class JSONTag:
    """How values of one type are written in JSON, and read again.

    Args:
        serializer: What writes and reads the values within a value.

    Attributes:
        key: The key that marks such values. It has to differ from every other tag's.

    Example:
        >>> from decimal import Decimal
        >>> from kolben.json import TaggedJSONSerializer
        >>> class TagDecimal(JSONTag):
        ...     key = " dec"
        ...
        ...     def check(self, value):
        ...         return isinstance(value, Decimal)
        ...
        ...     def to_json(self, value):
        ...         return str(value)
        ...
        ...     def to_python(self, value):
        ...         return Decimal(value)
        >>> serializer = TaggedJSONSerializer()
        >>> serializer.register(TagDecimal)
        >>> serializer.loads(serializer.dumps([Decimal("1.20")]))
        [Decimal('1.20')]
    """

    key: str = ""

    def __init__(self, serializer: Tagger) -> None:
        self.serializer = serializer

    def check(self, value: Any) -> bool:
        """Return whether *value* is one that this tag writes."""
        raise NotImplementedError

    def to_json(self, value: Any) -> Any:
        """Return what stands for *value*, made of what JSON knows."""
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        """Return the value that *value*, made by :meth:`to_json`, stands for."""
        raise NotImplementedError

    def tag(self, value: Any) -> dict[str, Any]:
        """Return what stands for *value*, marked with the key of this tag."""
        return {self.key: self.to_json(value)}


class TagDict(JSONTag):
    """Wraps a ``dict`` that looks like a tagged value and is none."""

    key = " di"

    def check(self, value: Any) -> bool:
        return (
            isinstance(value, dict)
            and len(value) == 1
            and next(iter(value)) in self.serializer.tags
        )

    def to_json(self, value: Any) -> Any:
        [(key, inner)] = value.items()
        return [key, self.serializer.tag(inner)]

    def to_python(self, value: Any) -> Any:
        key, inner = value
        return {key: inner}


class TagItems(JSONTag):
    """Keeps the keys of a ``dict`` of which not all are text."""

    key = " it"

    def check(self, value: Any) -> bool:
        return isinstance(value, dict) and not all(
            isinstance(key, str) for key in value
        )

    def to_json(self, value: Any) -> Any:
        tag = self.serializer.tag
        return [[tag(key), tag(inner)] for key, inner in value.items()]

    def to_python(self, value: Any) -> Any:
        return {key: inner for key, inner in value}  # noqa: C416  # lists, not pairs


class TagTuple(JSONTag):
    """Keeps a ``tuple`` apart from a list."""

    key = " t"

    def check(self, value: Any) -> bool:
        return isinstance(value, tuple)

    def to_json(self, value: Any) -> Any:
        return [self.serializer.tag(item) for item in value]

    def to_python(self, value: Any) -> Any:
        return tuple(value)


class TagBytes(JSONTag):
    """Keeps ``bytes``, in base 64."""

    key = " b"

    def check(self, value: Any) -> bool:
        return isinstance(value, bytes)

    def to_json(self, value: Any) -> Any:
        return b64encode(value).decode("ascii")

    def to_python(self, value: Any) -> Any:
        return b64decode(value, validate=True)


class TagMarkup(JSONTag):
    """Keeps text that is safe HTML, also that of lazy objects."""

    key = " m"

    def check(self, value: Any) -> bool:
        return callable(getattr(value, "__html__", None))

    def to_json(self, value: Any) -> Any:
        return str.__str__(str(value.__html__()))

    def to_python(self, value: Any) -> Any:
        return Markup(value)  # noqa: S704  # it was markup when it was written


class TagUUID(JSONTag):
    """Keeps a ``UUID``."""

    key = " u"

    def check(self, value: Any) -> bool:
        return isinstance(value, UUID)

    def to_json(self, value: Any) -> Any:
        return value.hex

    def to_python(self, value: Any) -> Any:
        return UUID(value)


class TagDateTime(JSONTag):
    """Keeps a ``datetime`` to the microsecond, with its offset if it has one."""

    key = " d"

    def check(self, value: Any) -> bool:
        return isinstance(value, datetime)

    def to_json(self, value: Any) -> Any:
        return value.isoformat()

    def to_python(self, value: Any) -> Any:
        return datetime.fromisoformat(value)


class TagFloat(JSONTag):
    """Keeps NaN and the infinities, which JSON does not know."""

    key = " f"

    def check(self, value: Any) -> bool:
        return isinstance(value, float) and not isfinite(value)

    def to_json(self, value: Any) -> Any:
        return str(float(value))

    def to_python(self, value: Any) -> Any:
        return float(value)
