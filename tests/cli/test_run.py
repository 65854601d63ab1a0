from __future__ import annotations

import os
import socket
import ssl
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import HELLO, Kolben, Write

from kolben import App
from kolben.cli.run import BrokenApplication
from kolben.testing import EnvironBuilder


class Served:
    """What the server was asked to serve, and how."""

    application: Any
    options: dict[str, Any]

    def __call__(self, host: str, port: int, application: Any, **options: Any) -> None:
        self.application = application
        self.options = {"host": host, "port": port, **options}

    def __getitem__(self, option: str) -> Any:
        return self.options[option]


@pytest.fixture
def served(write: Write, monkeypatch: pytest.MonkeyPatch) -> Served:
    """The module ``hello``, and a record in the place of a server that never ends."""
    write("hello.py")
    record = Served()
    monkeypatch.setattr("werkzeug.serving.run_simple", record)
    return record


def test_serves_this_machine_alone_and_without_debugger(
    kolben: Kolben, served: Served
) -> None:
    result = kolben("--app", "hello", "run")

    assert result.exit_code == 0
    assert served.application.name == "hello"
    assert served.options == {
        "host": "127.0.0.1",
        "port": 5000,
        "use_reloader": False,
        "use_debugger": False,
        "threaded": True,
        "extra_files": [],
        "exclude_patterns": [],
        "ssl_context": None,
    }
    assert " * Serving Kolben app 'hello'\n * Debug mode: off\n" in result.output


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [
        pytest.param(("run", "--debug"), {}, id="run --debug"),
        pytest.param(("--debug", "run"), {}, id="--debug run"),
        pytest.param(("run",), {"KOLBEN_DEBUG": "1"}, id="KOLBEN_DEBUG"),
        pytest.param(("run",), {"FLASK_DEBUG": "true"}, id="FLASK_DEBUG"),
    ],
)
def test_debug_mode_brings_reloader_and_debugger(
    kolben: Kolben,
    served: Served,
    arguments: tuple[str, ...],
    variables: dict[str, str],
) -> None:
    os.environ.update(variables)

    result = kolben("--app", "hello", *arguments)

    assert (served["use_reloader"], served["use_debugger"]) == (True, True)
    assert served.application.debug is True
    assert " * Debug mode: on" in result.output


def test_run_leaves_debug_mode_to_later_processes(
    kolben: Kolben, served: Served
) -> None:
    kolben("--app", "hello", "run", "--debug")

    assert os.environ["KOLBEN_DEBUG"] == "1"


def test_no_debug_wins_over_the_environment(kolben: Kolben, served: Served) -> None:
    os.environ["KOLBEN_DEBUG"] = "1"

    kolben("--app", "hello", "run", "--no-debug")

    assert (served["use_reloader"], served["use_debugger"]) == (False, False)
    assert served.application.debug is False
    assert os.environ["KOLBEN_DEBUG"] == "0"


def test_reloader_and_debugger_can_be_left_out(kolben: Kolben, served: Served) -> None:
    kolben("--app", "hello", "run", "--debug", "--no-reload", "--no-debugger")

    assert (served["use_reloader"], served["use_debugger"]) == (False, False)


def test_the_reloader_works_without_debug_mode(kolben: Kolben, served: Served) -> None:
    kolben("--app", "hello", "run", "--reload")

    assert (served["use_reloader"], served["use_debugger"]) == (True, False)


def test_s31_the_debugger_is_refused_without_debug_mode(
    kolben: Kolben, served: Served
) -> None:
    result = kolben("--app", "hello", "run", "--debugger")

    assert result.exit_code == 2
    assert "Add '--debug'." in result.output


@pytest.mark.parametrize("prefix", ["KOLBEN_RUN", "FLASK_RUN"])
def test_the_environment_gives_options(
    kolben: Kolben, served: Served, prefix: str
) -> None:
    variables = {
        "HOST": "0.0.0.0",
        "PORT": "8000",
        "RELOAD": "1",
        "WITH_THREADS": "0",
        "EXTRA_FILES": f"a.txt{os.pathsep}b.txt",
        "EXCLUDE_PATTERNS": "*/cache/*",
    }
    os.environ.update({f"{prefix}_{k}": v for k, v in variables.items()})

    kolben("--app", "hello", "run")

    assert served.options == {
        "host": "0.0.0.0",
        "port": 8000,
        "use_reloader": True,
        "use_debugger": False,
        "ssl_context": None,
        "threaded": False,
        "extra_files": ["a.txt", "b.txt"],
        "exclude_patterns": ["*/cache/*"],
    }


def test_our_variables_win_and_options_win_over_both(
    kolben: Kolben, served: Served
) -> None:
    os.environ.update(KOLBEN_RUN_PORT="1", FLASK_RUN_PORT="2", FLASK_RUN_HOST="::1")

    kolben("--app", "hello", "run")
    by_variable = served.options
    kolben("--app", "hello", "run", "-p", "3", "-h", "localhost")

    assert (by_variable["host"], by_variable["port"]) == ("::1", 1)
    assert (served["host"], served["port"]) == ("localhost", 3)


