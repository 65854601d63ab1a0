"""S27-S36: debug mode."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from tests.quickstart.conftest import CALM, Serve, Server

from kolben import App

HELLO = """
import os

from kolben import App, request

app = App(__name__)


@app.route("/")
def version():
    return "version 1"


@app.route("/fail")
def fail():
    raise RuntimeError("what went wrong")


@app.route("/state")
def state():
    return {
        "debug": app.debug,
        "processes": request.environ["wsgi.multiprocess"],
        "reloaded": os.environ.get("WERKZEUG_RUN_MAIN"),
    }
"""

RUN = ("-m", "kolben", "--app", "hello", "run", "--port", "{port}")


@pytest.fixture
def hello(project: Path) -> Path:
    """An application that tells its version and its state, as ``hello.py``."""
    file = project / "hello.py"
    file.write_text(HELLO)
    return file


@pytest.fixture
def debugged(hello: Path, serve: Serve) -> Server:
    """A server of ``hello`` in debug mode that answers."""
    server = serve(*RUN, "--debug", *CALM)
    server.wait_for_answer()
    return server


def test_s27_changed_code_is_loaded_again(hello: Path, debugged: Server) -> None:
    hello.write_text(HELLO.replace("version 1", "version 2"))

    answer = debugged.wait_for_answer(lambda answer: answer.text == "version 2")

    assert answer.status == 200
    assert "Detected change in" in debugged.output


def test_s28_an_error_shows_the_debugger(debugged: Server) -> None:
    answer = debugged.get("/fail")

    assert answer.status == 500
    assert "RuntimeError: what went wrong" in answer.text
    assert "__debugger__" in answer.text
    assert "in fail" in answer.text


def test_s29_says_that_debug_mode_is_on(debugged: Server) -> None:
    output = debugged.wait_for("Debugger PIN")

    assert " * Debug mode: on" in output
    assert re.search(r" \* Restarting with \w+", output)
    assert " * Debugger is active!" in output
    assert re.search(r" \* Debugger PIN: \d{3}-\d{3}-\d{3}", output)


def secret_of(page: str) -> str:
    """Return the debugger's secret that *page* holds."""
    found = re.search(r'SECRET = "(\w+)"', page)
    assert found is not None
    return found[1]


def unlock(server: Server, pin: str) -> bool:
    """Return whether the debugger of *server* opens to *pin*."""
    page = server.get("/fail").text
    assert "EVALEX_TRUSTED = false" in page
    secret = secret_of(page)
    query = {"__debugger__": "yes", "cmd": "pinauth", "pin": pin, "s": secret}
    answer = server.get("/?" + urlencode(query))
    return bool(json.loads(answer.text)["auth"])


def test_s30_the_debugger_opens_to_its_pin_alone(debugged: Server) -> None:
    printed = re.search(r"PIN: ([\d-]+)", debugged.wait_for("Debugger PIN"))
    assert printed is not None
    wrong = "000-000-000" if printed[1] != "000-000-000" else "111-111-111"

    assert not unlock(debugged, wrong)
    assert unlock(debugged, printed[1])


def test_s31_debug_mode_is_off_unless_asked_for(hello: Path, serve: Serve) -> None:
    server = serve(*RUN)
    server.wait_for_answer()

    assert json.loads(server.get("/state").text)["debug"] is False
    assert "what went wrong" not in server.get("/fail").text
    assert " * Debug mode: off" in server.output
    assert "Debugger" not in server.output


@pytest.mark.parametrize("variable", ["KOLBEN_DEBUG", "FLASK_DEBUG"])
def test_s32_a_variable_switches_all_three_on(
    variable: str, hello: Path, serve: Serve
) -> None:
    server = serve(*RUN, *CALM, **{variable: "1"})
    server.wait_for_answer()

    state = json.loads(server.get("/state").text)

    assert state["debug"] is True
    assert state["reloaded"] == "true"
    assert "__debugger__" in server.get("/fail").text


def test_s33_without_debug_code_is_loaded_at_the_start_only(
    hello: Path, serve: Serve
) -> None:
    server = serve(*RUN)
    server.wait_for_answer()
    hello.write_text(HELLO.replace("version 1", "version 2"))

    state = json.loads(server.get("/state").text)
    before = server.get().text
    server.stop()
    after = serve(*RUN).wait_for_answer().text

    assert state["reloaded"] is None
    assert "Restarting with" not in server.output
    assert (before, after) == ("version 1", "version 2")


def test_s34_the_debugger_runs_in_a_single_process(debugged: Server) -> None:
    secrets = {secret_of(debugged.get("/fail").text) for _ in range(4)}

    assert json.loads(debugged.get("/state").text)["processes"] is False
    assert len(secrets) == 1


def test_s35_another_debugger_may_be_used(hello: Path, serve: Serve) -> None:
    server = serve(*RUN, "--debug", "--no-debugger", "--no-reload")
    server.wait_for_answer()

    state = json.loads(server.get("/state").text)
    answer = server.get("/fail")

    assert (state["debug"], state["reloaded"]) == (True, None)
    assert answer.status == 500
    assert "__debugger__" not in answer.text
    assert server.wait_for("RuntimeError: what went wrong")


def test_s35_in_debug_mode_an_error_reaches_the_debugger_around_us(app: App) -> None:
    app.debug = True
    app.add_url_rule("/", "divide", lambda: str(1 // 0))

    with pytest.raises(ZeroDivisionError):
        app.test_client().get("/")


def test_s36_an_error_is_logged_with_its_traceback(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    app.add_url_rule("/fail", "divide", lambda: str(1 // 0))

    with caplog.at_level(logging.ERROR, logger=app.logger.name):
        response = app.test_client().get("/fail?a=b")

    (record,) = caplog.records
    assert response.status_code == 500
    assert (record.name, record.levelname) == (app.name, "ERROR")
    assert record.getMessage() == "Exception on /fail [GET]"
    assert record.exc_info is not None
    assert record.exc_info[0] is ZeroDivisionError
