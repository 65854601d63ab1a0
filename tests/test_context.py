from __future__ import annotations

import threading
from typing import Any

import pytest

from kolben import (
    App,
    appcontext_popped,
    appcontext_pushed,
    appcontext_tearing_down,
    copy_current_request_context,
    current_app,
    g,
    has_app_context,
    has_request_context,
    request,
    request_tearing_down,
    session,
)
from kolben.context import current, current_context
from kolben.exceptions import ContextError
from kolben.globals import Globals
from kolben.locals import unproxied


def test_globals_are_a_bag_of_attributes() -> None:
    bag = Globals()
    bag.one = 1

    assert bag.setdefault("two", 2) == 2
    assert (bag.get("one"), bag.get("three"), bag.get("three", 3)) == (1, None, 3)
    assert list(bag) == ["one", "two"]
    assert bag.pop("one") == 1
    assert bag.pop("one", None) is None
    assert "one" not in bag
    assert repr(bag) == "<Globals ['two']>"
    with pytest.raises(KeyError):
        bag.pop("one")


def test_an_application_context_has_no_request(app: App) -> None:
    with app.app_context() as context:
        assert has_app_context()
        assert not has_request_context()
        assert unproxied(current_app) is app
        assert repr(context) == "<Context of 'tested'>"
        with pytest.raises(ContextError, match="Working outside of request context"):
            _ = context.request
        with pytest.raises(ContextError, match="'session' needs an HTTP request"):
            _ = context.session


def test_an_application_context_within_a_request_sees_the_request(app: App) -> None:
    with app.test_request_context("/there"):
        g.mark = "outer"
        session["user"] = "ada"
        with app.app_context():
            assert request.path == "/there"
            assert session["user"] == "ada"
            assert has_request_context()
            assert "mark" not in g
        assert g.mark == "outer"


def test_contexts_of_two_applications_nest(app: App) -> None:
    other = App("other")

    with app.test_request_context("/one"):
        with other.test_request_context("/two"):
            assert (current_app.name, request.path) == ("other", "/two")
        assert (current_app.name, request.path) == ("tested", "/one")


def test_a_view_may_call_another_application(app: App) -> None:
    other = App("other")
    other.get("/inner")(lambda: f"{current_app.name} {request.path}")

    @app.get("/outer")
    def outer() -> str:
        inner = other.test_client().get("/inner").text
        return f"{inner}, {current_app.name} {request.path}"

    answer = app.test_client().get("/outer")

    assert answer.text == "other /inner, tested /outer"