def test_a_port_that_is_none_is_refused(kolben: Kolben, served: Served) -> None:
    result = kolben("--app", "hello", "run", "--port", "65536")

    assert result.exit_code == 2
    assert "65536 is not in the range" in result.output


def test_several_files_are_separated_as_paths_are(
    kolben: Kolben, served: Served
) -> None:
    kolben("--app", "hello", "run", "--extra-files", f"a{os.pathsep}b{os.pathsep}")

    assert served["extra_files"] == ["a", "b"]


def test_the_certificate_reaches_the_server(
    kolben: Kolben, served: Served, write: Write
) -> None:
    write("tls.py", "import ssl\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n")

    result = kolben("--app", "hello", "run", "--cert", "tls:context")

    assert result.exit_code == 0
    assert isinstance(served["ssl_context"], ssl.SSLContext)


def test_the_banner_names_what_was_found(
    kolben: Kolben, served: Served, write: Write
) -> None:
    write("app.py")

    assert " * Serving Kolben app 'app'\n" in kolben("run").output


def test_debug_mode_that_the_application_sets_is_told(
    kolben: Kolben, served: Served, write: Write
) -> None:
    write("hello.py", HELLO + "\napp.debug = True\n")

    result = kolben("--app", "hello", "run")

    assert " * Debug mode: on" in result.output
    assert not served["use_debugger"]


def test_s24_an_application_that_does_not_load_is_refused(
    kolben: Kolben, served: Served, write: Write
) -> None:
    write("hello.py", "1 / 0")

    result = kolben("--app", "hello", "run", "--debug")

    assert result.exit_code == 2
    assert "While importing 'hello', a ZeroDivisionError" in result.output


def test_mistakes_of_declarations_show_before_the_first_request(
    kolben: Kolben, served: Served, write: Write
) -> None:
    late = (
        HELLO
        + """

@app.get("/<name>")
def greet(name: Missing) -> str:
    return name
"""
    )
    write("hello.py", f"from __future__ import annotations\n{late}")

    result = kolben("--app", "hello", "run")

    assert result.exit_code == 2
    assert "The application cannot be served:" in result.output
    assert "'Missing'" in result.output
    assert "Traceback" not in result.output


def test_mistakes_of_settings_show_before_the_first_request(
    kolben: Kolben, served: Served, write: Write
) -> None:
    write("hello.py", f"{HELLO}\napp.config['SESSION_COOKIE_SAMESITE'] = 'Lacks'\n")

    result = kolben("--app", "hello", "run")

    assert result.exit_code == 2
    assert "'SESSION_COOKIE_SAMESITE' is 'Lacks'" in result.output


@pytest.fixture
def reloaded(project: Path) -> None:
    """This process was started by the reloader."""
    os.environ["WERKZEUG_RUN_MAIN"] = "true"


@pytest.mark.usefixtures("reloaded")
def test_s25_after_a_reload_its_error_is_kept_for_the_browser(
    kolben: Kolben, served: Served, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("hello.py", "1 / 0")

    result = kolben("--app", "hello", "run", "--debug")

    assert result.exit_code == 0
    assert "ZeroDivisionError" in result.output
    assert isinstance(served.application, BrokenApplication)
    assert isinstance(served.application.error, ZeroDivisionError)


@pytest.mark.usefixtures("reloaded")
def test_an_application_that_ends_the_process_does_not_end_the_server(
    kolben: Kolben, served: Served, write: Write
) -> None:
    write("hello.py", "raise SystemExit(4)")

    result = kolben("--app", "hello", "run", "--debug")

    assert result.exit_code == 0
    assert isinstance(served.application.error, Exception)


def test_a_broken_application_raises_its_error_for_each_request() -> None:
    broken = BrokenApplication(ZeroDivisionError("while it was imported"))
    environ = EnvironBuilder(App("example")).get_environ()

    for _ in range(2):
        with pytest.raises(ZeroDivisionError, match="while it was imported"):
            broken(environ, lambda *_: lambda _: None)


@pytest.mark.usefixtures("reloaded")
def test_a_missing_application_is_an_error_for_the_browser_too(
    kolben: Kolben, served: Served, write: Write
) -> None:
    write("hello.py", "x = 1")

    kolben("--app", "hello", "run", "--debug")

    assert "Failed to find Kolben application" in str(served.application.error)


def test_a_port_in_use_is_named_with_what_to_do(kolben: Kolben, write: Write) -> None:
    write("hello.py")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        result = kolben("--app", "hello", "run", "--port", str(port))

    assert result.exit_code == 1
    assert "Address already in use" in result.output
    assert f"Port {port} is in use by another program." in result.output
    assert "--port" in result.output
