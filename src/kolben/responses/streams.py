"""Streams: bodies that are made while they are sent.

Layer 2. The body steps through whatever makes it, a plain iterator or an asynchronous
one, and closes it when the response is closed: at its end, or when the client has gone.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Coroutine, Iterable, Iterator
from datetime import datetime
from typing import Any, Final, Generic, TypeAlias, TypeVar, cast
from wsgiref.types import WSGIEnvironment

from typing_extensions import override

from kolben.exceptions import ResponseError
from kolben.responses.results import Result, ResultHeaders, Services

__all__ = ["Chunks", "Steps", "Stream", "steps_through"]

T = TypeVar("T")

Chunks: TypeAlias = (
    Iterable[str] | Iterable[bytes] | AsyncIterable[str] | AsyncIterable[bytes]
)
"""The pieces of a body; asynchronous ones are waited for on the event loop."""

_END: Final = object()


class Steps(Generic[T]):
    """An iterator that can be closed, and is handed the event loop if it needs it."""

    run: Callable[[Coroutine[Any, Any, Any]], Any] | None = None

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        raise NotImplementedError

    def close(self) -> None:
        """Close what makes the items."""


class _PlainSteps(Steps[T]):
    """The items of a plain iterable."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = items
        self._iterator = iter(items)

    @override
    def __next__(self) -> T:
        return next(self._iterator)

    @override
    def close(self) -> None:
        """Close the iterator, and what it was made of."""
        for closed in {
            id(each): each for each in (self._iterator, self._items)
        }.values():
            close = getattr(closed, "close", None)
            if close is not None:
                close()


class _AsyncSteps(Steps[T]):
    """The items of an asynchronous iterable, each waited for on the event loop."""

    def __init__(self, items: AsyncIterable[T]) -> None:
        self._iterator = aiter(items)
        self._started = False

    @override
    def __next__(self) -> T:
        if self.run is None:
            raise ResponseError(
                "An asynchronous stream is sent without the event loop of an "
                "application.",
                hint="Return it from a handler, or pass it to make_response().",
            )
        self._started = True
        item = self.run(self._next())
        if item is _END:
            raise StopIteration
        return cast(T, item)

    async def _next(self) -> object:
        return await anext(self._iterator, _END)

    @override
    def close(self) -> None:
        """Close the iterator, so that its ``finally`` runs."""
        close = getattr(self._iterator, "aclose", None)
        if self._started and self.run is not None and close is not None:
            self.run(_waiting(close))


async def _waiting(close: Callable[[], Any]) -> None:
    await close()


def steps_through(items: Iterable[T] | AsyncIterable[T], wanted: str) -> Steps[T]:
    """Return an iterator over *items* that can be closed.

    Args:
        items: A plain or an asynchronous iterable.
        wanted: What needs it, for the message.

    Raises:
        ResponseError: If they are text, which would be sent letter by letter, or
            nothing that can be iterated over.
    """
    if isinstance(items, AsyncIterable):
        return _AsyncSteps(items)
    if isinstance(items, str | bytes | bytearray) or not isinstance(items, Iterable):
        raise ResponseError(
            f"{wanted} was given an object of {type(items).__name__}, which is no "
            "iterable of pieces.",
            hint="Pass a generator or a list.",
        )
    return _PlainSteps(items)


class Stream(Result):
    r"""A body that is sent piece by piece, as it is made.

    The pieces are made within the context of the request. When the client goes away,
    the generator is closed, so that its ``finally`` runs.

    Args:
        chunks: The pieces: text, which is sent in UTF-8, or bytes. Those of an
            asynchronous iterator are waited for on the application's event loop.
        content_type: The media type, with its parameters.
        status: The status code.
        headers: Additional headers.
        etag: The entity tag of the whole; clients that have it get 304.
        last_modified: When the whole changed; without timezone, in UTC.

    Raises:
        ResponseError: If *chunks* is text, or *etag* is no entity tag.

    Example:
        >>> from kolben import App, Stream
        >>> app = App("example")
        >>> @app.get("/numbers.csv")
        ... def numbers() -> Stream:
        ...     return Stream((f"{n}\n" for n in range(3)), content_type="text/csv")
        >>> app.test_client().get("/numbers.csv").text
        '0\n1\n2\n'
    """

    def __init__(
        self,
        chunks: Chunks,
        content_type: str = "text/plain; charset=utf-8",
        status: int = 200,
        headers: ResultHeaders | None = None,
        *,
        etag: str | None = None,
        last_modified: datetime | None = None,
    ) -> None:
        self._steps: Steps[str | bytes] = steps_through(chunks, type(self).__name__)
        super().__init__(
            cast("Iterable[bytes]", self._steps), status, content_type=content_type
        )
        self._add_headers(headers, etag, last_modified)

    @override
    def prepare(self, services: Services, environ: WSGIEnvironment | None) -> None:
        """Take the application's event loop."""
        self._steps.run = services.run
