from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, cast

import pytest
from werkzeug.test import EnvironBuilder

from kolben import App, ResponseError, Stream, request
from kolben.testing import TestClient


def answering(app: App, make: Any) -> None:
    """Let *app* answer ``/`` with what *make* returns."""

    @app.get("/")
    def answer() -> Stream:
        return cast(Stream, make())


def test_pieces_of_text_and_bytes_are_sent(app: App, client: TestClient) -> None:
    answering(app, lambda: Stream(iter(["ä", "b"])))

    response = client.get("/")

    assert response.text == "äb"
    assert response.content_type == "text/plain; charset=utf-8"
    assert "Content-Length" not in response.headers
    assert Stream([b"a", b"b"]).get_data() == b"ab"


def test_type_status_and_headers_are_taken(app: App, client: TestClient) -> None:
    answering(app, lambda: Stream(iter([b"a"]), "text/csv", 202, {"X-A": "1"}))

    response = client.get("/")

    assert (response.status_code, response.content_type) == (202, "text/csv")
    assert response.headers["X-A"] == "1"


@pytest.mark.parametrize("wrong", ["text", b"bytes", 3, None])
def test_what_is_no_iterable_of_pieces_is_refused(wrong: Any) -> None:
    with pytest.raises(ResponseError, match="Stream was given an object of"):
        Stream(wrong)


def test_asynchronous_pieces_are_made_on_the_loop_within_the_context(
    app: App, client: TestClient
) -> None:
    threads = set()

    async def pieces() -> AsyncIterator[str]:
        for word in ("a", "b"):
            await asyncio.sleep(0)
            threads.add(threading.current_thread().name)
            yield f"{word}{request.path}"

    answering(app, lambda: Stream(pieces()))

    assert client.get("/").text == "a/b/"
    assert threads == {"kolben-async"}


def test_plain_pieces_are_made_within_the_context(app: App, client: TestClient) -> None:
    def pieces() -> Iterator[str]:
        yield request.path

    answering(app, lambda: Stream(pieces()))

    assert client.get("/").text == "/"


def first_piece(app: App) -> Iterator[str]:
    """Take the first piece of what *app* sends, and close the rest."""
    ignore: Any = lambda *_: None  # noqa: E731  # as it stands, it fits no protocol
    body: Iterable[bytes] = app(EnvironBuilder("/").get_environ(), ignore)
    yield next(iter(body)).decode()
    cast(Any, body).close()


def test_closing_the_response_closes_a_generator(app: App) -> None:
    ended = []

    def pieces() -> Iterator[str]:
        try:
            yield "a"
            yield "b"
        finally:
            ended.append(request.path)

    answering(app, lambda: Stream(pieces()))

    assert list(first_piece(app)) == ["a"]
    assert ended == ["/"]


def test_closing_the_response_closes_an_asynchronous_generator(app: App) -> None:
    ended = []

    async def pieces() -> AsyncIterator[str]:
        try:
            yield "a"
            yield "b"
        finally:
            await asyncio.sleep(0)
            ended.append(request.path)

    answering(app, lambda: Stream(pieces()))

    assert list(first_piece(app)) == ["a"]
    assert ended == ["/"]


def test_closing_the_response_closes_what_the_pieces_were_made_of(app: App) -> None:
    class Rows:
        closed = False

        def __iter__(self) -> Iterator[str]:
            return iter(["a"])

        def close(self) -> None:
            self.closed = True

    rows = Rows()
    answering(app, lambda: Stream(rows))

    assert list(first_piece(app)) == ["a"]
    assert rows.closed


def test_head_and_a_failed_condition_close_the_generator_unread(
    app: App, client: TestClient
) -> None:
    closed = []

    class Pieces(Iterator[str]):
        def __next__(self) -> str:
            raise AssertionError("nobody asked")

        def close(self) -> None:
            closed.append(1)

    answering(app, lambda: Stream(Pieces(), etag="v1"))

    def status(method: str, **headers: str) -> int:
        answer = client.open("/", method=method, headers=headers, buffered=True)
        return answer.status_code

    assert status("HEAD") == 200
    assert status("GET", if_none_match='"v1"') == 304
    assert status("GET", if_match='"v0"') == 412
    assert len(closed) == 3


def test_an_error_while_streaming_is_raised_and_ends_the_context(
    app: App, client: TestClient
) -> None:
    async def pieces() -> AsyncIterator[str]:
        yield "a"
        raise LookupError("torn")

    answering(app, lambda: Stream(pieces()))

    with pytest.raises(LookupError, match="torn"):
        client.get("/", buffered=True)


def test_asynchronous_pieces_need_an_application() -> None:
    async def pieces() -> AsyncIterator[str]:
        yield "a"

    with pytest.raises(ResponseError, match="without the event loop"):
        Stream(pieces()).get_data()
