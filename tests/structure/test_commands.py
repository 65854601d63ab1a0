"""The two commands of the README, where something is not as it should be."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.structure.source import ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder that holds the commands, and nothing of Kolben itself."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    return tmp_path


def write_program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def run(project: Path, command: str, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(project / ".ci" / command)],
        env={"PATH": path},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("command", ["serve", "test"])
def test_an_old_python_is_named_and_nothing_is_made(
    project: Path, command: str
) -> None:
    old = '[ "$1" = --version ] && echo Python 3.8.10 && exit; exit 1'
    for name in ("python", "python3", "python3.11", "python3.12", "python3.13"):
        write_program(project / "bin" / name, old)

    done = run(project, command, f"{project}/bin:/usr/bin:/bin")

    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "Python 3.8.10" in done.stderr
    assert not (project / ".venv").exists()


def test_the_second_time_nothing_is_installed(project: Path) -> None:
    log = project / "log"
    write_program(project / ".venv/bin/python", f'echo "$@" >> {log}')

    first = run(project, "test", "/usr/bin:/bin")
    installed = log.read_text().count("pip install")
    second = run(project, "test", "/usr/bin:/bin")

    assert (first.returncode, second.returncode) == (0, 0)
    assert installed == 1
    assert log.read_text().count("pip install") == 1


def test_a_changed_pyproject_is_installed_again(project: Path) -> None:
    log = project / "log"
    write_program(project / ".venv/bin/python", f'echo "$@" >> {log}')
    run(project, "test", "/usr/bin:/bin")

    with (project / "pyproject.toml").open("a") as settings:
        settings.write("\n# another dependency\n")
    run(project, "test", "/usr/bin:/bin")

    assert log.read_text().count("pip install") == 2


def test_what_the_tests_need_is_enough_to_serve(project: Path) -> None:
    log = project / "log"
    write_program(project / ".venv/bin/python", f'echo "$@" >> {log}')

    run(project, "test", "/usr/bin:/bin")
    run(project, "serve", "/usr/bin:/bin")

    assert log.read_text().count("pip install") == 1
    assert log.read_text().splitlines()[-1].startswith("-m kolben --app examples/notes")
