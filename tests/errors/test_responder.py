from __future__ import annotations

import logging
from typing import Any

import pytest

from kolben import App, Response, Router, abort, got_request_exception, request
from kolben.http_errors import (
    BadRequestKeyError,
    Forbidden,
    HTTPException,
    InternalServerError,
    NotFound,
    Unauthorized,
)


@pytest.fixture
def failing(app: App) -> App:
    """An application whose views fail in several ways."""

    @app.get("/bug")
    def bug() -> str:
        raise ValueError("a bug")

    @app.get("/key")
    def key() -> str:
        return request.args["missing"]

    @app.get("/abort/<int:code>")
    def stop(code: int) -> str:
        abort(code)

    @app.get("/response")
    def response() -> str:
        abort(Response("as it is", 418))

    return app


def test_an_unhandled_error_is_logged_and_answered_with_500(
    failing: App, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger=failing.name):
        answer = failing.test_client().get("/bug")

    assert answer.status_code == 500
    assert "a bug" not in answer.text
    assert [record.message for record in caplog.records] == ["Exception on /bug [GET]"]
    assert caplog.records[0].exc_info is not None


@pytest.mark.parametrize("kind", [500, InternalServerError, HTTPException])
def test_a_handler_of_500_gets_the_original_error(
    failing: App, kind: type[Exception]
) -> None:
    @failing.errorhandler(kind)
    def broken(error: Any) -> tuple[str, int]:
        return f"{error.original_exception!r}", 500

    assert failing.test_client().get("/bug").text == "ValueError('a bug')"


def test_a_handler_of_exception_gets_the_error_itself(failing: App) -> None:
    @failing.errorhandler(Exception)
    def anything(error: Exception) -> str:
        return type(error).__name__

    client = failing.test_client()

    assert client.get("/bug").text == "ValueError"
    assert client.get("/abort/403").text == "Forbidden"


@pytest.mark.parametrize("setting", ["TESTING", "DEBUG", "PROPAGATE_EXCEPTIONS"])
def test_unhandled_errors_are_raised_where_that_is_wanted(
    failing: App, setting: str
) -> None:
    failing.config[setting] = True

    with pytest.raises(ValueError, match="a bug"):
        failing.test_client().get("/bug")


def test_propagation_may_be_switched_off_in_debug_mode(failing: App) -> None:
    failing.config.update(DEBUG=True, PROPAGATE_EXCEPTIONS=False)

    assert failing.test_client().get("/bug").status_code == 500


def test_http_errors_may_be_trapped(failing: App) -> None:
    failing.config["TRAP_HTTP_EXCEPTIONS"] = True

    with pytest.raises(Forbidden):
        failing.test_client().get("/abort/403")


@pytest.mark.parametrize("setting", ["TRAP_BAD_REQUEST_ERRORS", "DEBUG"])
def test_missing_keys_may_be_trapped(failing: App, setting: str) -> None:
    failing.config[setting] = True

    with pytest.raises(BadRequestKeyError):
        failing.test_client().get("/key")


def test_only_missing_keys_are_trapped_in_debug_mode(failing: App) -> None:
    failing.config["DEBUG"] = True

    assert failing.test_client().get("/abort/400").status_code == 400


def test_a_response_may_be_raised(failing: App) -> None:
    @failing.errorhandler(Exception)
    def anything(error: Exception) -> str:
        return "handled"

    answer = failing.test_client().get("/response")

    assert (answer.status_code, answer.text) == (418, "as it is")


def test_a_redirect_of_the_routing_passes_the_handlers(app: App) -> None:
    @app.get("/folder/")
    def folder() -> str:
        return ""

    @app.errorhandler(Exception)
    def anything(error: Exception) -> str:
        return "handled"

    assert app.test_client().get("/folder").status_code == 308


