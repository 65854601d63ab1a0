"""Runs the type checkers over the programs, and reads what they promise and report.

A program says on each line what must be reported there: ``# E: text`` for all
checkers, ``# E mypy: text`` or ``# E pyright: text`` where their words differ. The
text is part of the message. What mypy reports it reports with the plugin as well,
unless the line says ``# E plugin: text``, or ``# E plugin: nothing``.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROGRAMS = sorted((HERE / "programs").glob("*.py"))

Reported = Mapping[int, list[str]]
"""The messages about one program, by line."""

Reports = Mapping[Path, Reported]
"""The messages about all programs."""

_PROMISE = re.compile(
    r"# E(?: (?P<checker>mypy|plugin|pyright))?: (?P<text>.+?)(?=\s+# E|$)"
)
_MYPY = re.compile(
    r"^(?P<file>.+?):(?P<line>\d+): (?P<kind>error|note): (?P<message>.+)$"
)


def promised(program: Path, checker: str) -> dict[int, str]:
    """Return what *program* says that *checker* must report, by line."""
    by_mypy = promised(program, "mypy") if checker == "plugin" else {}
    found_here = {
        number: found["text"]
        for number, line in enumerate(program.read_text("utf-8").splitlines(), start=1)
        for found in _PROMISE.finditer(line)
        if found["checker"] in {None, checker}
    }
    every = by_mypy | found_here
    return {line: text for line, text in every.items() if text != "nothing"}


@cache
def mypy() -> Reports:
    """Return what mypy reports about the programs."""
    return mypy_over(PROGRAMS)


@cache
def pyright() -> Reports:
    """Return what pyright reports about the programs."""
    return pyright_over(HERE / "pyrightconfig.json")


@cache
def mypy_with_plugin() -> Reports:
    """Return what mypy reports about the programs with our plugin."""
    return mypy_over(PROGRAMS, plugin=True)


def mypy_over(files: Iterable[Path], *, plugin: bool = False) -> Reports:
    """Return what ``mypy --strict`` reports, with the project's settings."""
    with TemporaryDirectory() as folder:
        settings = _mypy_settings(Path(folder), plugin=plugin)
        return _mypy_reports(_mypy_output(files, settings))


def _mypy_settings(folder: Path, *, plugin: bool) -> Path:
    """Return the file of the project's settings, or of a copy with the plugin."""
    project = ROOT / "pyproject.toml"
    if not plugin:
        return project
    settings = folder / project.name
    head = "[tool.mypy]\n"
    with_plugin = f'{head}plugins = ["kolben.mypy_plugin"]\n'
    settings.write_text(project.read_text("utf-8").replace(head, with_plugin), "utf-8")
    return settings


def _mypy_output(files: Iterable[Path], settings: Path) -> str:
    return _run(
        "mypy",
        "--strict",
        "--no-pretty",
        "--no-error-summary",
        "--config-file",
        str(settings),
        "--cache-dir",
        os.devnull,  # so that no earlier run has a say
        *map(str, files),
    )


def _mypy_reports(output: str) -> Reports:
    """Read the errors of mypy; a note follows the error of its line as its help."""
    reported: dict[Path, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in output.splitlines():
        if found := _MYPY.match(line):
            file = (ROOT / found["file"]).resolve()
            if found["kind"] == "error":
                reported[file][int(found["line"])].append(found["message"])
            elif told := reported[file].get(int(found["line"])):
                told[-1] += f"\n  help: {found['message']}"
    return reported


def pyright_over(settings: Path) -> Reports:
    """Return what pyright reports about the files that *settings* name."""
    output = _run(
        "pyright",
        "--outputjson",
        "--project",
        str(settings),
        "--pythonpath",
        sys.executable,
    )
    reported: dict[Path, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for found in json.loads(output)["generalDiagnostics"]:
        if found["severity"] == "error":
            line = found["range"]["start"]["line"] + 1
            message = re.sub(r"\s+", " ", found["message"])
            reported[Path(found["file"]).resolve()][line].append(message)
    return reported


CHECKERS: Mapping[str, Callable[[], Reports]] = {
    "mypy": mypy,
    "plugin": mypy_with_plugin,
    "pyright": pyright,
}


def _run(module: str, *arguments: str) -> str:
    """Run *module* without letting it look for a newer self."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"{module} failed: {done.stdout}{done.stderr}")
    return done.stdout
