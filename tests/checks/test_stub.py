"""The stub lets any type checker judge links by name."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kolben import App
from kolben.checks.stub import stub_of, write_stub

PROGRAM = """
import datetime
import enum
import uuid

from kolben import App, Body, Query, Resource, Router

class Kind(enum.Enum):
    NEW = "new"

app = App(__name__)
admin = Router("admin", prefix="/admin")

@app.get("/posts/<post_id>")
def show(post_id: int, page: Query[int] = 1) -> str:
    return ""

@app.get("/archive/<kind>/<day>")
def archive(kind: Kind, day: datetime.date) -> str:
    return ""

@app.get("/keywords/<class>/<query>")
def keywords(**words: str) -> str:
    return ""

class User(Resource, path="/users/<uuid>"):
    def get(self, uuid: uuid.UUID) -> str:
        return ""

admin.add(User)
app.include(admin)
"""
LINKS = """
import datetime
import uuid
from typing import Any
from blog import Kind, User, show
from links import url_for

rest: dict[str, Any] = {"class": "b"}
url_for("show", post_id=3, page=2, _anchor="top", other="x")
url_for("archive", kind=Kind.NEW, day=datetime.date(2026, 5, 17))
url_for("keywords", query="a", **rest)
url_for("admin.User", uuid=uuid.UUID(int=1))
url_for(".User", uuid=uuid.UUID(int=1))
url_for("static", filename="style.css")
url_for(show, 3)
url_for(User, uuid.UUID(int=1))
url_for(User.get, uuid=uuid.UUID(int=1)).with_anchor("top")
url_for("shw", post_id=3)  # wrong
url_for("show")  # wrong
url_for("show", post_id="3")  # wrong
url_for("admin.User", uuid="3")  # wrong
url_for(show)  # wrong
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a project with a stub and links."""
    (tmp_path / "blog.py").write_text(PROGRAM)
    (tmp_path / "use.py").write_text(LINKS)
    monkeypatch.syspath_prepend(tmp_path)
    try:
        write_stub(importlib.import_module("blog").app, tmp_path / "links.pyi")
    finally:
        sys.modules.pop("blog", None)
    return tmp_path


def lines_of(output: str) -> list[int]:
    """Return the lines of ``use.py`` with an error."""
    return sorted({int(n) for n in re.findall(r"use\.py:(\d+):.* ?error:", output)})


def run(folder: Path, *command: str) -> str:
    """Run a module of Python in *folder*."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    return done.stdout


WRONG = [
    number
    for number, line in enumerate(LINKS.splitlines(), start=1)
    if line.endswith("# wrong")
]


def test_mypy_finds_wrong_links_by_name(project: Path) -> None:
    output = run(project, "mypy", "--strict", "--cache-dir", os.devnull, "use.py")

    assert lines_of(output) == WRONG
    assert "links.pyi" not in output


def test_pyright_finds_wrong_links_by_name(project: Path) -> None:
    output = run(
        project, "pyright", "--outputjson", "--pythonpath", sys.executable, "use.py"
    )

    found = json.loads(output)["generalDiagnostics"]
    errors = [each for each in found if each["severity"] == "error"]
    assert sorted({each["range"]["start"]["line"] + 1 for each in errors}) == WRONG


def test_the_module_beside_the_stub_passes_on_what_makes_links(project: Path) -> None:
    output = run(project, "links")

    assert output == ""
    assert "from kolben import url_for" in (project / "links.py").read_text("utf-8")


def test_a_module_that_is_there_already_is_left_alone(tmp_path: Path) -> None:
    module = tmp_path / "links.py"
    module.write_text("from kolben import url_for as url_for\n")

    write_stub(App("example"), tmp_path / "links.pyi")

    assert module.read_text("utf-8") == "from kolben import url_for as url_for\n"


def test_names_that_begin_with_a_dot_are_open_where_several_end_alike() -> None:
    app = App("example", static_folder=None)
    app.add_url_rule("/a/<int:number>", "a.index", lambda number: f"{number}")
    app.add_url_rule("/b", "b.index", lambda: "")

    stub = stub_of(app)

    assert '    _endpoint: Literal[".index"],\n    /,\n    *,\n    _anchor' in stub
