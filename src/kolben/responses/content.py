"""What a handler may return, in the words of a type checker.

Layer 2. The aliases are made so that mypy and pyright refuse what cannot be sent
(``None``, a number, a set, status and body in the wrong order) and accept what
can. :mod:`kolben.responses.convert` does at run time what they promise.
"""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias, runtime_checkable
from wsgiref.types import StartResponse, WSGIEnvironment

import werkzeug.wrappers

__all__ = [
    "AttrsLike",
    "DataclassLike",
    "Defined",
    "Encodable",
    "HTMLLike",
    "HeadersValue",
    "NoPayload",
    "PydanticLike",
    "ResponseReturn",
    "ResponseValue",
    "Sizeable",
    "StructLike",
    "SyncReturn",
    "Undefined",
    "WSGIResponder",
]


class NoPayload:
    """What is no value of a response, whatever it looks like to a type checker.

    It opts out of ``__sizeof__``, which everything else has, and thereby out of
    :data:`Defined` and of the protocols below.
    """

    if TYPE_CHECKING:
        __sizeof__: None  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleMethodOverride]  # opts out


class Undefined(NoPayload):
    """What a resource says that its verbs return until it defines them.

    No value is of this type, so a verb that nobody defined is told from one that
    somebody did.
    """


class Sizeable(Protocol):
    """Everything but :class:`NoPayload` and, for mypy, protocols."""

    def __sizeof__(self) -> int: ...


Defined: TypeAlias = Sizeable | Iterator[Any] | Awaitable[Any]
"""Whatever a handler returns that somebody defined.

The helpers that build URLs ask for this in place of :data:`ResponseReturn`, which takes
a type checker many times as long to compare with.
"""


class DataclassLike(Protocol):
    """An instance of a dataclass. Sent as JSON."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __sizeof__(self) -> int: ...


class StructLike(Protocol):
    """An instance of a ``msgspec.Struct``. Sent as JSON."""

    __struct_fields__: ClassVar[tuple[str, ...]]


class AttrsLike(Protocol):
    """An instance of a class of attrs. Sent as JSON."""

    __attrs_attrs__: ClassVar[Any]


class PydanticLike(Protocol):
    """An instance of a pydantic model. Sent as JSON."""

    def model_dump_json(self) -> str:
        """Return the model as JSON."""
        ...


@runtime_checkable
class HTMLLike(Protocol):
    """An object that knows itself as HTML, such as a template. Sent as a page."""

    def __html__(self) -> str:
        """Return the object as HTML."""
        ...


class WSGIResponder(Protocol):
    """A WSGI application; it is run, and what it answers is sent."""

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse, /
    ) -> Iterable[bytes]:
        """Answer a request."""
        ...


Encodable: TypeAlias = DataclassLike | StructLike | AttrsLike | PydanticLike
"""An object of declared fields, sent as JSON."""

ResponseValue: TypeAlias = (
    str
    | bytes
    | bytearray
    | Mapping[str, object]
    | list[Any]
    | HTMLLike
    | Encodable
    | Iterator[str | bytes]
    | werkzeug.wrappers.Response
    | WSGIResponder
)
"""A body, or a whole response."""

HeadersValue: TypeAlias = Mapping[str, str | list[str]] | list[tuple[str, str]]
"""Additional headers; a list may repeat a name."""

SyncReturn: TypeAlias = (
    ResponseValue
    | tuple[ResponseValue, int | str]
    | tuple[ResponseValue, HeadersValue]
    | tuple[ResponseValue, int | str, HeadersValue]
)
"""Everything that a handler may return, if it is no ``async def``."""

ResponseReturn: TypeAlias = SyncReturn | Awaitable[SyncReturn]
"""Everything that a handler may return."""
