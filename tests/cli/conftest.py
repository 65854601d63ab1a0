"""Fixtures of the command line: a folder of modules, and commands that run in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kolben.cli import cli

HELLO = """
from kolben import App

app = App(__name__)


@app.get("/")
def hello() -> str:
    return "Hello!"
"""

Write = Callable[..., Path]
"""Write ``write("folder/hello.py", text)`` into the project."""

Kolben = Callable[..., Result]
"""Run ``kolben("--app", "hello", "routes")`` in this process."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder that is current; what is imported or set there is forgotten."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for name in [each for each in sys.modules if each.partition(".")[0] == "hello"]:
        monkeypatch.delitem(sys.modules, name)  # the example of that name
    modules, variables = set(sys.modules), dict(os.environ)
    for name in variables:
        if name.startswith(("KOLBEN_", "FLASK_", "WERKZEUG_")):
            del os.environ[name]

    yield tmp_path

    os.environ.clear()
    os.environ.update(variables)
    for name in set(sys.modules) - modules:
        if str(tmp_path) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def write(project: Path) -> Write:
    """A function that writes a file of the project, and the folders round it."""

    def write_file(name: str, text: str = HELLO) -> Path:
        file = project / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    return write_file


@pytest.fixture
def kolben(project: Path) -> Kolben:
    """A function that runs the command in the project."""

    def run(*args: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(cli, args, input=stdin, catch_exceptions=False)

    return run
