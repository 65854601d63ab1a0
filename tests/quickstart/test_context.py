"""S95-S101: the request that is current."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from werkzeug.test import create_environ

from kolben import App, has_request_context, request
from kolben.testing import TestClient


def test_s95_the_request_is_a_global_name(app: App, client: TestClient) -> None:
    @app.route("/echo")
    def echo() -> list[str]:
        return [request.method, request.path, request.args["q"]]

    assert client.get("/echo?q=1").json == ["GET", "/echo", "1"]


def test_s96_each_thread_sees_its_own_request(app: App) -> None:
    everyone = threading.Barrier(4, timeout=20)

    @app.route("/<name>")
    def view(name: str) -> list[str]:
        before = request.path
        everyone.wait()
        return [name, before, request.path]

    def ask(name: str) -> object:
        return app.test_client().get(f"/{name}").json

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, "abcd"))

    assert answers == [[name, f"/{name}", f"/{name}"] for name in "abcd"]


def test_s97_each_task_sees_its_own_request(app: App) -> None:
    async def look(path: str, turns: int) -> list[str]:
        seen = []
        with app.test_request_context(path):
            for _ in range(turns):
                seen.append(request.path)
                await asyncio.sleep(0)
        return seen

    async def both() -> list[list[str]]:
        return [*await asyncio.gather(look("/a", 3), look("/b", 4))]

    assert asyncio.run(both()) == [["/a"] * 3, ["/b"] * 4]


def test_s98_an_application_may_call_another(app: App, client: TestClient) -> None:
    inner = App(__name__)
    inner.add_url_rule("/inner", "inner", lambda: f"inner {request.path}")

    @app.route("/outer")
    def outer() -> list[str]:
        answer = inner.test_client().get("/inner").text
        return [request.path, answer, request.path]

    assert client.get("/outer").json == ["/outer", "inner /inner", "/outer"]


def test_s98_contexts_are_restored_in_turn(app: App) -> None:
    with app.test_request_context("/one"):
        with app.test_request_context("/two"):
            inside = request.path
        assert (inside, request.path) == ("/two", "/one")


def test_s99_without_a_request_there_is_an_explanation(app: App) -> None:
    with pytest.raises(RuntimeError, match="outside of") as caught:
        _ = request.method
    with app.app_context(), pytest.raises(RuntimeError, match="outside of"):
        _ = request.method

    assert "test_request_context" in str(caught.value)


def test_s100_a_request_is_made_up_for_a_block(app: App) -> None:
    with app.test_request_context("/hello", method="POST"):
        assert request.path == "/hello"
        assert request.method == "POST"

    assert not has_request_context()


def test_s101_a_request_is_made_of_a_whole_environment(app: App) -> None:
    environ = create_environ("/hello?a=1", method="POST", data={"b": "2"})

    with app.request_context(environ):
        assert (request.method, request.path) == ("POST", "/hello")
        assert (request.args["a"], request.form["b"]) == ("1", "2")

    assert not has_request_context()
