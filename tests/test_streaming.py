from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest

from kolben import (
    App,
    Response,
    current_app,
    request,
    send_file,
    session,
    stream_with_context,
)
from kolben.context import current
from kolben.exceptions import ContextError, SessionError


class Call:
    """A request as a server makes it, with its body not yet iterated."""

    def __init__(self, app: App, path: str, method: str = "GET") -> None:
        with app.test_request_context(path, method=method):
            environ = request.environ
        self.status = ""
        self.body: Any = app(environ, self._start)

    def _start(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status = status


@pytest.fixture
def streaming(app: App) -> App:
    """An application that streams, and keeps a list of what happened."""
    app.extensions["events"] = events = []

    @app.get("/count/<int:last>")
    def count(last: int) -> Iterator[str]:
        def numbers() -> Iterator[str]:
            try:
                for number in range(last):
                    events.append(f"step {number}")
                    yield f"{number}{request.path};"
            finally:
                events.append(f"closed in {current_app.name}")

        return numbers()

    @app.teardown_request
    def end(error: BaseException | None) -> None:
        events.append(f"teardown {error!r}")

    return app


def test_the_context_is_current_in_each_step_and_not_between(streaming: App) -> None:
    call = Call(streaming, "/count/2")
    pieces = iter(call.body)

    assert current.get(None) is None
    assert next(pieces) == b"0/count/2;"
    assert current.get(None) is None
    assert next(pieces) == b"1/count/2;"
    call.body.close()


def test_teardown_runs_when_the_body_is_closed(streaming: App) -> None:
    events = streaming.extensions["events"]
    call = Call(streaming, "/count/1")
    events.clear()

    assert list(call.body) == [b"0/count/1;"]
    assert events == ["step 0", "closed in tested"]
    call.body.close()
    call.body.close()
    assert events == ["step 0", "closed in tested", "teardown None"]


def test_a_body_that_is_left_early_is_closed_in_its_context(streaming: App) -> None:
    events = streaming.extensions["events"]
    call = Call(streaming, "/count/9")
    events.clear()

    next(call.body)
    call.body.close()

    assert events == ["step 0", "closed in tested", "teardown None"]
    assert list(call.body) == []


def test_an_error_while_streaming_reaches_the_teardown(app: App) -> None:
    endings: list[BaseException | None] = []
    app.teardown_request(endings.append)

    @app.get("/")
    def broken() -> Iterator[str]:
        def pieces() -> Iterator[str]:
            yield "fine"
            raise ValueError("broken off")

        return pieces()

    call = Call(app, "/")
    endings.clear()

    assert next(call.body) == b"fine"
    with pytest.raises(ValueError, match="broken off"):
        next(call.body)
    call.body.close()
    assert [str(error) for error in endings] == ["broken off"]


def test_head_starts_no_stream_and_ends_with_its_empty_body(streaming: App) -> None:
    events = streaming.extensions["events"]
    call = Call(streaming, "/count/3", "HEAD")

    assert list(call.body) == []
    call.body.close()
    assert "teardown None" in events
    assert "step 0" not in events


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_fails_when_a_stream_is_closed_reaches_the_teardown_once(
    app: App, method: str
) -> None:
    endings: list[BaseException | None] = []
    closings: list[str] = []
    app.teardown_request(endings.append)

    def fail() -> None:
        closings.append("closed")
        raise ValueError("too late")

    @app.get("/")
    def index() -> Response:
        response = Response(iter("ab"))
        response.call_on_close(fail)
        return response

    call = Call(app, "/", method)
    endings.clear()

    with pytest.raises(ValueError, match="too late"):
        call.body.close()
    assert closings == ["closed"]
    assert [str(error) for error in endings] == ["too late"]
    assert current.get(None) is None


def test_a_finished_body_ends_the_context_at_once(app: App) -> None:
    endings: list[object] = []
    app.teardown_request(endings.append)
    app.get("/")(lambda: "done")

    call = Call(app, "/")

    assert list(call.body) == [b"done"]
    assert len(endings) == 2


def test_a_file_is_handed_over_whole(app: App) -> None:
    app.get("/")(lambda: send_file(BytesIO(b"content"), download_name="a.txt"))

    call = Call(app, "/")

    assert b"".join(call.body) == b"content"


def test_stream_with_context_returns_what_it_is_given(app: App) -> None:
    @app.get("/decorated")
    def decorated() -> Iterator[str]:
        @stream_with_context
        def pieces() -> Iterator[str]:
            yield request.path

        return pieces()

    @app.get("/called")
    def called() -> Response:
        def pieces() -> Iterator[str]:
            yield request.path

        return Response(stream_with_context(pieces()))

    client = app.test_client()

    assert client.get("/decorated").text == "/decorated"
    assert client.get("/called").text == "/called"


def test_stream_with_context_needs_a_request() -> None:
    with pytest.raises(ContextError, match="stream_with_context"):
        stream_with_context(iter(["x"]))


def test_a_kept_context_outlives_its_stream(streaming: App) -> None:
    events = streaming.extensions["events"]

    with streaming.test_client() as client:
        assert client.get("/count/1").text == "0/count/1;"
        assert request.path == "/count/1"
        assert "teardown None" not in events
    assert events[-1] == "teardown None"


def test_a_session_written_before_the_stream_is_saved(app: App) -> None:
    @app.get("/")
    def write() -> Iterator[str]:
        session["user"] = "ada"
        return iter(["streamed"])

    app.get("/user")(lambda: session["user"])
    client = app.test_client()

    assert client.get("/").text == "streamed"
    assert client.get("/user").text == "ada"


def test_a_stream_that_is_closed_after_its_kept_context_ends_nothing_twice(
    streaming: App,
) -> None:
    events = streaming.extensions["events"]

    with streaming.test_client() as client:
        answer = client.get("/count/1")
        events.clear()
    answer.close()

    assert events.count("teardown None") == 1


def test_a_context_may_be_pushed_again_and_ends_again(app: App) -> None:
    endings: list[object] = []
    app.teardown_appcontext(endings.append)
    context = app.app_context()

    with context:
        pass
    with context:
        pass

    assert endings == [None, None]


def test_a_session_that_is_changed_in_the_stream_is_refused(app: App) -> None:
    @app.get("/")
    def write() -> Iterator[str]:
        def pieces() -> Iterator[str]:
            yield session.get("user", "nobody")
            session["user"] = "ada"

        return pieces()

    call = Call(app, "/")

    assert next(call.body) == b"nobody"
    with pytest.raises(SessionError, match="changed after its answer was sent"):
        next(call.body)
    call.body.close()
