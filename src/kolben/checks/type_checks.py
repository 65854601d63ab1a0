"""What mypy finds with Kolben's plugin: ``kolben check --types``.

Layer 8. mypy runs as a process of its own, with the project's settings; if they do not
name the plugin, with a copy of them that does, which lies beside them for as long, so
that relative paths keep their meaning.
"""

from __future__ import annotations

import configparser
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from kolben._sites import Site
from kolben.checks.finding import Finding, Severity

__all__ = ["findings_of_mypy"]

_PLUGIN: Final = "kolben.mypy_plugin"
_NAMES: Final = ("mypy.ini", ".mypy.ini", "pyproject.toml", "setup.cfg")
"""Where mypy looks for its settings, in its order."""

_HEAD: Final = re.compile(r"^\[(?:tool\.)?mypy\][^\n]*$", re.MULTILINE)
_NEXT: Final = re.compile(r"^\[", re.MULTILINE)
_GIVEN: Final = re.compile(r"^plugins[ \t]*[=:][ \t]*(?P<open>[\[\"']?)", re.MULTILINE)
_USUAL: Final = "[mypy]\ncheck_untyped_defs = True\n"
_CODES: Final = "https://mypy.readthedocs.io/en/stable/_refs.html#code-"


def findings_of_mypy(files: Iterable[Path]) -> list[Finding]:
    """Return what mypy finds in *files* with Kolben's plugin."""
    named = [str(file) for file in files]
    if not named:
        return []
    if find_spec("mypy") is None:
        problem = "mypy is not installed, so types are not checked."
        hint = "Install it: pip install 'kolben[check]'."
        return [Finding("types", "error", None, problem, hint)]
    with _settings() as options:
        done = subprocess.run(  # noqa: S603  # our own command
            [sys.executable, "-m", "mypy", "--output=json", *options, "--", *named],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    found = list(_read(done.stdout))
    if done.returncode not in (0, 1) and not any(e.severity == "error" for e in found):
        last = (done.stderr or done.stdout).strip().rpartition("\n")[2]
        problem = f"mypy could not be run: {last or 'it says nothing'}"
        hint = "Run 'python -m mypy' by hand, and mend its settings."
        found.append(Finding("types", "error", None, problem, hint))
    return found


def _read(output: str) -> Iterator[Finding]:
    """Yield the findings in what mypy prints, which is one JSON object on each line."""
    for line in output.splitlines():
        try:
            told: Any = json.loads(line)
        except ValueError:  # a sentence for people
            continue
        if isinstance(told, dict) and "message" in told:
            yield _finding(told)


def _finding(told: dict[str, Any]) -> Finding:
    code = told.get("code") or "types"
    severity: Severity = "note" if told.get("severity") == "note" else "error"
    site = Site(str(Path(told["file"]).absolute()), int(told["line"]))
    hint = told.get("hint") or f"See {_CODES}{code}."
    return Finding(str(code), severity, site, str(told["message"]), str(hint))


@contextmanager
def _settings() -> Iterator[list[str]]:
    """Give the options by which mypy runs with the plugin."""
    file = _settings_file(Path.cwd())
    text = _USUAL if file is None else file.read_text("utf-8")
    if file is not None and _names_plugin(file, text):
        yield ["--config-file", str(file)]
        return
    suffix = ".ini" if file is None else file.suffix
    writable = file is not None and os.access(file.parent, os.W_OK)
    folder = file.parent if file is not None and writable else None
    copy, name = tempfile.mkstemp(suffix, ".kolben-mypy-", folder)
    try:
        with os.fdopen(copy, "w", encoding="utf-8") as opened:
            opened.write(_with_plugin(text, toml=suffix == ".toml"))
        yield ["--config-file", name, "--cache-dir", ".mypy_cache/kolben"]
    finally:
        Path(name).unlink(missing_ok=True)


def _settings_file(here: Path) -> Path | None:
    """Return the file of settings that mypy would take in the folder *here*."""
    for folder in (here, *here.parents):
        for name in _NAMES:
            file = folder / name
            if file.is_file() and _is_for_mypy(file):
                return file
        if (folder / ".git").exists():
            return None
    return None


def _is_for_mypy(file: Path) -> bool:
    """Say whether *file* has settings of mypy, if others share it."""
    shared = file.name in {"pyproject.toml", "setup.cfg"}
    return not shared or _HEAD.search(file.read_text("utf-8")) is not None


def _names_plugin(file: Path, text: str) -> bool:
    """Say whether the settings in *file* name the plugin already."""
    try:
        if file.suffix == ".toml":
            return _PLUGIN in str(tomllib.loads(text)["tool"]["mypy"].get("plugins"))
        parser = configparser.RawConfigParser()
        parser.read_string(text)
        return _PLUGIN in parser.get("mypy", "plugins", fallback="")
    except (tomllib.TOMLDecodeError, KeyError, AttributeError, configparser.Error):
        return True  # mypy itself says what is wrong with them


def _with_plugin(text: str, *, toml: bool) -> str:
    r"""Return the settings *text*, in which the plugin is named before all others.

    Example:
        >>> print(_with_plugin("[mypy]\nplugins = other\n", toml=False))
        [mypy]
        plugins = kolben.mypy_plugin, other
        <BLANKLINE>
        >>> _with_plugin("[tool.mypy]\nstrict = true", toml=True)
        '[tool.mypy]\nplugins = ["kolben.mypy_plugin"]\nstrict = true'
    """
    head = _HEAD.search(text)
    if head is None:
        return f"[mypy]\nplugins = {_PLUGIN}\n{text}"
    following = _NEXT.search(text, head.end())
    end = len(text) if following is None else following.start()
    given = _GIVEN.search(text, head.end(), end)
    if given is None:
        value = f'["{_PLUGIN}"]' if toml else _PLUGIN
        return f"{text[: head.end()]}\nplugins = {value}{text[head.end() :]}"
    quote = '"' if given["open"] == "[" else ""
    inserted = f"{quote}{_PLUGIN}{quote}, "
    return f"{text[: given.end()]}{inserted}{text[given.end() :]}"
