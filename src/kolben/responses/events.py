"""Server-sent events: a stream that browsers read with ``EventSource``.

Layer 2. The format is that of the WHATWG's HTML standard, section 9.2: lines of fields,
an empty line after each event, UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, cast
from wsgiref.types import WSGIEnvironment

from typing_extensions import override

from kolben.exceptions import ResponseError
from kolben.json import DEFAULT_PROVIDER, JSONProvider
from kolben.responses.results import Result, ResultHeaders, Services
from kolben.responses.streams import Steps, steps_through

__all__ = ["Event", "EventStream"]

_LINE_BREAK: Final = re.compile("\r\n|\r|\n")
_NEVER_IN_IDS: Final = re.compile("[\r\n\0]")
_NEVER_IN_NAMES: Final = re.compile("[\r\n]")


@dataclass(frozen=True, slots=True)
class Event:
    r"""One event.

    Attributes:
        data: What the client gets: text as it is, anything else as JSON.
        event: The name of the event, ``message`` for the client if there is none.
        id: What a client that comes back sends as ``Last-Event-ID``.
        retry: Milliseconds that the client waits before it comes back.

    Raises:
        ResponseError: If *id* or *event* has a line break, *id* a NUL, or *retry* is
            no whole number of milliseconds.

    Example:
        >>> Event({"cats": 3}, event="count", id="7").encode(DEFAULT_PROVIDER)
        b'event: count\nid: 7\ndata: {"cats":3}\n\n'
    """

    data: object
    event: str | None = None
    id: str | None = None
    retry: int | None = None

    def __post_init__(self) -> None:
        if self.event is not None and _NEVER_IN_NAMES.search(self.event):
            raise _broken("name", self.event)
        if self.id is not None and _NEVER_IN_IDS.search(self.id):
            raise _broken("id", self.id)
        if self.retry is not None and not _is_time(self.retry):
            raise ResponseError(
                f"The retry {self.retry!r} of an event is no time to wait.",
                hint="Give milliseconds, as a whole number from 0.",
            )

    def encode(self, json: JSONProvider) -> bytes:
        """Return the event as it is sent.

        Args:
            json: What writes data that is no text.
        """
        text = self.data if isinstance(self.data, str) else json.dumps(self.data)
        fields = (("event", self.event), ("id", self.id), ("retry", self.retry))
        lines = [f"{name}: {value}" for name, value in fields if value is not None]
        lines += [f"data: {line}" for line in _LINE_BREAK.split(text)]
        return ("\n".join(lines) + "\n\n").encode()


def _is_time(retry: object) -> bool:
    return isinstance(retry, int) and not isinstance(retry, bool) and retry >= 0


def _broken(part: str, text: str) -> ResponseError:
    return ResponseError(
        f"The {part} {text!r} of an event has a character that would end it.",
        hint="Take out line breaks and NULs.",
    )


class _Written:
    """The events of a stream, as they are sent."""

    json: JSONProvider = DEFAULT_PROVIDER

    def __init__(self, steps: Steps[object]) -> None:
        self.steps = steps

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        item = next(self.steps)
        event = item if isinstance(item, Event) else Event(item)
        return event.encode(self.json)

    def close(self) -> None:
        self.steps.close()


class EventStream(Result):
    r"""Server-sent events, which browsers read with ``EventSource``.

    The events are made within the context of the request. When the client goes away,
    the generator is closed, so that its ``finally`` runs. A client that comes back
    says what it had: ``request.last_event_id``, or an input, which has to be of its
    type.

    Args:
        events: The events: each an :class:`Event`, text, or a value that is sent as
            JSON. Those of an asynchronous iterator are waited for on the
            application's event loop.
        headers: Additional headers.

    Raises:
        ResponseError: If *events* is text.

    Example:
        >>> from collections.abc import Iterator
        >>> from kolben import App, Event, EventStream, Header
        >>> app = App("example")
        >>> @app.get("/ticks")
        ... def ticks(last_event_id: Header[int] = 0) -> EventStream:
        ...     first = last_event_id + 1
        ...     return EventStream(Event("tick", id=str(n)) for n in range(first, 3))
        >>> app.test_client().get("/ticks", headers={"Last-Event-ID": "1"}).text
        'id: 2\ndata: tick\n\n'
    """

    conditional = False

    def __init__(
        self,
        events: Iterable[object] | AsyncIterable[object],
        headers: ResultHeaders | None = None,
    ) -> None:
        self._written = _Written(steps_through(events, type(self).__name__))
        super().__init__(
            cast("Iterable[bytes]", self._written), content_type="text/event-stream"
        )
        self.headers["Cache-Control"] = "no-cache"
        self.headers["X-Accel-Buffering"] = "no"  # nginx would keep events back
        self._add_headers(headers)

    @override
    def prepare(self, services: Services, environ: WSGIEnvironment | None) -> None:
        """Take the application's JSON provider and event loop."""
        self._written.json = services.json
        self._written.steps.run = services.run
