from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import EnvironBuilder

from kolben import App
from kolben.context import Context
from kolben.exceptions import RouteTypeError
from kolben.http_errors import RequestEntityTooLarge, SecurityError
from kolben.middleware import (
    Next,
    Ring,
    body_limit,
    compose,
    security_headers,
    trusted_hosts,
)
from kolben.responses import Response


def context_of(**environ: str) -> Context:
    """Return the context of a request with *environ* in its environment."""
    built: dict[str, Any] = EnvironBuilder().get_environ()
    return App("example").request_context(built | environ)


def inner(context: Context) -> Response:
    return Response("hello")


def marking(name: str, marks: list[str]) -> Ring:
    def ring(context: Context, forward: Next) -> Response:
        marks.append(f"{name} in")
        response = forward(context)
        marks.append(f"{name} out")
        return response

    return ring


def test_the_first_ring_is_the_outermost() -> None:
    marks: list[str] = []

    way = compose([marking("a", marks), marking("b", marks)], inner)

    assert marks == []
    assert way(context_of()).get_data() == b"hello"
    assert marks == ["a in", "b in", "b out", "a out"]


def test_without_rings_there_is_only_the_way() -> None:
    assert compose([], inner) is inner


def test_a_ring_may_answer_instead() -> None:
    marks: list[str] = []

    def closed(context: Context, forward: Next) -> Response:
        return Response("closed", 503)

    way = compose([marking("a", marks), closed, marking("b", marks)], inner)

    assert way(context_of()).status_code == 503
    assert marks == ["a in", "a out"]


def test_forbids_to_guess_the_media_type() -> None:
    response = compose([security_headers], inner)(context_of())

    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_programmer_has_the_last_word_on_headers() -> None:
    def own(context: Context) -> Response:
        return Response("hello", headers={"x-content-type-options": "own"})

    response = compose([security_headers], own)(context_of())

    assert response.headers.getlist("X-Content-Type-Options") == ["own"]


@pytest.mark.parametrize(
    ("limit", "declared"),
    [
        pytest.param(10, "10", id="at the limit"),
        pytest.param(10, "0", id="empty"),
        pytest.param(10, "", id="undeclared"),
        pytest.param(10, "-5", id="negative"),
        pytest.param(10, "many", id="no number"),
        pytest.param(10, "\uff11\uff12", id="other digits"),
        pytest.param(None, "99999999", id="no limit"),
    ],
)
def test_lets_bodies_within_the_limit_pass(limit: int | None, declared: str) -> None:
    way = compose([body_limit(limit)], inner)

    assert way(context_of(CONTENT_LENGTH=declared)).status_code == 200


@pytest.mark.parametrize("declared", ["11", "9" * 30, "9" * 5000])
def test_refuses_bodies_beyond_the_limit(declared: str) -> None:
    way = compose([body_limit(10)], inner)

    with pytest.raises(RequestEntityTooLarge):
        way(context_of(CONTENT_LENGTH=declared))


def test_an_undeclared_body_passes() -> None:
    context = context_of()
    assert context.environ is not None
    context.environ.pop("CONTENT_LENGTH", None)

    assert compose([body_limit(10)], inner)(context).status_code == 200


@pytest.mark.parametrize(
    "host", ["example.com", "example.com:5000", "example.org", "www.example.org"]
)
def test_answers_for_trusted_hosts(host: str) -> None:
    way = compose([trusted_hosts(["example.com", ".example.org"])], inner)

    assert way(context_of(HTTP_HOST=host)).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "example.com.evil.example", "www.example.com", "a b", ""]
)
def test_refuses_other_hosts(host: str) -> None:
    way = compose([trusted_hosts(["example.com", ".example.org"])], inner)

    with pytest.raises(SecurityError):
        way(context_of(HTTP_HOST=host))


def test_trusts_every_host_if_none_is_named() -> None:
    way = compose([trusted_hosts(None)], inner)

    assert way(context_of(HTTP_HOST="evil.example")).status_code == 200


def test_one_trusted_host_may_stand_by_itself() -> None:
    way = compose([trusted_hosts("example.com")], inner)

    assert way(context_of(HTTP_HOST="example.com")).status_code == 200
    with pytest.raises(SecurityError):
        way(context_of(HTTP_HOST="e"))


@pytest.mark.parametrize("answer", [None, "hello"])
def test_a_ring_that_answers_with_no_response_is_named(
    app: App, caplog: pytest.LogCaptureFixture, answer: Any
) -> None:
    @app.ring
    def lost(context: Context, forward: Next) -> Response:
        return answer  # type: ignore[no-any-return]  # the mistake

    assert app.test_client().get("/").status_code == 500
    assert f"The ring 'lost' returned {answer!r}" in caplog.text


def test_a_ring_is_no_coroutine_function(app: App) -> None:
    async def slow(context: Context, forward: Next) -> Response:
        return forward(context)

    with pytest.raises(RouteTypeError, match="it is a coroutine function"):
        app.ring(slow)  # type: ignore[arg-type]  # the mistake
