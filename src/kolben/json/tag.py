"""JSON that keeps Python's types: what sessions are written in.

Layer 0. Sessions travel as JSON, and what a handler puts into one has to come back
as it was: a tuple as a tuple, a time as a time. What JSON cannot express is wrapped
in an object of one key, the tag, and what only looks like a tag is wrapped too.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from kolben.exceptions import KolbenError
from kolben.json._tags import (
    JSONTag,
    TagBytes,
    TagDateTime,
    TagDict,
    TagFloat,
    TagItems,
    TagMarkup,
    TagTuple,
    TagUUID,
)
from kolben.json.provider import (
    DEFAULT_PROVIDER,
    JSONProvider,
    JSONTypeError,
    too_deep,
)

__all__ = [
    "JSONTag",
    "TagBytes",
    "TagDateTime",
    "TagDict",
    "TagFloat",
    "TagItems",
    "TagMarkup",
    "TagTakenError",
    "TagTuple",
    "TagUUID",
    "TaggedJSONSerializer",
]

_AS_THEY_ARE: Final = frozenset({str, int, bool, type(None)})


class TagTakenError(KolbenError, KeyError):
    """Two tags have one key."""


class TaggedJSONSerializer:
    """Writes values as JSON so that they come back as what they were.

    Keeps ``str``, numbers, ``None``, lists, dicts with any keys, tuples, bytes,
    ``Markup``, UUIDs and datetimes. Whatever else is refused rather than changed.

    Args:
        json: What writes and reads the JSON itself.

    Attributes:
        tags: The tags, by their keys.
        order: The tags, in the order in which they are asked.

    Example:
        >>> serializer = TaggedJSONSerializer()
        >>> serializer.dumps({"at": (1, 2)})
        '{"at":{" t":[1,2]}}'
        >>> serializer.loads('{"at":{" t":[1,2]}}')
        {'at': (1, 2)}
    """

    default_tags: ClassVar[tuple[type[JSONTag], ...]] = (
        TagDict,
        TagItems,
        TagTuple,
        TagMarkup,
        TagBytes,
        TagUUID,
        TagDateTime,
        TagFloat,
    )

    def __init__(self, json: JSONProvider = DEFAULT_PROVIDER) -> None:
        self.json = json
        self.tags: dict[str, JSONTag] = {}
        self.order: list[JSONTag] = []
        for tag in self.default_tags:
            self.register(tag)

    def register(
        self,
        tag_class: type[JSONTag],
        force: bool = False,
        index: int | None = None,
    ) -> None:
        """Let values of one more type be written.

        Args:
            tag_class: The tag to add.
            force: Whether it may replace a tag with the same key.
            index: Where to put it in the order of asking; a tag of a subclass has
                to be asked before that of its base. Left out, it is asked last.

        Raises:
            kolben.json.tag.TagTakenError: If there is a tag with this key already,
                and no *force*.
        """
        tag = tag_class(self)
        taken = self.tags.get(tag.key)
        if taken is not None:
            if not force:
                raise TagTakenError(
                    f"The tag {tag.key!r} of {tag_class.__name__} is taken by "
                    f"{type(taken).__name__}.",
                    hint="Choose another 'key', or pass force=True to replace it.",
                )
            self.order.remove(taken)
        if tag.key:
            self.tags[tag.key] = tag
        self.order.insert(len(self.order) if index is None else index, tag)

    def dumps(self, value: Any) -> str:
        """Return *value* as JSON text on one line.

        Raises:
            JSONTypeError: If *value* holds something that no tag keeps.
            JSONDepthError: If *value* is nested too deeply, or holds itself.
        """
        try:
            return self.json.dumps(self.tag(value))
        except RecursionError:
            raise too_deep(value) from None

    def loads(self, text: str | bytes) -> Any:
        """Return the value that :meth:`dumps` wrote.

        Raises:
            ValueError: If *text* is not JSON, or a tag holds what it never wrote.
        """
        try:
            return self._untagged(self.json.loads(text))
        except (AttributeError, LookupError, RecursionError, TypeError) as error:
            raise ValueError(f"tagged JSON is malformed: {error}") from error

    def tag(self, value: Any) -> Any:
        """Return what stands for *value*, made of what JSON knows."""
        if type(value) in _AS_THEY_ARE:
            return value
        for tag in self.order:
            if tag.check(value):
                return tag.tag(value)
        return self.pass_on(value)

    def untag(self, value: dict[str, Any]) -> Any:
        """Return what *value* stands for if it is a tagged value, else *value*."""
        if len(value) == 1:
            [(key, inner)] = value.items()
            if key in self.tags:
                return self.tags[key].to_python(inner)
        return value

    def pass_on(self, value: Any) -> Any:
        """Return what stands for a value that has no tag. Override it to take more.

        Raises:
            JSONTypeError: If JSON would not give such a value back.
        """
        if isinstance(value, dict):
            return {_text(key): self.tag(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.tag(item) for item in value]
        if isinstance(value, str):
            return _text(value)
        for kind in (int, float):
            if isinstance(value, kind):
                return kind(value)
        raise JSONTypeError(
            f"A value of type {type(value).__qualname__!r} would not come back from "
            "JSON as what it was.",
            hint="Store its str() or number, or register a JSONTag for its type.",
            value=value,
        )

    def _untagged(self, value: Any) -> Any:
        if type(value) is dict:
            return self.untag({key: self._untagged(value[key]) for key in value})
        if type(value) is list:
            return [self._untagged(item) for item in value]
        return value


def _text(value: object) -> str:
    """Return *value* as plain text: of a member of an enumeration, not its name."""
    return str.__str__(value) if isinstance(value, str) else str(value)
