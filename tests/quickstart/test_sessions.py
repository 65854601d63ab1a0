"""S143-S154: sessions."""

from __future__ import annotations

import base64
import os
from uuid import uuid4

import pytest
from tests.quickstart.conftest import RunToEnd

from kolben import (
    App,
    Request,
    Response,
    Session,
    escape,
    redirect,
    request,
    session,
    url_for,
)
from kolben.testing import TestClient

KEY = "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf"


@pytest.fixture
def app() -> App:
    """The application of the document's example, without a key."""
    app = App(__name__)

    @app.route("/")
    def index() -> str:
        if "username" in session:
            return f"Logged in as {escape(session['username'])}"
        return "You are not logged in"

    @app.route("/login", methods=["GET", "POST"])
    def login() -> Response | str:
        if request.method == "POST":
            session["username"] = request.form["username"]
            return redirect(url_for("index"))
        return '<form method="post"><input name="username"></form>'

    @app.route("/logout")
    def logout() -> Response:
        session.pop("username", None)
        return redirect(url_for("index"))

    return app


@pytest.fixture
def client(app: App) -> TestClient:
    """A client of ``app``, which has a key."""
    app.secret_key = KEY
    return app.test_client()


def log_in(client: TestClient, name: str = "ada") -> str:
    """Log in as *name* and return the page that follows."""
    form = {"username": name}
    return client.post("/login", data=form, follow_redirects=True).text


def session_cookie(client: TestClient) -> str:
    """Return the value of the session's cookie."""
    cookie = client.get_cookie("session")
    assert cookie is not None
    return cookie.value


def test_s143_the_session_lasts_from_request_to_request(
    app: App, client: TestClient
) -> None:
    log_in(client)

    assert client.get("/").text == "Logged in as ada"
    assert client.get("/").text == "Logged in as ada"
    assert app.test_client().get("/").text == "You are not logged in"


def test_s143_the_cookie_is_kept_from_scripts_and_other_sites(
    client: TestClient,
) -> None:
    response = client.post("/login", data={"username": "ada"})

    assert response.headers["Set-Cookie"].startswith("session=")
    assert "; HttpOnly" in response.headers["Set-Cookie"]
    assert "; SameSite=Lax" in response.headers["Set-Cookie"]
    assert "Cookie" in client.get("/").headers["Vary"]


def test_s144_the_cookie_can_be_read_but_not_changed(client: TestClient) -> None:
    log_in(client)
    payload, _, signature = session_cookie(client).partition(".")
    text = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
    forged = base64.urlsafe_b64encode(text.replace("ada", "eve").encode()).decode()

    client.set_cookie("session", f"{forged.rstrip('=')}.{signature}")

    assert '"username"' in text
    assert '"ada"' in text
    assert client.get("/").text == "You are not logged in"


def test_s144_the_cookie_of_another_key_is_not_believed(
    app: App, client: TestClient
) -> None:
    log_in(client)

    app.secret_key = KEY[::-1]

    assert client.get("/").text == "You are not logged in"


def test_s145_without_a_key_the_session_is_empty_and_unwritable(app: App) -> None:
    app.testing = True
    client = app.test_client()

    assert client.get("/").text == "You are not logged in"
    with pytest.raises(RuntimeError, match="no secret key was set") as caught:
        client.post("/login", data={"username": "ada"})
    assert "The session is unavailable" in str(caught.value)
    assert "secrets.token_hex()" in str(caught.value)


def test_s146_the_session_is_a_mapping(app: App) -> None:
    app.secret_key = KEY

    with app.test_request_context():
        assert "username" not in session
        session["username"] = "ada"
        assert "username" in session
        assert session["username"] == session.get("username") == "ada"
        assert dict(session) == {"username": "ada"}
        assert session.pop("username", None) == "ada"
        assert session.pop("username", None) is None
        with pytest.raises(KeyError):
            session["username"]


def test_s147_logging_in_and_out_works_from_end_to_end(client: TestClient) -> None:
    assert client.get("/").text == "You are not logged in"
    assert "<form" in client.get("/login").text

    response = client.post("/login", data={"username": "<ada>"})

    assert (response.status_code, response.location) == (302, "/")
    assert client.get("/").text == "Logged in as &lt;ada&gt;"
    logout = client.get("/logout", follow_redirects=True)
    assert logout.text == "You are not logged in"
    assert client.get_cookie("session") is None


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(b'_5#y2L"F4Q8z\n\xec]/', id="bytes"),
        pytest.param("A0Zr98j/3yX R~XHH!jmN]LWX/,?RT", id="text"),
    ],
)
def test_s148_the_key_is_bytes_or_text(app: App, key: str | bytes) -> None:
    app.secret_key = key
    client = app.test_client()

    assert log_in(client) == "Logged in as ada"
    assert app.secret_key == key


def test_s148_the_key_may_be_set_before_the_routes() -> None:
    app = App(__name__)
    app.secret_key = KEY

    @app.route("/")
    def count() -> str:
        session["seen"] = session.get("seen", 0) + 1
        return str(session["seen"])

    client = app.test_client()

    assert [client.get("/").text for _ in range(3)] == ["1", "2", "3"]


def test_s149_the_key_is_a_setting(app: App) -> None:
    app.config["SECRET_KEY"] = KEY

    assert log_in(app.test_client()) == "Logged in as ada"
    assert app.secret_key == KEY


def test_s150_the_documented_command_makes_a_key(app: App, run: RunToEnd) -> None:
    made = run("-c", "import secrets; print(secrets.token_hex())").output.strip()

    app.secret_key = made

    assert len(made) == 64
    assert log_in(app.test_client()) == "Logged in as ada"


def test_s151_random_bytes_make_a_key(app: App) -> None:
    app.secret_key = os.urandom(24)

    assert log_in(app.test_client()) == "Logged in as ada"


def test_s152_a_session_that_is_too_big_is_warned_of(client: TestClient) -> None:
    noise = os.urandom(4000).hex()

    with pytest.warns(UserWarning, match=r"'session'.*too large.*4093"):
        client.post("/login", data={"username": noise})


class MemorySessions:
    """Keeps sessions on the server, as an extension could."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, object]] = {}

    def open(self, request: Request) -> Session:
        return Session(self.kept.get(request.cookies.get("sid", "")))

    def save(self, session: Session, response: Response, request: Request) -> None:
        key = request.cookies.get("sid") or uuid4().hex
        self.kept[key] = dict(session)
        response.set_cookie("sid", key)


def test_s153_sessions_may_be_kept_on_the_server(app: App) -> None:
    sessions = MemorySessions()
    app.sessions = sessions
    client = app.test_client()

    assert log_in(client) == "Logged in as ada"
    assert list(sessions.kept.values()) == [{"username": "ada"}]
    assert client.get_cookie("session") is None
    assert client.get("/logout", follow_redirects=True).text == "You are not logged in"


def test_s154_escape_protects_without_a_template(client: TestClient) -> None:
    name = "<script>alert('bad')</script>"

    assert log_in(client, name) == f"Logged in as {escape(name)}"
    assert "<script>" not in client.get("/").text
