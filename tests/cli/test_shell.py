from __future__ import annotations

import os
import sys
from types import SimpleNamespace

import pytest
from tests.cli.conftest import HELLO, Kolben, Write

from kolben.cli.shell import _complete_names

CONTEXT = (
    HELLO
    + """

@app.shell_context_processor
def names():
    return {"answer": 42, "shared": "application"}
"""
)


def test_runs_python_in_the_context_of_the_application(
    kolben: Kolben, write: Write
) -> None:
    write("hello.py", CONTEXT)

    result = kolben(
        "--app",
        "hello",
        "shell",
        stdin="from kolben import current_app\nprint(current_app.name, answer)\n",
    )

    assert result.exit_code == 0
    assert "App: hello\n" in result.output
    assert "Instance: " in result.output
    assert "hello 42\n" in result.output


def test_the_startup_file_of_python_gives_names(kolben: Kolben, write: Write) -> None:
    write("hello.py", CONTEXT)
    startup = write("startup.py", "started = 'yes'\nshared = 'startup'\n")
    os.environ["PYTHONSTARTUP"] = str(startup)

    result = kolben("--app", "hello", "shell", stdin="print(started, shared)\n")

    assert "yes application\n" in result.output


def test_a_missing_startup_file_is_left_out(kolben: Kolben, write: Write) -> None:
    write("hello.py", CONTEXT)
    os.environ["PYTHONSTARTUP"] = "nope.py"

    result = kolben("--app", "hello", "shell", stdin="print(app.name)\n")

    assert "hello\n" in result.output


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input is a terminal, and Python is ready for its prompt."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(sys, "__interactivehook__", lambda: None, raising=False)


@pytest.mark.usefixtures("terminal")
def test_names_are_completed_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    completers: list[object] = []
    readline = SimpleNamespace(set_completer=completers.append)
    monkeypatch.setitem(sys.modules, "readline", readline)

    _complete_names({"answer": 42})

    complete = completers[-1]
    assert callable(complete)
    assert complete("answ", 0) == "answer"


@pytest.mark.usefixtures("terminal")
def test_a_python_without_readline_completes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "readline", raising=False)

    _complete_names({"answer": 42})

    assert "readline" not in sys.modules
