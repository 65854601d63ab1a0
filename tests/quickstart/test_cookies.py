"""S115-S120: cookies."""

from __future__ import annotations

import pytest

from kolben import (
    App,
    Response,
    after_this_request,
    make_response,
    render_template_string,
    request,
    session,
)
from kolben.testing import TestClient


def test_s115_cookies_are_a_mapping(app: App, client: TestClient) -> None:
    @app.route("/")
    def index() -> dict[str, str]:
        return dict(request.cookies)

    client.set_cookie("username", "the username")
    client.set_cookie("language", "de")

    assert client.get("/").json == {"username": "the username", "language": "de"}


def test_s115_a_missing_cookie_is_none_or_a_key_error(app: App) -> None:
    with app.test_request_context(headers={"Cookie": "a=1"}):
        assert request.cookies.get("a") == "1"
        assert request.cookies.get("username") is None
        with pytest.raises(KeyError):
            request.cookies["username"]


def test_s116_a_response_sets_a_cookie(app: App, client: TestClient) -> None:
    @app.route("/")
    def index() -> Response:
        response = Response("hello")
        response.set_cookie("username", "the username")
        return response

    client.get("/")
    cookie = client.get_cookie("username")

    assert cookie is not None
    assert (cookie.decoded_value, cookie.path) == ("the username", "/")


def test_s117_make_response_gives_the_response_to_modify(
    app: App, client: TestClient
) -> None:
    @app.route("/")
    def index() -> Response:
        response = make_response(render_template_string("Hello {{ 'x' }}"))
        response.set_cookie("username", "ada")
        return response

    response = client.get("/")

    assert response.text == "Hello x"
    assert response.headers["Set-Cookie"] == "username=ada; Path=/"


def test_s118_texts_of_views_become_responses(app: App, client: TestClient) -> None:
    seen = []

    @app.route("/")
    def index() -> str:
        return "a text"

    @app.after_request
    def look(response: Response) -> Response:
        seen.append(response)
        return response

    client.get("/")

    (response,) = seen
    assert isinstance(response, Response)
    assert response.get_data(as_text=True) == "a text"


def test_s119_a_cookie_is_set_before_there_is_a_response(
    app: App, client: TestClient
) -> None:
    @app.before_request
    def detect_user_language() -> None:
        if "language" not in request.cookies:

            @after_this_request
            def remember_language(response: Response) -> Response:
                response.set_cookie("language", "de")
                return response

    @app.route("/")
    def index() -> str:
        return request.cookies.get("language", "unknown")

    first, second = client.get("/"), client.get("/")

    assert (first.text, second.text) == ("unknown", "de")
    assert first.headers["Set-Cookie"] == "language=de; Path=/"
    assert "Set-Cookie" not in second.headers


def test_s120_a_session_believes_no_cookie_that_the_client_made(
    app: App, client: TestClient
) -> None:
    app.secret_key = "a secret that is long enough for a test"

    @app.route("/")
    def index() -> list[object]:
        return [request.cookies.get("user"), session.get("user")]

    client.set_cookie("user", "admin")
    client.set_cookie("session", '{"user": "admin"}')

    assert client.get("/").json == ["admin", None]