def test_each_thread_has_its_own_context(app: App) -> None:
    ready = threading.Barrier(2, timeout=10)

    @app.get("/<name>")
    def name(name: str) -> str:
        g.name = name
        ready.wait()
        return f"{g.name} {request.path}"

    texts: list[str] = []
    threads = [
        threading.Thread(
            target=lambda path=path: texts.append(app.test_client().get(path).text)
        )
        for path in ("/a", "/b")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert sorted(texts) == ["a /a", "b /b"]


def test_a_function_takes_its_request_into_another_thread(app: App) -> None:
    seen: list[Any] = []

    @app.get("/work/<name>")
    def start(name: str) -> str:
        @copy_current_request_context
        def work(word: str) -> None:
            seen.append((word, request.path, request.view_args))

        thread = threading.Thread(target=work, args=("done",))
        thread.start()
        thread.join(10)
        return "started"

    app.test_client().get("/work/x")

    assert seen == [("done", "/work/x", {"name": "x"})]


def test_teardown_runs_at_the_last_pop_only(app: App) -> None:
    endings: list[object] = []
    app.teardown_request(endings.append)
    app.teardown_appcontext(endings.append)
    context = app.test_request_context()

    context.push()
    context.push()
    context.pop()

    assert endings == []
    context.pop()
    assert endings == [None, None]


def test_teardown_functions_get_the_error_of_the_block(app: App) -> None:
    endings: list[BaseException | None] = []
    app.teardown_appcontext(endings.append)

    with pytest.raises(KeyError), app.app_context():
        raise KeyError("x")

    assert [type(error) for error in endings] == [KeyError]


def test_all_teardown_functions_run_although_some_fail(app: App) -> None:
    calls: list[str] = []

    def failing(error: BaseException | None) -> None:
        calls.append("failing")
        raise ValueError("teardown")

    app.teardown_appcontext(failing)
    app.teardown_appcontext(lambda error: calls.append("fine"))
    app.teardown_appcontext(failing)

    with pytest.raises(ExceptionGroup) as caught, app.app_context():
        pass

    assert calls == ["failing", "fine", "failing"]
    assert len(caught.value.exceptions) == 2
    assert not has_app_context()


def test_a_failing_teardown_spoils_no_answer(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    @app.teardown_request
    def failing(error: BaseException | None) -> None:
        raise ValueError("teardown")

    app.get("/")(lambda: "answer")

    assert app.test_client().get("/").text == "answer"
    assert caplog.records[0].message == "Exception on / [GET]"


def test_teardown_goes_on_when_the_process_is_asked_to_end(app: App) -> None:
    calls: list[str] = []

    def ending(error: BaseException | None) -> None:
        calls.append("ending")
        raise SystemExit

    app.teardown_appcontext(lambda error: calls.append("application"))
    app.teardown_request(lambda error: calls.append("request"))
    app.teardown_request(ending)
    app.get("/")(lambda: "answer")

    with pytest.raises(SystemExit):
        app.test_client().get("/")
    assert calls == ["ending", "request", "application"]


def test_a_failing_listener_stops_no_teardown(app: App) -> None:
    calls: list[str] = []

    def failing(sender: App, **details: Any) -> None:
        raise ValueError("deaf")

    app.teardown_appcontext(lambda error: calls.append("application"))
    app.get("/")(lambda: "answer")

    with request_tearing_down.connected_to(failing, app):
        answer = app.test_client().get("/").text
    assert answer == "answer"
    assert calls == ["application"]


def test_a_failing_teardown_is_raised_in_tests(app: App) -> None:
    app.testing = True

    @app.teardown_request
    def failing(error: BaseException | None) -> None:
        raise ValueError("teardown")

    with pytest.raises(ValueError, match="teardown"):
        app.test_client().get("/")


def test_a_context_that_is_not_current_is_not_popped(app: App) -> None:
    outer, inner = app.app_context(), app.app_context()
    outer.push()
    inner.push()

    with pytest.raises(ContextError, match="not the current one"):
        outer.pop()
    inner.pop()
    outer.pop()
    with pytest.raises(ContextError, match="not the current one"):
        outer.pop()


def test_a_request_context_is_described_by_its_request(app: App) -> None:
    context = app.test_request_context("/x", method="PUT")

    assert repr(context) == "<Context of 'tested': PUT /x>"


def test_a_request_context_matches_its_url(app: App) -> None:
    @app.get("/user/<name>")
    def user(name: str) -> str:
        return name

    with app.test_request_context("/user/ada") as context:
        assert request.endpoint == "user"
        assert request.view_args == {"name": "ada"}
        assert context.variables == {"name": "ada"}
    with app.test_request_context("/nowhere") as context:
        assert request.endpoint is None
        assert request.routing_exception is context.failure
        assert context.variables == {}


def test_a_request_or_session_may_be_put_in_place(app: App) -> None:
    with app.test_request_context("/a") as context:
        replaced = app.make_request({**request.environ, "PATH_INFO": "/b"})
        context.request = replaced
        context.session = type(unproxied(session))({"user": "ada"})

        assert request.path == "/b"
        assert session["user"] == "ada"


def test_without_a_context_there_is_a_way_out() -> None:
    with pytest.raises(ContextError, match="Working outside of application context"):
        current_context()
    assert not has_app_context()
    assert not has_request_context()


@pytest.mark.parametrize(
    ("proxy", "words"),
    [
        pytest.param(request, "request context: 'request'", id="request"),
        pytest.param(session, "request context: 'session'", id="session"),
        pytest.param(g, "application context: 'g'", id="g"),
        pytest.param(current_app, "application context: 'current_app'", id="app"),
    ],
)
def test_a_proxy_outside_of_its_context_says_so(proxy: Any, words: str) -> None:
    with pytest.raises(ContextError, match=words):
        _ = proxy.anything
    assert not proxy


def test_what_is_no_proxy_is_returned_as_it_is() -> None:
    assert unproxied(current) is current


def test_listeners_hear_of_contexts(app: App) -> None:
    heard: list[str] = []

    def listener(name: str) -> Any:
        def listen(sender: App, **details: Any) -> None:
            heard.append(name)

        return listen

    signals = (
        appcontext_pushed,
        appcontext_popped,
        appcontext_tearing_down,
        request_tearing_down,
    )
    listeners = [listener(signal.name) for signal in signals]
    for signal, listen in zip(signals, listeners, strict=True):
        signal.connect(listen, app)
    with app.test_request_context():
        heard.append("block")
    app.get("/")(lambda: heard.append("view") or "answer")
    app.test_client().get("/")

    assert heard == [
        "appcontext-pushed",
        "block",
        "request-tearing-down",
        "appcontext-tearing-down",
        "appcontext-popped",
        "appcontext-pushed",
        "view",
        "request-tearing-down",
        "appcontext-tearing-down",
        "appcontext-popped",
    ]
