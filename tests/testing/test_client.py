from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import werkzeug.test
from werkzeug.wrappers import Request as PlainRequest

from kolben import App, Response, g, request, session, url_for
from kolben.context import current
from kolben.exceptions import ContextError, SessionError
from kolben.testing import EnvironBuilder, TestClient


@pytest.fixture
def app() -> App:
    """An application that echoes requests and remembers a user."""
    app = App("example")
    app.secret_key = "not a secret"

    @app.route("/", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def echo() -> dict[str, Any]:
        g.seen = request.method
        return {
            "method": request.method,
            "data": request.get_data(as_text=True),
            "args": request.args.to_dict(),
            "address": request.remote_addr,
            "agent": request.headers.get("User-Agent"),
            "host": request.host,
            "scheme": request.scheme,
            "extra": request.environ.get("extra"),
        }

    @app.get("/sign-in/<name>")
    def sign_in(name: str) -> Response:
        session["user"] = name
        return Response(status=302, headers={"Location": "/whoami"})

    @app.get("/whoami")
    def whoami() -> str:
        return str(session.get("user"))

    @app.get("/stream")
    def stream() -> Iterator[str]:
        yield "a"
        yield request.path

    return app


@pytest.fixture
def client(app: App) -> TestClient:
    """A client of ``app``."""
    return app.test_client()


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_sends_a_request_of_each_method(client: TestClient, method: str) -> None:
    response = getattr(client, method.lower())("/")

    assert response.json["method"] == method


def test_sends_head_options_and_trace(client: TestClient) -> None:
    assert client.head("/").data == b""
    assert "PATCH" in client.options("/").headers["Allow"]
    assert client.trace("/").status_code == 405


def test_json_is_written_and_read_by_the_application(client: TestClient) -> None:
    response = client.post("/", json={"a": ["é"]})

    assert response.json["data"] == '{"a":["é"]}'


def test_a_request_says_where_it_comes_from(client: TestClient) -> None:
    answer = client.get("/").json

    assert answer["address"] == "127.0.0.1"
    assert answer["agent"] == "kolben.testing"
    assert answer["host"] == "localhost"


def test_every_request_has_what_the_client_has(client: TestClient) -> None:
    client.environ_base["extra"] = "of the client"

    assert client.get("/").json["extra"] == "of the client"
    own = client.get("/", environ_base={"extra": "of the request"})
    assert own.json["extra"] == "of the request"


def test_a_whole_url_says_where_a_request_goes(client: TestClient) -> None:
    answer = client.get("https://example.org/?a=b").json

    assert (answer["scheme"], answer["host"]) == ("https", "example.org")
    assert answer["args"] == {"a": "b"}


def test_a_request_may_be_given_in_any_form(app: App, client: TestClient) -> None:
    client.environ_base["extra"] = "yes"
    plain = werkzeug.test.EnvironBuilder("/?a=b", method="PUT")
    builder = EnvironBuilder(app, "/?a=b", method="PUT")
    environ = builder.get_environ()

    answers = [
        client.open(plain).json,
        client.open(builder).json,
        client.open(environ).json,
        client.open(PlainRequest(environ)).json,
    ]

    assert {answer["method"] for answer in answers} == {"PUT"}
    assert {answer["extra"] for answer in answers} == {"yes"}
    assert all(answer["args"] == {"a": "b"} for answer in answers)
    assert "extra" not in environ


def test_cookies_are_remembered(client: TestClient) -> None:
    client.get("/sign-in/ada")

    assert client.get("/whoami").text == "ada"


def test_cookies_can_be_left_out(app: App) -> None:
    client = app.test_client(use_cookies=False)
    client.get("/sign-in/ada")

    assert client.get("/whoami").text == "None"


def test_redirects_are_followed(client: TestClient) -> None:
    response = client.get("/sign-in/ada", follow_redirects=True)

    assert response.text == "ada"
    assert [r.status_code for r in response.history] == [302]


def test_the_context_is_gone_after_a_request(client: TestClient) -> None:
    client.get("/")

    assert current.get(None) is None


def test_within_with_the_context_of_the_last_request_stays(client: TestClient) -> None:
    with client:
        client.get("/sign-in/ada")
        assert session["user"] == "ada"
        client.post("/?a=b")
        assert request.args["a"] == "b"
        assert g.seen == "POST"
        assert url_for("whoami") == "/whoami"

    assert current.get(None) is None


def test_teardown_waits_for_the_end_of_with(app: App, client: TestClient) -> None:
    torn: list[str] = []
    app.teardown_request(lambda error: torn.append(request.path))

    with client:
        client.get("/whoami")
        before = list(torn)
        client.get("/")
        between = list(torn)

    assert (before, between, torn) == ([], ["/whoami"], ["/whoami", "/"])


def test_within_with_the_last_of_several_redirects_stays(client: TestClient) -> None:
    with client:
        client.get("/sign-in/ada", follow_redirects=True)

        assert request.path == "/whoami"


@pytest.mark.parametrize(
    "read",
    [
        pytest.param(lambda answer: answer.text, id="read"),
        pytest.param(list, id="iterated"),
        pytest.param(lambda answer: answer.close(), id="closed"),
    ],
)
def test_a_streamed_body_is_torn_down_once_it_is_read(
    app: App, client: TestClient, read: Callable[[Any], object]
) -> None:
    torn: list[str] = []

    @app.teardown_request
    def tear(error: BaseException | None) -> None:
        torn.append(request.path)

    answer = client.get("/stream")
    before = list(torn)
    read(answer.response if read is list else answer)
    read_once = list(torn)
    answer.close()

    assert (before, read_once, torn) == ([], ["/stream"], ["/stream"])


def test_a_streamed_body_that_fails_is_torn_down(app: App, client: TestClient) -> None:
    torn: list[BaseException | None] = []
    app.teardown_request(torn.append)

    @app.get("/breaks")
    def breaks() -> Iterator[str]:
        yield "a"
        raise ValueError(request.path)

    with pytest.raises(ValueError, match="/breaks"):
        client.get("/breaks").get_data()

    assert [type(error) for error in torn] == [ValueError]


def test_within_with_a_streamed_body_keeps_its_context(client: TestClient) -> None:
    with client:
        response = client.get("/stream")

        assert response.text == "a/stream"
        assert request.path == "/stream"
        response.close()
        assert request.path == "/stream"


def test_within_with_a_failed_request_stays(app: App, client: TestClient) -> None:
    app.testing = True
    app.add_url_rule("/fail", "fail", lambda: str(1 // 0))

    with client:
        with pytest.raises(ZeroDivisionError):
            client.get("/fail")

        assert request.path == "/fail"


def test_a_client_is_not_entered_twice(client: TestClient) -> None:
    with client, pytest.raises(ContextError, match="within a 'with' already"):
        client.__enter__()


def test_a_client_may_be_entered_again(client: TestClient) -> None:
    for name in ("ada", "grace"):
        with client:
            client.get(f"/sign-in/{name}")
            assert session["user"] == name


def test_a_session_can_be_prepared(client: TestClient) -> None:
    with client.session_transaction() as changed:
        changed["user"] = "ada"

    assert current.get(None) is None
    assert client.get("/whoami").text == "ada"


def test_a_session_can_be_read_and_changed(client: TestClient) -> None:
    client.get("/sign-in/ada")

    with client.session_transaction() as changed:
        assert changed["user"] == "ada"
        changed["user"] = "grace"

    assert client.get("/whoami").text == "grace"


def test_requests_can_be_sent_while_a_session_is_changed(client: TestClient) -> None:
    with client.session_transaction() as changed:
        changed["user"] = client.get("/", method="GET").json["method"]

    assert client.get("/whoami").text == "GET"


def test_a_failed_change_of_a_session_is_not_kept(client: TestClient) -> None:
    def fail() -> None:
        with client.session_transaction() as changed:
            changed["user"] = "ada"
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert client.get("/whoami").text == "None"


def test_a_session_belongs_to_the_place_that_is_given(client: TestClient) -> None:
    with client.session_transaction("/", "http://example.org") as changed:
        changed["user"] = "ada"

    assert client.get("/whoami").text == "None"
    assert client.get("/whoami", base_url="http://example.org").text == "ada"


def test_a_session_needs_cookies(app: App) -> None:
    client = app.test_client(use_cookies=False)

    with pytest.raises(SessionError, match="keeps no cookies"):
        client.session_transaction().__enter__()


def test_a_session_needs_a_key(app: App) -> None:
    app.secret_key = None

    with (
        pytest.raises(SessionError, match="no secret key"),
        app.test_client().session_transaction() as changed,
    ):
        changed["user"] = "ada"


def test_answers_can_have_the_attributes_of_another_class(app: App) -> None:
    class Shouted(Response):
        @property
        def shout(self) -> str:
            return f"{self.get_data(as_text=True)}!"

    response = TestClient(app, Shouted).get("/whoami")

    assert isinstance(response, Shouted)
    assert response.shout == "None!"
