from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.servers import Process
from watchdog.events import (
    FileModifiedEvent,
    FileSystemEvent,
    PatternMatchingEventHandler,
)

from kolben import App
from kolben.serving import (
    ServerOptions,
    listen,
    serve,
)

SCRIPT = """
import sys

from kolben import App

app = App(__name__)


@app.get("/")
def hello():
    return "Hello!"


@app.get("/fail")
def fail():
    return str(1 // 0)


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), debug=sys.argv[2:] == ["debug"])
"""


@pytest.fixture(autouse=True)
def _settings_of_nobody() -> Iterator[None]:
    """Run without the settings of the environment, and leave none behind."""
    variables = dict(os.environ)
    for name in variables:
        if name.startswith(("KOLBEN_", "FLASK_", "WERKZEUG_")):
            del os.environ[name]
    yield

    os.environ.clear()
    os.environ.update(variables)


@pytest.fixture
def app() -> App:
    """An application without routes."""
    return App("example")


class Watching(PatternMatchingEventHandler):
    """What the reloader asks watchdog to tell it."""

    def __init__(self, patterns: list[str], ignore_patterns: list[str]) -> None:
        super().__init__(patterns=patterns, ignore_patterns=ignore_patterns)
        self.changed: list[object] = []

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.changed.append(event.src_path)


class Served:
    """What werkzeug's server was asked to serve, in the place of serving it."""

    options: dict[str, Any] | None = None

    def __call__(self, host: str, port: int, application: Any, **options: Any) -> None:
        self.options = {"host": host, "port": port, **options}


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Served:
    """A record in the place of the server that never ends."""
    record = Served()
    monkeypatch.setattr("werkzeug.serving.run_simple", record)
    return record


def test_options_follow_the_application(app: App) -> None:
    app.debug = True

    assert ServerOptions.of(app) == ServerOptions(reload=True, debugger=True)


@pytest.mark.parametrize(
    ("name", "host", "port"),
    [
        (None, "127.0.0.1", 5000),
        ("example.org", "example.org", 5000),
        ("example.org:80", "example.org", 80),
    ],
)
def test_the_address_comes_from_the_name_of_the_server(
    app: App, name: str | None, host: str, port: int
) -> None:
    app.config["SERVER_NAME"] = name

    options = ServerOptions.of(app)

    assert (options.host, options.port) == (host, port)


def test_what_is_given_wins(app: App) -> None:
    app.config["SERVER_NAME"] = "example.org:80"
    app.debug = True

    options = ServerOptions.of(app, "::1", 0, reload=False, threaded=False)

    assert options == ServerOptions(
        host="::1", port=0, reload=False, debugger=True, threaded=False
    )


def test_what_the_reloader_watches_can_be_left_out(app: App, served: Served) -> None:
    listen(app, ServerOptions(port=0, exclude_patterns=["*.pyc", "*.ZIP", "a.py"]))

    assert served.options is not None
    watching = Watching(
        patterns=["*.py", "*.pyc", "*.zip"],
        ignore_patterns=served.options["exclude_patterns"],
    )
    for name in ("b.py", "b.pyc", "b.zip", "a.py"):
        watching.dispatch(FileModifiedEvent(name))
    assert watching.changed == ["b.py"]


def test_serves_and_says_what(
    app: App, served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    serve(app)

    assert served.options is not None
    assert (served.options["host"], served.options["port"]) == ("127.0.0.1", 5000)
    assert served.options["use_debugger"] is False
    assert capsys.readouterr().out == (
        " * Serving Kolben app 'example'\n * Debug mode: off\n"
    )


def test_the_reloaded_process_stays_silent(
    app: App, served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    os.environ["WERKZEUG_RUN_MAIN"] = "true"

    serve(app, ServerOptions(port=1))

    assert served.options is not None
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("reloaded", [False, True])
def test_is_ignored_while_the_command_line_runs(
    app: App, served: Served, capsys: pytest.CaptureFixture[str], reloaded: bool
) -> None:
    os.environ["KOLBEN_RUN_FROM_CLI"] = "true"
    if reloaded:
        os.environ["WERKZEUG_RUN_MAIN"] = "true"

    app.run()

    assert served.options is None
    assert ("Ignoring 'app.run()'" in capsys.readouterr().err) is not reloaded


def test_a_port_that_is_taken_is_named(
    app: App, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(SystemExit) as caught:
            listen(app, ServerOptions(port=port))

    assert caught.value.code == 1
    message = capsys.readouterr().err
    assert "Address already in use" in message
    assert f"Port {port} is in use by another program." in message


def test_a_host_that_does_not_exist_is_named(
    app: App, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        listen(app, ServerOptions(host="no such host"))

    assert caught.value.code == 1
    message = capsys.readouterr().err
    assert "Cannot listen on no such host, port 5000" in message
    assert "Choose another host or port." in message


@pytest.mark.parametrize("options", [{"port": 0}, {"host": "unix:///tmp/none.sock"}])
def test_an_address_without_a_port_is_left_to_the_server(
    app: App, served: Served, options: dict[str, Any]
) -> None:
    listen(app, ServerOptions(**options))

    assert served.options is not None


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Process]]:
    """A function that runs the script with the arguments given."""
    started: list[Process] = []
    (tmp_path / "hello.py").write_text(SCRIPT)

    def run(*arguments: str) -> Process:
        started.append(Process(tmp_path, "hello.py", "{port}", *arguments))
        started[-1].wait(lambda: started[-1].get()[0] == 200)
        return started[-1]

    yield run

    for process in started:
        process.stop()


def test_a_script_serves_over_http(start: Callable[..., Process]) -> None:
    process = start()

    assert process.get() == (200, "Hello!")
    status, text = process.get("/fail")
    assert status == 500
    assert "ZeroDivisionError" not in text
    assert " * Serving Kolben app 'hello'" in process.log.read_text()


def test_a_script_in_debug_mode_has_debugger_and_reloader(
    start: Callable[..., Process], tmp_path: Path
) -> None:
    process = start("debug")

    status, text = process.get("/fail")
    (tmp_path / "hello.py").write_text(SCRIPT.replace("Hello!", "Changed!"))
    process.wait(lambda: process.get() == (200, "Changed!"))

    assert status == 500
    assert "ZeroDivisionError" in text
    assert "__debugger__" in text
    output = process.log.read_text()
    assert " * Debug mode: on" in output
    assert re.search(r"Debugger PIN: [\d-]+", output)
    assert output.count("Serving Kolben app") == 1
