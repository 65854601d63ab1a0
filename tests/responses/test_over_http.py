"""Results over real HTTP: one program, asked by a plain client."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from tests.servers import PATIENCE, Process

PROGRAM = """
import asyncio
import sys
from pathlib import Path

from kolben import App, Event, EventStream, Html, Json, SendFile, Stream, request

app = App(__name__)


@app.get("/")
def index() -> Html | Json[list[int]]:
    return Json([1], etag="v1") if request.wants(Json) else Html("<p>", etag="h1")


@app.get("/events")
def events() -> EventStream:
    async def ticks():
        try:
            for number in range(int(request.last_event_id or 0) + 1, 10_000):
                yield Event(number, id=str(number))
                await asyncio.sleep(0.02)
        finally:
            Path("closed.txt").write_text(request.path)

    return EventStream(ticks())


@app.get("/stream")
def stream() -> Stream:
    def pieces():
        yield "first\\n"
        while not Path("go.txt").exists():
            yield ""
        yield "second\\n"

    return Stream(pieces())


@app.get("/file")
def file() -> SendFile:
    return SendFile("letters.txt")


app.run(port=int(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the program, with a file that it sends."""
    made = tmp_path_factory.mktemp("served")
    (made / "served.py").write_text(PROGRAM)
    (made / "letters.txt").write_text("abcdef")
    return made


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Process]:
    """The program, which serves."""
    process = Process(folder, "served.py", "{port}")
    process.wait(lambda: process.get()[0] == 200)

    yield process

    process.stop()


@pytest.fixture
def connection(server: Process) -> Iterator[HTTPConnection]:
    """A connection to the program."""
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)) as made:
        yield made


def answer(connection: HTTPConnection, path: str, **headers: str) -> HTTPResponse:
    """Return the answer to ``GET``; names of headers have underscores."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=given)
    return connection.getresponse()


def test_a_representation_is_negotiated_and_then_known(
    connection: HTTPConnection,
) -> None:
    with answer(connection, "/", Accept="application/json") as first:
        assert (first.status, first.read()) == (200, b"[1]")
        assert (first.headers["ETag"], first.headers["Vary"]) == ('"v1"', "Accept")
    connection.close()

    with answer(
        connection, "/", Accept="text/json, */*", If_None_Match='"h1"'
    ) as known:
        assert (known.status, known.read()) == (304, b"")
        assert "Content-Type" not in known.headers
        assert (known.headers["ETag"], known.headers["Vary"]) == ('"h1"', "Accept")


def test_nothing_acceptable_is_406(connection: HTTPConnection) -> None:
    with answer(connection, "/", Accept="image/png") as refused:
        assert refused.status == 406


def test_events_come_one_by_one_and_go_on_where_they_were_left(
    connection: HTTPConnection, folder: Path
) -> None:
    (folder / "closed.txt").unlink(missing_ok=True)
    with answer(connection, "/events", Last_Event_ID="41") as events:
        assert events.headers["Content-Type"] == "text/event-stream"
        lines = [events.readline() for _ in range(6)]
    connection.close()

    assert b"".join(lines) == b"id: 42\ndata: 42\n\nid: 43\ndata: 43\n\n"
    wait_for(folder / "closed.txt")
    assert (folder / "closed.txt").read_text() == "/events"


def test_a_stream_is_sent_while_it_is_made(
    connection: HTTPConnection, folder: Path
) -> None:
    with answer(connection, "/stream") as stream:
        first = stream.readline()
        (folder / "go.txt").touch()
        rest = stream.read()

    assert (first, rest) == (b"first\n", b"second\n")


def test_a_part_of_a_file_is_sent(connection: HTTPConnection) -> None:
    with answer(connection, "/file", Range="bytes=2-3") as part:
        assert (part.status, part.read()) == (206, b"cd")
        assert part.headers["Content-Range"] == "bytes 2-3/6"
        tag = part.headers["ETag"]
    connection.close()

    with answer(connection, "/file", Range="bytes=2-3", If_None_Match=tag) as known:
        assert (known.status, known.read()) == (304, b"")


def wait_for(file: Path) -> None:
    """Wait until *file* has been written."""
    end = time.monotonic() + PATIENCE
    while not (file.exists() and file.read_text()):
        assert time.monotonic() < end, f"{file.name} never came"
        time.sleep(0.02)