def test_the_innermost_router_that_handles_it_answers(app: App) -> None:
    outer = Router("outer", prefix="/outer")
    inner = Router("inner", prefix="/inner")

    @inner.get("/<int:code>")
    def stop(code: int) -> str:
        abort(code)

    @inner.errorhandler(404)
    def inner_404(error: NotFound) -> str:
        return "inner 404"

    @outer.errorhandler(HTTPException)
    def outer_any(error: HTTPException) -> str:
        return f"outer {error.code}"

    @app.errorhandler(403)
    def app_403(error: Forbidden) -> str:
        return "app 403"

    outer.include(inner)
    app.include(outer)
    client = app.test_client()

    assert client.get("/outer/inner/404").text == "inner 404"
    assert client.get("/outer/inner/403").text == "outer 403"
    assert client.get("/nowhere").status_code == 404


def test_a_handler_may_abort_to_another_one(failing: App) -> None:
    @failing.errorhandler(ValueError)
    def refuse(error: ValueError) -> str:
        abort(401)

    @failing.errorhandler(Unauthorized)
    def ask(error: Unauthorized) -> tuple[str, int]:
        return "who are you?", 401

    assert failing.test_client().get("/bug").text == "who are you?"


def test_a_handler_that_aborts_with_its_own_error_gives_the_page(failing: App) -> None:
    @failing.errorhandler(403)
    def refuse(error: Forbidden) -> str:
        raise error

    assert "<h1>Forbidden</h1>" in failing.test_client().get("/abort/403").text


def test_handlers_that_fail_are_logged_and_answered_with_500(
    failing: App, caplog: pytest.LogCaptureFixture
) -> None:
    @failing.errorhandler(ValueError)
    def also_broken(error: ValueError) -> str:
        raise KeyError("handler")

    @failing.errorhandler(500)
    def broken_too(error: InternalServerError) -> str:
        raise RuntimeError("last resort")

    with caplog.at_level(logging.ERROR, logger=failing.name):
        answer = failing.test_client().get("/bug")

    assert answer.status_code == 500
    assert len(caplog.records) == 2


def test_handlers_may_be_coroutine_functions(failing: App) -> None:
    @failing.errorhandler(ValueError)
    async def slow(error: ValueError) -> str:
        return f"{request.path}: {error}"

    assert failing.test_client().get("/bug").text == "/bug: a bug"


def test_a_handler_may_return_an_http_error(failing: App) -> None:
    @failing.errorhandler(ValueError)
    def as_error(error: ValueError) -> NotFound:
        return NotFound("nothing")

    answer = failing.test_client().get("/bug")

    assert answer.status_code == 404
    assert "nothing" in answer.text


def test_an_error_in_an_after_hook_is_handled_without_hooks(app: App) -> None:
    calls: list[str] = []

    @app.after_request
    def broken(response: Response) -> Response:
        calls.append("hook")
        raise KeyError("hook")

    @app.errorhandler(KeyError)
    def handled(error: KeyError) -> str:
        return "handled"

    assert app.test_client().get("/").text == "handled"
    assert calls == ["hook"]


def test_listeners_hear_of_unhandled_errors_only(failing: App) -> None:
    heard: list[BaseException] = []

    def listen(sender: App, exception: BaseException) -> None:
        heard.append(exception)

    with got_request_exception.connected_to(listen, failing):
        failing.test_client().get("/abort/404")
        failing.test_client().get("/bug")

    assert [type(error) for error in heard] == [ValueError]


def test_teardown_functions_get_the_error_that_nothing_handled(failing: App) -> None:
    seen: list[BaseException | None] = []
    failing.teardown_request(seen.append)

    failing.test_client().get("/bug")
    failing.test_client().get("/abort/404")

    assert [type(error) for error in seen] == [ValueError, type(None)]


def test_an_error_with_a_code_of_its_own_is_no_http_error(app: App) -> None:
    class RefusedError(Exception):
        code: int | None = None

    @app.get("/")
    def fail() -> str:
        raise RefusedError

    @app.errorhandler(RefusedError)
    def refused(error: RefusedError) -> str:
        return "refused"

    assert app.test_client().get("/").text == "refused"


def test_redirects_of_the_routing_are_never_trapped(app: App) -> None:
    app.config["TRAP_HTTP_EXCEPTIONS"] = True
    app.get("/folder/")(lambda: "")

    assert app.test_client().get("/folder").status_code == 308
