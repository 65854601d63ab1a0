"""S155-S164: flashing, logging, middleware, extensions, deployment."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from tests.quickstart.conftest import RunToEnd, Serve
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix

from kolben import (
    App,
    current_app,
    flash,
    get_flashed_messages,
    render_template_string,
    request,
    url_for,
)
from kolben.middleware import LighttpdCGIRootFix
from kolben.testing import TestClient

LAYOUT = "{% for message in get_flashed_messages() %}[{{ message }}]{% endfor %}"

LOGGER = """
import logging
import sys

{setup}
from kolben import App

app = App("hello")
app.debug = {debug}
app.logger.debug("for debugging")
app.logger.warning("A warning occurred (%d apples)", 42)
print(app.logger.name, type(app.logger) is logging.Logger, len(app.logger.handlers))
"""

HELLO = """
from kolben import App, request

app = App(__name__)


@app.route("/<name>")
def hello(name):
    return f"Hello, {name} from {request.environ['SERVER_SOFTWARE']}!"
"""


@pytest.fixture
def flashing(app: App) -> TestClient:
    """A client that flashes by ``/save`` and sees the messages at ``/``."""
    app.secret_key = "a secret that is long enough for a test"

    @app.route("/save")
    def save() -> str:
        flash("first")
        flash("second", "error")
        return "saved"

    @app.route("/")
    def index() -> str:
        return render_template_string(LAYOUT)

    @app.route("/api")
    def api() -> list[object]:
        return [
            get_flashed_messages(),
            get_flashed_messages(with_categories=True),
            get_flashed_messages(category_filter=["error"]),
        ]

    return app.test_client()


def test_s155_a_message_is_seen_in_the_next_request_and_only_there(
    flashing: TestClient,
) -> None:
    seen = [flashing.get(path).text for path in ("/", "/save", "/", "/")]

    assert seen == ["", "saved", "[first][second]", ""]


def test_s156_messages_are_read_in_python(flashing: TestClient) -> None:
    flashing.get("/save")

    assert flashing.get("/api").json == [
        ["first", "second"],
        [["message", "first"], ["error", "second"]],
        ["second"],
    ]


def test_s156_messages_are_read_in_a_layout(flashing: TestClient) -> None:
    flashing.get("/save")

    assert flashing.get("/").text == "[first][second]"


def test_s157_the_logger_takes_messages_with_values(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger=app.logger.name):
        app.logger.debug("A value for debugging")
        app.logger.warning("A warning occurred (%d apples)", 42)
        app.logger.error("An error occurred")

    assert [(each.levelname, each.getMessage()) for each in caplog.records] == [
        ("DEBUG", "A value for debugging"),
        ("WARNING", "A warning occurred (42 apples)"),
        ("ERROR", "An error occurred"),
    ]


def test_s158_the_logger_is_a_standard_one_with_a_handler(run: RunToEnd) -> None:
    lines = run("-c", LOGGER.format(setup="", debug=False)).output.splitlines()

    *logged, described = lines
    assert described == "hello True 1"
    assert len(logged) == 1
    assert logged[0].endswith("WARNING in <string>: A warning occurred (42 apples)")


def test_s158_debug_mode_logs_what_is_for_debugging(run: RunToEnd) -> None:
    output = run("-c", LOGGER.format(setup="", debug=True)).output

    assert "DEBUG in <string>: for debugging" in output
    assert "WARNING in <string>: A warning occurred (42 apples)" in output


def test_s158_a_logger_that_is_configured_is_left_alone(run: RunToEnd) -> None:
    setup = "logging.basicConfig(format='mine: %(message)s', stream=sys.stdout)"

    lines = run("-c", LOGGER.format(setup=setup, debug=False)).output.splitlines()

    assert lines == ["mine: A warning occurred (42 apples)", "hello True 0"]


def test_s159_malformed_data_is_a_bad_request(app: App, client: TestClient) -> None:
    @app.post("/")
    def view() -> list[object]:
        return [request.json]

    response = client.post("/", data="{", content_type="application/json")

    assert response.status_code == 400


def test_s159_malformed_data_may_be_logged_instead(
    app: App, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    @app.post("/")
    def view() -> str:
        try:
            return str(request.json)
        except BadRequest as error:
            app.logger.warning("malformed: %s", error.code)
        return "went on"

    with caplog.at_level(logging.WARNING, logger=app.logger.name):
        response = client.post("/", data="{", content_type="application/json")

    assert response.text == "went on"
    assert [each.getMessage() for each in caplog.records] == ["malformed: 400"]


def test_s160_middleware_wraps_the_inner_application(
    app: App, client: TestClient
) -> None:
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1, x_prefix=1)

    @app.route("/")
    def index() -> list[object]:
        whole = url_for("index", _external=True)
        return [request.remote_addr, whole, current_app.name == app.name]

    response = client.get(
        "/",
        headers={
            "X-Forwarded-For": "192.0.2.1",
            "X-Forwarded-Host": "example.org",
            "X-Forwarded-Prefix": "/shop",
            "X-Forwarded-Proto": "https",
        },
    )

    assert isinstance(app, App)
    assert response.json == ["192.0.2.1", "https://example.org/shop/", True]


@pytest.mark.parametrize(
    ("software", "root", "answer"),
    [
        pytest.param("lighttpd/1.4.20", "/", ["/cats/3", "/cats/4"], id="old server"),
        pytest.param("lighttpd/1.4.59", "/", ["/3", "/cats/4"], id="new server"),
        pytest.param(
            "lighttpd/1.4.20", "/pets", ["/cats/3", "/pets/cats/4"], id="root"
        ),
    ],
)
def test_s161_lighttpd_is_put_right(
    app: App, client: TestClient, software: str, root: str, answer: list[str]
) -> None:
    app.wsgi_app = LighttpdCGIRootFix(app.wsgi_app, root)

    @app.route("/cats/<int:number>")
    @app.route("/<int:number>", endpoint="short")
    def cat(number: int) -> list[str]:
        return [request.path, url_for("cat", number=number + 1)]

    environ = {"SERVER_SOFTWARE": software, "SCRIPT_NAME": "/cats"}
    response = client.get("/3", environ_overrides=environ)

    assert response.json == answer


def test_s162_middleware_may_be_wrapped_several_times(
    app: App, client: TestClient
) -> None:
    def naming(name: str, inner: WSGIApplication) -> WSGIApplication:
        def middleware(
            environ: WSGIEnvironment, start_response: StartResponse
        ) -> Iterable[bytes]:
            environ["names"] = [*environ.get("names", []), name]
            return inner(environ, start_response)

        return middleware

    app.add_url_rule("/", "index", lambda: request.environ["names"])
    for name in ("inner", "middle", "outer"):
        app.wsgi_app = naming(name, app.wsgi_app)

    assert client.get("/").json == ["outer", "middle", "inner"]


class Counter:
    """An extension: counts the requests of the applications it is plugged into."""

    def __init__(self, app: App | None = None) -> None:
        if app is not None:
            self.init_app(app)

    def init_app(self, app: App) -> None:
        app.config.setdefault("COUNTER_START", 0)
        app.extensions["counter"] = {"count": app.config["COUNTER_START"]}
        app.before_request(self.count)
        app.add_template_global(self.read, "counter")

    def count(self) -> None:
        current_app.extensions["counter"]["count"] += 1

    def read(self) -> int:
        count: int = current_app.extensions["counter"]["count"]
        return count


def test_s163_extensions_plug_into_applications() -> None:
    counter = Counter()
    first, second = App(__name__), App(__name__)
    second.config["COUNTER_START"] = 10
    for app in (first, second):
        counter.init_app(app)
        app.add_url_rule(
            "/", "index", lambda: render_template_string("{{ counter() }}")
        )

    answers = [app.test_client().get("/").text for app in (first, first, second)]

    assert answers == ["1", "2", "11"]


def test_s164_any_wsgi_server_serves_an_application(
    project: Path, serve: Serve
) -> None:
    (project / "hello.py").write_text(HELLO)

    server = serve("-m", "waitress", "--listen=127.0.0.1:{port}", "hello:app")
    answer = server.wait_for_answer(path="/World")

    assert answer.status == 200
    assert answer.text == "Hello, World from waitress!"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert server.get("/no/such/page").status == 404
