"""S69-S75: HTTP methods."""

from __future__ import annotations

import pytest

from kolben import App, request
from kolben.testing import TestClient


def test_s69_get_is_answered_by_default(app: App, client: TestClient) -> None:
    app.add_url_rule("/", "index", lambda: "index")

    response = client.post("/")

    assert client.get("/").status_code == 200
    assert response.status_code == 405
    assert set(response.allow) == {"GET", "HEAD", "OPTIONS"}


def test_s70_a_route_may_name_its_methods(app: App, client: TestClient) -> None:
    @app.route("/login", methods=["GET", "POST"])
    def login() -> str:
        return "login"

    assert client.get("/login").text == "login"
    assert client.post("/login").text == "login"
    assert client.put("/login").status_code == 405


def test_s71_a_function_may_ask_for_the_method(app: App, client: TestClient) -> None:
    @app.route("/login", methods=["GET", "POST"])
    def login() -> str:
        if request.method == "POST":
            return "do the login"
        return "show the form"

    assert client.get("/login").text == "show the form"
    assert client.post("/login").text == "do the login"


def test_s72_two_functions_share_a_url(app: App, client: TestClient) -> None:
    @app.get("/login")
    def login_get() -> str:
        return "show the form"

    @app.post("/login")
    def login_post() -> str:
        return "do the login"

    assert client.get("/login").text == "show the form"
    assert client.post("/login").text == "do the login"


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "patch"])
def test_s72_every_common_method_has_its_decorator(
    app: App, client: TestClient, method: str
) -> None:
    @getattr(app, method)("/")  # type: ignore[untyped-decorator]  # chosen by its name
    def view() -> str:
        return request.method

    answers = {
        each: client.open("/", method=each).status_code
        for each in ("GET", "POST", "PUT", "DELETE", "PATCH")
    }

    assert client.open("/", method=method).text == method.upper()
    assert [each for each, code in answers.items() if code == 200] == [method.upper()]


def test_s73_get_implies_head(app: App, client: TestClient) -> None:
    @app.get("/")
    def index() -> tuple[str, dict[str, str]]:
        return "twelve bytes", {"X-Something": "A value"}

    get, head = client.get("/"), client.head("/")

    assert head.status_code == 200
    assert head.data == b""
    assert head.headers == get.headers
    assert head.headers["Content-Length"] == "12"


def test_s74_options_is_answered_for_all_functions_of_a_url(
    app: App, client: TestClient
) -> None:
    app.add_url_rule("/<name>", "show", lambda name: name, methods=["GET"])
    app.add_url_rule("/<name>", "drop", lambda name: name, methods=["DELETE"])

    response = client.options("/x")

    assert response.status_code == 200
    assert response.data == b""
    assert set(response.allow) == {"DELETE", "GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_s75_every_method_can_be_routed(
    app: App, client: TestClient, method: str
) -> None:
    @app.route("/", methods=[method])
    def view() -> tuple[str, dict[str, str]]:
        return request.method, {"X-Method": request.method}

    response = client.open("/", method=method)

    assert response.status_code == 200
    assert response.headers["X-Method"] == method
    assert response.text == ("" if method == "HEAD" else method)
