from __future__ import annotations

import os
from pathlib import Path

import click
import pytest

from kolben import App, Router, request
from kolben.testing import CliRunner, TestClient


def test_a_made_up_request_takes_what_a_builder_takes(app: App) -> None:
    with app.test_request_context(
        "/path?page=2", method="PUT", json={"a": 1}, headers={"X-Test": "yes"}
    ):
        assert (request.method, request.args["page"]) == ("PUT", "2")
        assert request.json == {"a": 1}
        assert request.headers["X-Test"] == "yes"


def test_a_made_up_request_stands_where_the_application_stands(app: App) -> None:
    app.config.update(
        SERVER_NAME="example.com:8000",
        APPLICATION_ROOT="/app",
        PREFERRED_URL_SCHEME="https",
    )

    with app.test_request_context("/path"):
        assert request.url == "https://example.com:8000/app/path"


def test_a_request_is_made_of_an_environment(app: App) -> None:
    with app.test_request_context("/inner", method="POST"):
        environ = request.environ

    with app.request_context(environ):
        assert (request.path, request.method) == ("/inner", "POST")


def test_clients_and_runners_may_be_of_own_classes(app: App) -> None:
    class Client(TestClient):
        pass

    class Runner(CliRunner):
        pass

    app.test_client_class = Client
    app.test_cli_runner_class = Runner

    assert isinstance(app.test_client(), Client)
    assert isinstance(app.test_cli_runner(), Runner)


def test_a_client_without_cookies_keeps_no_session(app: App) -> None:
    app.get("/")(lambda: request.headers.get("Cookie", "none"))
    client = app.test_client(use_cookies=False)

    assert client.get("/").text == "none"


def test_commands_of_the_application_run(app: App) -> None:
    @app.cli.command("greet")
    @click.argument("name")
    def greet(name: str) -> None:
        click.echo(f"Hello {name}")

    assert app.test_cli_runner().invoke(args=["greet", "Ada"]).output == "Hello Ada\n"


@pytest.mark.parametrize("late", [False, True])
def test_commands_of_a_router_run_in_a_group_of_its_name(app: App, late: bool) -> None:
    users = Router("users")
    if late:
        app.include(users)

    @users.cli.command("list")
    def list_users() -> None:
        click.echo("nobody")

    if not late:
        app.include(users)

    result = app.test_cli_runner().invoke(args=["users", "list"])

    assert result.output == "nobody\n"


def test_the_shell_has_the_names_of_its_processors(app: App) -> None:
    @app.shell_context_processor
    def names() -> dict[str, object]:
        return {"answer": 42}

    assert app.make_shell_context() == {"app": app, "answer": 42}


def test_run_serves_the_application(
    app: App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    served: list[object] = []
    monkeypatch.setattr(
        "werkzeug.serving.run_simple",
        lambda host, port, application, **options: served.append((host, port, options)),
    )

    app.run(port=5050, debug=True, threaded=False)

    host, port, options = served[0]
    assert (host, port) == ("127.0.0.1", 5050)
    assert options["use_debugger"]
    assert options["use_reloader"]
    assert not options["threaded"]
    assert " * Serving Kolben app 'tested'" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("load_dotenv", "debug"),
    [pytest.param(True, True, id="read"), pytest.param(False, False, id="left alone")],
)
def test_run_reads_the_files_of_the_environment(
    app: App,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    load_dotenv: bool,
    debug: bool,
) -> None:
    monkeypatch.setattr("werkzeug.serving.run_simple", lambda *_, **options: None)
    monkeypatch.setattr("os.environ", dict(os.environ))
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("KOLBEN_DEBUG=1\n", encoding="utf-8")

    app.run(port=0, load_dotenv=load_dotenv)

    assert app.debug is debug


def test_the_commands_of_the_application_are_no_command_themselves(app: App) -> None:
    app.cli.command("one")(lambda: None)

    assert app.cli.name == "tested"
    assert list(app.cli.commands) == ["one"]


def test_the_shell_has_the_globals_of_its_context(app: App) -> None:
    with app.app_context() as context:
        assert app.make_shell_context()["g"] is context.g
