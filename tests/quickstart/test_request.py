"""S102-S107: the request object."""

from __future__ import annotations

import pytest

from kolben import (
    App,
    Response,
    redirect,
    render_template_string,
    request,
    session,
    url_for,
)
from kolben.testing import TestClient

LOGIN = "<form method=post>{% if error %}<p>{{ error }}</p>{% endif %}</form>"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_s102_the_request_knows_its_method(
    app: App, client: TestClient, method: str
) -> None:
    @app.route("/", methods=[method])
    def view() -> str:
        return request.method

    assert client.open("/", method=method.lower()).text == method


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_s103_form_holds_what_was_sent(
    app: App, client: TestClient, method: str, content_type: str
) -> None:
    @app.route("/", methods=[method])
    def view() -> list[object]:
        return [request.form["username"], request.form.getlist("tag")]

    response = client.open(
        "/",
        method=method,
        data={"username": "Jürgen", "tag": ["a", "b"]},
        content_type=content_type,
    )

    assert response.json == ["Jürgen", ["a", "b"]]


@pytest.fixture
def login_client(app: App, client: TestClient) -> TestClient:
    """A client of the document's login example."""
    app.secret_key = "a secret that is long enough for a test"

    @app.route("/login", methods=["POST", "GET"])
    def login() -> Response | str:
        error = None
        if request.method == "POST":
            if (request.form["username"], request.form["password"]) == ("ada", "x"):
                session["username"] = request.form["username"]
                return redirect(url_for("index"))
            error = "Invalid username/password"
        return render_template_string(LOGIN, error=error)

    @app.route("/")
    def index() -> str:
        return str(session["username"])

    return client


def test_s104_valid_credentials_log_in(login_client: TestClient) -> None:
    form = {"username": "ada", "password": "x"}

    response = login_client.post("/login", data=form, follow_redirects=True)

    assert response.request.path == "/"
    assert response.text == "ada"


def test_s104_wrong_credentials_show_the_form_with_an_error(
    login_client: TestClient,
) -> None:
    form = {"username": "ada", "password": "y"}

    assert login_client.get("/login").text == "<form method=post></form>"
    assert login_client.post("/login", data=form).text == (
        "<form method=post><p>Invalid username/password</p></form>"
    )


def test_s105_a_missing_form_key_can_be_caught(app: App, client: TestClient) -> None:
    @app.post("/")
    def view() -> str:
        try:
            return request.form["username"]
        except KeyError:
            return "missing"

    assert client.post("/", data={"other": "x"}).text == "missing"


def test_s105_a_missing_form_key_is_a_bad_request(app: App, client: TestClient) -> None:
    @app.post("/")
    def view() -> str:
        return request.form["username"]

    response = client.post("/", data={"other": "x"})

    assert response.status_code == 400
    assert "Bad Request" in response.text


@pytest.mark.parametrize(
    ("query", "text"),
    [
        pytest.param("?key=value", "value", id="given"),
        pytest.param("?key=J%C3%BCrgen+x", "Jürgen x", id="encoded"),
        pytest.param("?key=a&key=b", "a", id="given twice"),
        pytest.param("?key=", "", id="empty"),
        pytest.param("", "none", id="missing"),
    ],
)
def test_s106_args_holds_the_query(
    app: App, client: TestClient, query: str, text: str
) -> None:
    @app.route("/")
    def view() -> str:
        return request.args.get("key", "none")

    assert client.get(f"/{query}").text == text


def test_s107_a_missing_query_key_is_a_bad_request(
    app: App, client: TestClient
) -> None:
    @app.route("/")
    def view() -> str:
        return request.args["missing"]

    assert client.get("/?missing=here").text == "here"
    assert client.get("/?other=x").status_code == 400
