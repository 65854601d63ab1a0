from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from kolben.app import App
from kolben.context import current_context
from kolben.requests import Request
from kolben.responses import Response
from kolben.sessions import Session
from kolben.testing import TestClient


def current_session() -> Session:
    return current_context().session


def counting_app(key: str | bytes | None = "a key for these tests") -> App:
    """Return an application that counts visits at ``/count``."""
    app = App(__name__, config={"SECRET_KEY": key})

    @app.get("/")
    def untouched() -> str:
        return "untouched"

    @app.get("/count")
    def count() -> str:
        session = current_session()
        session["count"] = session.get("count", 0) + 1
        return str(session["count"])

    @app.get("/read")
    def read() -> str:
        return str(current_session().get("count"))

    @app.get("/forget")
    def forget() -> str:
        current_session().clear()
        return "forgotten"

    return app


@pytest.fixture
def client() -> TestClient:
    """A client of an application that counts visits."""
    return counting_app().test_client()


def test_values_last_from_one_request_to_the_next(client: TestClient) -> None:
    texts = [client.get("/count").text for _ in range(3)]

    assert texts == ["1", "2", "3"]
    assert client.get("/read").text == "3"


def test_two_clients_have_two_sessions() -> None:
    app = counting_app()
    app.test_client().get("/count")

    assert app.test_client().get("/count").text == "1"


def test_a_request_that_does_not_use_the_session_says_nothing_of_it(
    client: TestClient,
) -> None:
    client.get("/count")

    headers = client.get("/").headers

    assert "Set-Cookie" not in headers
    assert "Vary" not in headers


def test_reading_varies_by_the_cookie_and_sends_none(client: TestClient) -> None:
    client.get("/count")

    headers = client.get("/read").headers

    assert headers["Vary"] == "Cookie"
    assert "Set-Cookie" not in headers


def test_an_emptied_session_is_forgotten_by_the_browser(client: TestClient) -> None:
    client.get("/count")

    client.get("/forget")

    assert client.get_cookie("session") is None
    assert client.get("/read").text == "None"


def test_a_tampered_cookie_starts_anew(client: TestClient) -> None:
    client.get("/count")
    cookie = client.get_cookie("session")
    assert cookie is not None

    client.set_cookie("session", "A" + cookie.value[1:])

    assert client.get("/read").text == "None"
    assert client.get("/count").text == "1"


def test_keys_are_rotated_while_the_application_runs() -> None:
    app = counting_app("the old key of tests")
    client = app.test_client()
    client.get("/count")

    app.config["SECRET_KEY"] = "the new key of tests"
    app.config["SECRET_KEY_FALLBACKS"] = ["the old key of tests"]
    under_both = client.get("/count").text
    app.config["SECRET_KEY_FALLBACKS"] = []

    assert under_both == "2"
    assert client.get("/count").text == "3"


def test_without_a_key_reading_is_empty_and_writing_is_an_error() -> None:
    app = counting_app(None)
    client = app.test_client()

    assert client.get("/read").text == "None"
    assert client.get("/count").status_code == 500


def test_a_key_may_be_bytes() -> None:
    client = counting_app(b"\xff\x00 a key that is no text").test_client()
    client.get("/count")

    assert client.get("/count").text == "2"


def test_a_test_may_write_the_session_before_a_request(client: TestClient) -> None:
    with client.session_transaction() as session:
        session["count"] = 41

    assert client.get("/count").text == "42"


class NumberedSession(Session):
    """A session that knows by what number it is kept."""

    number: str


class Shelf:
    """Keeps sessions on the server; the client gets a number only."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, object]] = {}

    def open(self, request: Request) -> Session:
        number = request.cookies.get("number", "")
        session = NumberedSession(self.kept.get(number), new=number not in self.kept)
        session.number = number or uuid4().hex
        return session

    def save(self, session: Session, response: Response, request: Request) -> None:
        if isinstance(session, NumberedSession) and session.modified:
            self.kept[session.number] = session.copy()
            response.set_cookie("number", session.number)


def test_a_store_on_the_server_takes_the_place_of_cookies() -> None:
    app = counting_app(None)
    app.sessions = shelf = Shelf()
    client = app.test_client()
    client.get("/count")

    assert client.get("/count").text == "2"
    assert list(shelf.kept.values()) == [{"count": 2}]
    assert client.get_cookie("session") is None


@pytest.mark.parametrize(
    ("setting", "value", "sent"),
    [
        pytest.param("SESSION_COOKIE_NAME", "visit", "visit=", id="name"),
        pytest.param("SESSION_COOKIE_DOMAIN", "a.test", "Domain=a.test", id="domain"),
        pytest.param("SESSION_COOKIE_PATH", "/shop", "Path=/shop", id="path"),
        pytest.param("APPLICATION_ROOT", "/shop", "Path=/shop", id="root"),
        pytest.param("SESSION_COOKIE_SECURE", True, "Secure", id="secure"),
        pytest.param("SESSION_COOKIE_SAMESITE", "Strict", "SameSite=Strict", id="site"),
        pytest.param("SESSION_COOKIE_PARTITIONED", True, "Partitioned", id="parts"),
    ],
)
def test_a_setting_of_the_cookie_counts_at_once(
    setting: str, value: object, sent: str
) -> None:
    app = counting_app()
    client = app.test_client()
    before = client.get("/count").headers["Set-Cookie"]

    app.config[setting] = value
    after = client.get("/count").headers["Set-Cookie"]

    assert sent in after
    assert sent not in before


def test_the_cookie_may_be_shown_to_scripts() -> None:
    app = counting_app()
    app.config["SESSION_COOKIE_HTTPONLY"] = False

    assert "HttpOnly" not in app.test_client().get("/count").headers["Set-Cookie"]


def test_the_limit_of_the_cookie_is_a_setting() -> None:
    app = counting_app()
    app.config["MAX_COOKIE_SIZE"] = 20

    with pytest.warns(UserWarning, match="the limit is 20"):
        app.test_client().get("/count")


def permanent_count(**settings: object) -> str | None:
    """Return the cookie that comes with a page that reads a permanent session."""
    app = counting_app()
    app.config.update(settings)
    client = app.test_client()
    with client.session_transaction() as session:
        session.permanent = True
    return client.get("/read").headers.get("Set-Cookie")


def test_the_lifetime_of_a_permanent_session_is_a_setting() -> None:
    cookie = permanent_count(PERMANENT_SESSION_LIFETIME=timedelta(days=4000))

    assert cookie is not None
    assert f"{datetime.now(UTC) + timedelta(days=4000):%b %Y}" in cookie


def test_whether_a_permanent_session_is_refreshed_is_a_setting() -> None:
    assert permanent_count() is not None
    assert permanent_count(SESSION_REFRESH_EACH_REQUEST=False) is None
