"""D1-D15: what was decided where the editions are wrong or disagree."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import pytest
import werkzeug.utils
from tests.quickstart.conftest import RunToEnd, Serve, free_port
from werkzeug.exceptions import BadRequest
from werkzeug.http import http_date

import kolben
from kolben import App, escape, redirect, render_template_string, request
from kolben.json import DefaultJSONProvider
from kolben.responses import see_other
from kolben.routing import Signed
from kolben.testing import TestClient

NOW = datetime(2026, 11, 3, 12, 30, tzinfo=UTC)

STORE: dict[str, str] = {}

HELLO = """
from kolben import App

app = App(__name__)
app.add_url_rule("/", "{name}", lambda: "Hello")
"""


@pytest.mark.parametrize("variable", ["KOLBEN_APP", "FLASK_APP"])
def test_d1_a_one_in_the_wrong_variable_is_an_import_error(
    project: Path, run: RunToEnd, variable: str
) -> None:
    done = run("-m", "kolben", "run", **{variable: "1"})

    assert done.code == 2
    assert "Could not import '1'" in done.output


def test_d2_a_missing_form_key_is_a_bad_request(app: App, client: TestClient) -> None:
    app.add_url_rule("/", "view", lambda: request.form["missing"], methods=["POST"])

    assert client.post("/").status_code == 400


def test_d3_a_route_of_a_code_asks_for_the_error_handler(app: App) -> None:
    with pytest.raises(TypeError) as caught:
        app.route(404)(lambda error: "")  # type: ignore[arg-type]  # the mistake itself

    assert "errorhandler(404)" in str(caught.value)


def test_d4_a_rule_without_its_slash_is_refused(app: App) -> None:
    with pytest.raises(ValueError, match="start with") as caught:
        app.route("logout")(lambda: "")

    assert "'logout'" in str(caught.value)
    assert "'/logout'" in str(caught.value)


def test_d5_a_view_that_forgot_to_return_is_told_so(
    app: App, client: TestClient
) -> None:
    app.testing = True

    @app.route("/login", methods=["GET", "POST"])
    def login() -> Any:  # 'str | None' would be refused at once
        if request.method == "POST":
            return "logged in"
        return None

    with pytest.raises(TypeError) as caught:
        client.get("/login")

    assert "login" in str(caught.value)
    assert "None" in str(caught.value)
    assert "return" in str(caught.value)
    assert client.post("/login").text == "logged in"


def test_d6_secure_filename_is_spelled_right_and_at_hand() -> None:
    assert kolben.secure_filename is werkzeug.utils.secure_filename
    assert "secure_filename" in kolben.__all__


def test_d7_templates_from_strings_are_escaped(app: App) -> None:
    with app.app_context():
        assert render_template_string("{{ x }}", x="<b>") == "&lt;b&gt;"


def test_d8_int_takes_no_sign_unless_it_is_asked_for(
    app: App, client: TestClient
) -> None:
    @app.route("/plain/<int:number>")
    def plain(number: int) -> str:
        return str(number)

    @app.route("/signed/<number>")
    def signed(number: Annotated[int, Signed()]) -> str:
        return str(number)

    assert client.get("/plain/3").text == "3"
    assert client.get("/plain/-3").status_code == 404
    assert client.get("/signed/3").text == "3"
    assert client.get("/signed/-3").text == "-3"


def test_d9_the_redirect_to_the_slash_is_308(app: App, client: TestClient) -> None:
    app.add_url_rule("/projects/", "projects", lambda: "all", methods=["GET", "POST"])

    assert client.get("/projects").status_code == 308
    assert client.post("/projects").status_code == 308


def test_d10_a_redirect_is_302_and_a_helper_gives_303(
    app: App, client: TestClient
) -> None:
    app.add_url_rule("/plain", "plain", lambda: redirect("/to"))
    app.add_url_rule("/coded", "coded", lambda: redirect("/to", code=303))
    app.add_url_rule("/helped", "helped", lambda: see_other("/to"))

    answers = [client.get(path) for path in ("/plain", "/coded", "/helped")]

    assert [each.status_code for each in answers] == [302, 303, 303]
    assert [each.location for each in answers] == ["/to"] * 3


def test_d11_a_tuple_of_one_is_refused_with_a_hint(
    app: App, client: TestClient
) -> None:
    app.testing = True

    @app.route("/")
    def view():  # type: ignore[no-untyped-def]  # the mistake itself
        return ("alone",)

    with pytest.raises(TypeError) as caught:
        client.get("/")

    assert "view" in str(caught.value)
    assert "status" in str(caught.value)


def test_d12_the_variables_of_the_framework_come_first(
    project: Path, run: RunToEnd
) -> None:
    for name in ("ours", "theirs"):
        (project / f"{name}.py").write_text(HELLO.format(name=name))

    fallback = run("-m", "kolben", "routes", FLASK_APP="theirs")
    both = run("-m", "kolben", "routes", FLASK_APP="theirs", KOLBEN_APP="ours")

    assert "theirs" in fallback.output
    assert "ours" in both.output
    assert "theirs" not in both.output


@pytest.mark.parametrize(
    ("variables", "debug"),
    [
        pytest.param({}, "False", id="none"),
        pytest.param({"FLASK_DEBUG": "1"}, "True", id="theirs"),
        pytest.param({"KOLBEN_DEBUG": "1"}, "True", id="ours"),
        pytest.param({"KOLBEN_DEBUG": "0", "FLASK_DEBUG": "1"}, "False", id="both"),
    ],
)
def test_d12_debug_mode_is_read_from_either_variable(
    run: RunToEnd, variables: dict[str, str], debug: str
) -> None:
    program = "from kolben import App; print(App('x').debug)"

    assert run("-c", program, **variables).output.strip() == debug


@pytest.mark.parametrize(
    "names", [["FLASK"], ["KOLBEN", "FLASK"]], ids=["theirs", "both"]
)
def test_d12_the_port_is_read_from_either_variable(
    project: Path, serve: Serve, names: list[str]
) -> None:
    (project / "app.py").write_text(HELLO.format(name="hello"))
    ports = {f"{name}_RUN_PORT": str(free_port()) for name in names}
    first = int(ports[f"{names[0]}_RUN_PORT"])

    server = serve("-m", "kolben", "run", port=first, **ports)

    assert server.wait_for_answer().text == "Hello"


class HttpDates(DefaultJSONProvider):
    """Writes the dates of an object in the way of Flask."""

    def dump_bytes(self, obj: Any) -> bytes:
        return super().dump_bytes(
            {
                key: http_date(value) if isinstance(value, datetime) else value
                for key, value in obj.items()
            }
        )


def test_d13_dates_are_written_in_iso_8601_unless_the_provider_is_changed(
    app: App, client: TestClient
) -> None:
    app.add_url_rule("/", "now", lambda: {"now": NOW})

    before = client.get("/").json
    app.json = HttpDates()
    after = client.get("/").json

    assert before == {"now": "2026-11-03T12:30:00Z"}
    assert after == {"now": "Tue, 03 Nov 2026 12:30:00 GMT"}


@pytest.fixture
def confused(app: App) -> TestClient:
    """A client of an application that has a handler of its own ``KeyError``."""

    @app.errorhandler(KeyError)
    def lost(error: KeyError) -> tuple[str, int]:
        return "not in our store", 404

    app.add_url_rule("/form", "form", lambda: request.form["x"], methods=["POST"])
    app.add_url_rule("/store", "store", lambda: STORE["x"])
    return app.test_client()


def test_d14_a_missing_form_key_is_no_key_error_of_the_programmer(
    confused: TestClient,
) -> None:
    assert confused.post("/form").status_code == 400
    assert confused.get("/store").text == "not in our store"


def test_d14_a_missing_form_key_reaches_the_handler_of_its_http_class(
    app: App, confused: TestClient
) -> None:
    @app.errorhandler(BadRequest)
    def incomplete(error: BadRequest) -> tuple[str, int]:
        return "the form is incomplete", 400

    assert confused.post("/form").text == "the form is incomplete"


def test_d15_the_documented_input_needs_a_path(app: App, client: TestClient) -> None:
    @app.route("/one/<name>")
    @app.route("/all/<path:name>", endpoint="all")
    def hello(name: str) -> str:
        return f"Hello, {escape(name)}!"

    text = '<script>alert("bad")</script>'

    assert client.get(f"/one/{text}").status_code == 404
    assert client.get(f"/one/{text.replace('/', '%2F')}").status_code == 404
    assert client.get(f"/all/{text}").text == f"Hello, {escape(text)}!"
