"""S121-S126: redirects and errors."""

from __future__ import annotations

import re

import pytest
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.http import HTTP_STATUS_CODES

from kolben import App, Response, abort, redirect, url_for
from kolben.testing import TestClient


def test_s121_a_redirect_leads_to_another_endpoint(
    app: App, client: TestClient
) -> None:
    @app.route("/")
    def index() -> Response:
        return redirect(url_for("login"))

    @app.route("/login")
    def login() -> str:
        return "login"

    response = client.get("/")

    assert (response.status_code, response.location) == (302, "/login")
    assert client.get("/", follow_redirects=True).text == "login"


def test_s122_abort_ends_the_request_at_once(app: App, client: TestClient) -> None:
    executed = []

    @app.route("/login")
    def login() -> str:
        executed.append("before")
        abort(401)
        executed.append("after")  # type: ignore[unreachable]  # this is the point
        return "never"

    response = client.get("/login")

    assert response.status_code == 401
    assert executed == ["before"]


@pytest.mark.parametrize(
    "code", [400, 401, 403, 404, 405, 409, 413, 415, 418, 429, 500]
)
def test_s123_every_error_has_a_plain_page(
    app: App, client: TestClient, code: int
) -> None:
    @app.route("/")
    def view() -> str:
        abort(code)

    response = client.get("/")

    assert response.status_code == code
    assert response.mimetype == "text/html"
    assert f"{code} {HTTP_STATUS_CODES[code]}" in response.text.replace("&#39;", "'")
    assert set(re.findall(r"(?:color|background)\S*: ?([^;}]+)", response.text)) <= {
        "#000",
        "#fff",
    }


def test_s123_the_page_escapes_what_it_shows(app: App, client: TestClient) -> None:
    @app.route("/")
    def view() -> str:
        abort(404, "<script>no</script>")

    assert "<script>" not in client.get("/").text


def test_s124_a_handler_replaces_the_page(app: App, client: TestClient) -> None:
    @app.errorhandler(404)
    def page_not_found(error: NotFound) -> tuple[str, int]:
        return f"{type(error).__name__} {error.code}: gone astray", 404

    response = client.get("/nowhere")

    assert response.status_code == 404
    assert response.text == "NotFound 404: gone astray"


def test_s125_the_status_is_200_unless_it_is_given(
    app: App, client: TestClient
) -> None:
    @app.errorhandler(404)
    def forgetful(error: HTTPException) -> str:
        return "not found, it seems"

    @app.errorhandler(403)
    def careful(error: HTTPException) -> tuple[str, int]:
        return "forbidden", 403

    app.add_url_rule("/secret", "secret", lambda: abort(403))

    assert client.get("/nowhere").status_code == 200
    assert client.get("/secret").status_code == 403


def test_s126_a_code_in_place_of_a_rule_is_refused(app: App) -> None:
    with pytest.raises(TypeError, match="404"):
        app.route(404)(lambda error: "")  # type: ignore[arg-type]  # the mistake itself
