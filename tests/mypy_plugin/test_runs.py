"""What is found does not depend on how mypy runs: with a cache, a daemon, workers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.typing.checkers import ROOT

pytestmark = pytest.mark.xdist_group("mypy_runs")

SETTINGS = '[tool.mypy]\nstrict = true\nplugins = ["kolben.mypy_plugin"]\n'
PARTS = """
from kolben import App, Router

app = App("project")
admin = Router("admin", prefix="/admin/<int:owner>")
app.include(admin)
"""
POSTS = """
from kolben import Resource, Template

class PostPage(Template, file="post.html"):
    title: str

class Posts(Resource):
    def get(self, owner: int, post_id: int) -> PostPage:
        return PostPage(title=f"{post_id} of {owner}")
"""
ROUTES = """
from parts import admin
from posts import Posts

admin.add("/posts/<post_id>", Posts)

@admin.get("/names/<name>")
def named(owner: int, name: str) -> str:
    return f"{name} of {owner}"
"""

_ERROR = re.compile(r"^(\S+):(\d+): error: (.+)  \[([\w-]+)\]$", re.MULTILINE)


@dataclass
class Project:
    """A project of a few modules, and how mypy is run over it."""

    folder: Path
    command: list[str]
    now: int = 1_800_000_000

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
        self.now += 10  # mypy heeds whole seconds
        os.utime(file, (self.now, self.now))

    def replace(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def errors(self) -> list[tuple[str, str]]:
        """Run mypy, and return the files and the messages of the errors."""
        output = self.run(self.command)
        return sorted((found[1], found[3]) for found in _ERROR.finditer(output))

    def run(self, command: list[str]) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=self.folder,
            env={
                **os.environ,
                "MYPYPATH": str(ROOT / "src"),
                "KOLBEN_PLUGIN_DEBUG": "1",
            },
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode in {0, 1}, done.stdout + done.stderr
        return done.stdout


MODULES = ["parts.py", "posts.py", "routes.py"]
COMMANDS: dict[str, Callable[[Path], list[str]]] = {
    "with a cache": lambda cache: ["mypy", f"--cache-dir={cache}", *MODULES],
    "with workers": lambda cache: ["mypy", f"--cache-dir={cache}", "-n2", *MODULES],
    "as a daemon": lambda cache: [
        "mypy.dmypy",
        "--status-file=status.json",
        "run",
        "--",
        f"--cache-dir={cache}",
        *MODULES,
    ],
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what mypy knows of Kolben."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(params=COMMANDS)
def project(
    request: pytest.FixtureRequest, tmp_path: Path, cache: Path
) -> Iterator[Project]:
    """A project without mistakes, that mypy has seen once."""
    kept = cache / request.param.replace(" ", "_")
    project = Project(tmp_path, COMMANDS[request.param](kept))
    project.write("pyproject.toml", SETTINGS)
    project.write("parts.py", PARTS)
    project.write("posts.py", POSTS)
    project.write("routes.py", ROUTES)
    project.write("templates/post.html", "<h1>{{ title }}</h1>")
    try:
        assert project.errors() == []
        yield project
    finally:
        if "mypy.dmypy" in project.command:
            project.run([*project.command[:2], "stop"])


def test_what_changes_in_another_module_is_noticed_at_once(project: Project) -> None:
    project.replace("parts.py", "<int:owner>", "<int:user>")
    assert project.errors() == [
        ("routes.py", f"{label}() does not take 'user', a variable of its URL {url!r}.")
        for label, url in (
            ("Posts.get", "/admin/<int:user>/posts/<post_id>"),
            ("named", "/admin/<int:user>/names/<name>"),
        )
    ]

    project.replace("parts.py", "<int:user>", "<int:owner>")
    assert project.errors() == []

    project.replace("posts.py", "post_id", "number")
    again = [project.errors(), project.errors()]
    assert [[file for file, _ in found] for found in again] == [["routes.py"]] * 2
    assert "Posts.get() does not take 'post_id'" in again[0][0][1]

    project.replace("posts.py", "number", "post_id")
    assert project.errors() == []
