from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolben import App, Event, EventStream, ResponseError, request
from kolben.json import DEFAULT_PROVIDER, DefaultJSONProvider
from kolben.testing import TestClient


@dataclass
class Tick:
    count: int


def received(sent: str) -> list[dict[str, str]]:
    """Read events as browsers do (HTML standard, section 9.2.6)."""
    events: list[dict[str, str]] = []
    event: dict[str, str] = {}
    data: list[str] = []
    for line in sent.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line == "" and data:
            events.append({**event, "data": "\n".join(data)})
        if line == "":
            event, data = {}, []
            continue
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            data.append(value)
        elif name:
            event[name] = value
    return events


@pytest.mark.parametrize(
    ("event", "sent"),
    [
        (Event("a"), "data: a\n\n"),
        (Event(""), "data: \n\n"),
        (Event(" a"), "data:  a\n\n"),
        (Event("a\nb\r\nc\rd"), "data: a\ndata: b\ndata: c\ndata: d\n\n"),
        (Event("a\n"), "data: a\ndata: \n\n"),
        (Event("a\u2028b"), "data: a\u2028b\n\n"),
        (Event({"a": 1}), 'data: {"a":1}\n\n'),
        (Event(Tick(1)), 'data: {"count":1}\n\n'),
        (Event(None), "data: null\n\n"),
        (Event(0), "data: 0\n\n"),
        (
            Event("a", event="tick", id="7", retry=100),
            "event: tick\nid: 7\nretry: 100\ndata: a\n\n",
        ),
        (Event("a", id=""), "id: \ndata: a\n\n"),
    ],
)
def test_events_are_written_in_the_format_of_the_standard(
    event: Event, sent: str
) -> None:
    assert event.encode(DEFAULT_PROVIDER).decode() == sent


WORDS = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]))


@given(st.text(st.characters(exclude_categories=["Cs"])), WORDS, WORDS)
def test_what_is_sent_is_what_a_browser_receives(
    data: str, name: str, id_: str
) -> None:
    sent = Event(data, event=name, id=id_).encode(DEFAULT_PROVIDER).decode()

    lines = data.replace("\r\n", "\n").replace("\r", "\n")
    assert received(sent) == [{"event": name, "id": id_, "data": lines}]


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"event": "a\nb"}, "name 'a\\\\nb'"),
        ({"event": "a\rb"}, "name"),
        ({"id": "a\nb"}, "id"),
        ({"id": "a\0"}, "id"),
        ({"retry": -1}, "retry -1"),
        ({"retry": 1.5}, "retry 1.5"),
        ({"retry": True}, "retry True"),
    ],
)
def test_what_would_break_the_format_is_refused(
    wrong: dict[str, Any], problem: str
) -> None:
    with pytest.raises(ResponseError, match=problem):
        Event("a", **wrong)


def test_text_values_and_events_are_streamed(app: App, client: TestClient) -> None:
    @app.get("/")
    def stream() -> EventStream:
        def events() -> Iterator[object]:
            yield "a"
            yield Tick(2)
            yield Event("b", id=request.path)

        return EventStream(events(), {"X-A": "1"})

    response = client.get("/")

    assert response.text == 'data: a\n\ndata: {"count":2}\n\nid: /\ndata: b\n\n'
    assert response.content_type == "text/event-stream"
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["X-Accel-Buffering"] == "no"
    assert response.headers["X-A"] == "1"


def test_asynchronous_events_are_streamed(app: App, client: TestClient) -> None:
    @app.get("/")
    async def stream() -> EventStream:
        async def events() -> AsyncIterator[Event]:
            yield Event(request.path)

        return EventStream(events())

    assert client.get("/").text == "data: /\n\n"


def test_values_are_written_by_the_applications_provider(
    app: App, client: TestClient
) -> None:
    class Provider(DefaultJSONProvider):
        def dumps(self, value: Any, **options: Any) -> str:
            return "{\n}"

    app.json = Provider()
    app.get("/")(lambda: EventStream([{}]))

    assert client.get("/").text == "data: {\ndata: }\n\n"


def test_text_in_place_of_events_is_refused() -> None:
    with pytest.raises(ResponseError, match="EventStream was given an object of str"):
        EventStream("text")
    with pytest.raises(ResponseError, match="EventStream was given an object of int"):
        EventStream(cast(Any, 3))


@pytest.mark.parametrize(
    ("sent", "read"),
    [({}, None), ({"Last-Event-ID": ""}, None), ({"Last-Event-ID": "7"}, "7")],
)
def test_a_client_that_comes_back_says_what_it_had(
    app: App, sent: dict[str, str], read: str | None
) -> None:
    with app.test_request_context(headers=sent):
        assert request.last_event_id == read


def test_the_last_id_is_read_as_utf_8(app: App) -> None:
    with app.test_request_context(
        environ_overrides={"HTTP_LAST_EVENT_ID": "ä".encode().decode("latin1")}
    ):
        assert request.last_event_id == "ä"
