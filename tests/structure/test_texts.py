"""What the project's texts promise holds, on any machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.structure.source import ROOT, modules

TEXTS = sorted(
    path
    for pattern in (
        "*.md",
        "*.toml",
        ".ci/*",
        "src/**/*.py",
        "docs/*.md",
        "docs/changes.d/*.md",
        "docs/*.py",
        "examples/**/*.py",
        "benchmarks/*.py",
    )
    for path in ROOT.glob(pattern)
    if path.is_file()
)

every_text = pytest.mark.parametrize(
    "path", TEXTS, ids=[str(path.relative_to(ROOT)) for path in TEXTS]
)


@every_text
def test_no_text_names_a_folder_of_one_machine(path: Path) -> None:
    text = path.read_text("utf-8")

    assert re.findall(r"(?:/work/|/root/|/home/\w+/\w)\S*", text) == []


@every_text
def test_no_task_is_left_without_its_number(path: Path) -> None:
    text = path.read_text("utf-8")

    assert re.findall(r"\b(?:TODO|FIXME|XXX)\b(?!.*#\d)", text) == []


def test_the_readme_opens_with_the_hello_example() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    files = [
        (ROOT / "examples/hello" / name).read_text("utf-8")
        for name in ("app.py", "templates/room.html")
    ]
    blocks = re.findall(r"```[\w+]+\n(.*?)```", readme, re.DOTALL)

    assert blocks[:2] == files
    assert len(files[0].splitlines()) <= 20


@pytest.mark.parametrize("command", [".ci/serve", ".ci/test"])
def test_the_commands_of_the_readme_can_be_run(command: str) -> None:
    assert command in (ROOT / "README.md").read_text("utf-8")
    assert (ROOT / command).stat().st_mode & 0o111


@pytest.mark.parametrize("name", modules())
def test_a_module_has_a_docstring(name: str) -> None:
    assert modules()[name].docstring
