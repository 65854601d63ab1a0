"""What writes and reads the JSON of requests, responses and templates.

Layer 0. A provider is handed to everything that speaks JSON; it also serves as the
``json_module`` of werkzeug's requests and responses. The default one is msgspec's
encoder: UTF-8, ISO 8601, keys in the order in which they were added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import IO, Any, Final, TypedDict, Unpack

import msgspec

from kolben.exceptions import KolbenError
from kolben.json._places import place_of

__all__ = [
    "DEFAULT_PROVIDER",
    "DefaultJSONProvider",
    "DumpOptions",
    "JSONDepthError",
    "JSONProvider",
    "JSONTypeError",
    "JSONValueError",
    "too_deep",
]


class JSONTypeError(KolbenError, TypeError):
    """A value has no form in JSON.

    Attributes:
        value: The value.
    """

    def __init__(self, problem: str, *, hint: str, value: object) -> None:
        super().__init__(problem, hint=hint)
        self.value = value


class JSONValueError(KolbenError, ValueError):
    """A value has a form in JSON, and yet cannot be written."""


class JSONDepthError(JSONValueError):
    """A value is nested too deeply to be written, or holds itself."""


class DumpOptions(TypedDict, total=False):
    """How to lay out what is written; templates pass these to ``tojson``."""

    indent: int | None
    """Spaces per level; ``None`` writes everything on one line."""

    sort_keys: bool
    """Whether to sort the keys of every mapping."""


class JSONProvider:
    """What writes and reads JSON. Subclass it to use another library.

    A subclass gives :meth:`dumps` and :meth:`loads`; the rest is made of these.
    """

    mimetype: str = "application/json"
    """The media type of the responses that carry what is written."""

    def dumps(self, value: Any, **options: Unpack[DumpOptions]) -> str:
        """Return *value* as JSON text.

        Raises:
            TypeError: If *value* holds something that has no form in JSON.
            ValueError: If *value* is nested too deeply.
        """
        raise NotImplementedError

    def loads(self, text: str | bytes) -> Any:
        """Return the value that JSON text stands for.

        Raises:
            ValueError: If *text* is not JSON, or nested too deeply.
        """
        raise NotImplementedError

    def dump_bytes(self, value: Any) -> bytes:
        """Return *value* as JSON text in UTF-8."""
        return self.dumps(value).encode()

    def dump(self, value: Any, file: IO[str], **options: Unpack[DumpOptions]) -> None:
        """Write *value* as JSON text to *file*."""
        file.write(self.dumps(value, **options))

    def load(self, file: IO[str] | IO[bytes]) -> Any:
        """Read the JSON text in *file*, and return what it stands for."""
        return self.loads(file.read())


class DefaultJSONProvider(JSONProvider):
    """JSON by msgspec.

    Dates and times are written in ISO 8601, decimals and UUIDs as text, bytes in
    base 64, enumerations by value, dataclasses and attrs classes as objects. What
    knows itself as HTML is written as that HTML. NaN and the infinities, which JSON
    does not know, become ``null``.

    Example:
        >>> from datetime import date
        >>> provider = DefaultJSONProvider()
        >>> provider.dumps({"when": date(2026, 5, 1), "who": ("Zoë", float("nan"))})
        '{"when":"2026-05-01","who":["Zoë",null]}'
        >>> provider.loads('{"page": 1}')
        {'page': 1}
    """

    def __init__(self) -> None:
        self._encode = msgspec.json.Encoder(enc_hook=self._default).encode
        self._encode_sorted = msgspec.json.Encoder(
            enc_hook=self._default, order="sorted"
        ).encode
        self._decode = msgspec.json.Decoder().decode
        self._writes_itself = type(self).dumps is DefaultJSONProvider.dumps

    def dumps(self, value: Any, **options: Unpack[DumpOptions]) -> str:
        """Return *value* as JSON text, compact unless *options* say otherwise.

        Raises:
            JSONTypeError: If *value* holds something that has no form in JSON; the
                problem names its type, and where it stands.
            JSONDepthError: If *value* is nested too deeply, or holds itself.
            JSONValueError: If *value* holds text that UTF-8 cannot express.
        """
        written = self._written(value, in_order=not options.get("sort_keys"))
        indent = options.get("indent")
        if indent is not None:
            written = msgspec.json.format(written, indent=indent)
        return written.decode()

    def dump_bytes(self, value: Any) -> bytes:
        """Return *value* as JSON text in UTF-8. Raises what :meth:`dumps` does.

        A subclass that overrides :meth:`dumps` alone is followed here.
        """
        return (
            self._written(value) if self._writes_itself else self.dumps(value).encode()
        )

    def loads(self, text: str | bytes) -> Any:
        """Return the value that JSON text stands for.

        Raises:
            ValueError: If *text* is not JSON, is not in UTF-8, or is nested too
                deeply.

        Example:
            >>> DefaultJSONProvider().loads(b'{"tags": ["a", null]}')
            {'tags': ['a', None]}
        """
        try:
            return self._decode(text)
        except RecursionError:
            raise ValueError("JSON is nested too deeply") from None

    def default(self, value: Any) -> Any:
        """Return something that has a form in JSON, and stands for *value*.

        Called for every value that has no such form. Override it to write types of
        your own, and leave the others to ``super().default(value)``.

        Raises:
            JSONTypeError: If nothing can stand for *value*.

        Example:
            >>> from pathlib import PurePosixPath
            >>> class Provider(DefaultJSONProvider):
            ...     def default(self, value):
            ...         if isinstance(value, PurePosixPath):
            ...             return str(value)
            ...         return super().default(value)
            >>> Provider().dumps([PurePosixPath("a/b")])
            '["a/b"]'
        """
        if issubclass(type(value), _NATIVE):
            raise _no_form(value)
        for kind, replace in _STANDARD:
            if isinstance(value, kind):
                return replace(value)
        if hasattr(value, "__html__"):
            return _text(value.__html__())
        if hasattr(value, "model_dump"):
            return value.model_dump(mode="json")
        raise _no_form(value)

    def _default(self, value: Any) -> Any:
        return self.default(value)

    def _written(self, value: Any, *, in_order: bool = True) -> bytes:
        try:
            return self._encode(value) if in_order else self._encode_sorted(value)
        except JSONTypeError as error:
            raise _no_form(error.value, place_of(error.value, value)) from None
        except RecursionError:
            raise too_deep(value) from None
        except UnicodeEncodeError as error:
            raise JSONValueError(
                f"The text {error.object!r} cannot be written in UTF-8.",
                hint="Take out the lone surrogate, say with .encode(errors='replace').",
            ) from error


def _text(value: object) -> str:
    """Return the text of *value* as a plain ``str``, not as one of its subclasses."""
    return str.__str__(str(value))


_NATIVE: Final = (dict, frozenset, list, set, tuple)
"""What msgspec writes itself, and asks about only if it is a key."""

_STANDARD: Final[tuple[tuple[Any, Callable[[Any], Any]], ...]] = (
    (type(None), lambda _: "null"),  # this one and bool come here only as keys
    (bool, lambda value: "true" if value else "false"),
    (str, _text),
    (int, int),
    (float, float),
    (Mapping, dict),
    ((Sequence, Set), list),
)
"""What stands for the types that msgspec knows, in forms that it does not."""


def _no_form(value: object, place: str | None = None) -> JSONTypeError:
    where = f", which stands at {place}," if place else ""
    kind = type(value).__qualname__
    return JSONTypeError(
        f"A value of type {kind!r}{where} has no form in JSON.",
        hint="Make it a str, number, list or dict first, or override default() of "
        "the application's JSON provider.",
        value=value,
    )


def too_deep(value: object) -> JSONDepthError:
    """Return the error for a *value* in which the writer got lost."""
    return JSONDepthError(
        f"A value of type {type(value).__qualname__!r} is nested too deeply for JSON, "
        "or holds itself.",
        hint="Look for a list or dict that is its own member.",
    )


DEFAULT_PROVIDER: Final = DefaultJSONProvider()
"""The provider of what belongs to no application."""
