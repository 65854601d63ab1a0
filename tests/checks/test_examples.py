"""The examples are right, so nothing is found in them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"

PROGRAM = """
import sys
from kolben.checks import check
from kolben.cli.loading import load_application

for each in check(load_application(sys.argv[1])).findings:
    print(each.severity, each.site, each.problem, sep=": ")
"""


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """A copy of the examples, in which nothing is left behind."""
    return shutil.copytree(EXAMPLES, tmp_path / "examples")


def found_in(folder: Path, target: str) -> list[str]:
    """Return what is found in an application, in a process of its own."""
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM, target],
        cwd=folder,
        env={**os.environ, "NOTES_FOLDER": str(folder / "instance")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stderr
    return answer.stdout.replace(f"{folder}/", "").splitlines()


@pytest.mark.parametrize(
    "target",
    [
        "api",
        "hello/app.py",
        "notes",
        "side_by_side.decorators",
        "side_by_side.resources",
    ],
)
def test_nothing_is_found_in_an_example(target: str, examples: Path) -> None:
    assert found_in(examples, target) == []


FAULTS = {
    "notes/templates/base.html": ("filename='style.css'", "filename='styles.css'"),
    "notes/templates/error.html": ("'notebook.notes'", "'notebook.note'"),
    "notes/templates/note.html": ("file_id=file.id", "file=file.id"),
    "notes/templates/sign_in.html": ("accounts.sign_up", "account.sign_up"),
    "notes/accounts.py": ('url_for("notebook.notes"), 303', 'url_for("notes"), 303'),
}


def test_links_that_break_are_found_where_they_stand(examples: Path) -> None:
    for name, (right, wrong) in FAULTS.items():
        text = (examples / name).read_text("utf-8")
        assert right in text
        (examples / name).write_text(text.replace(right, wrong), "utf-8")

    found = [line.split(":")[:2] for line in found_in(examples, "notes")]

    errors = {file.strip() for severity, file in found if severity == "error"}
    assert errors == set(FAULTS)
