"""Projects in a folder of their own, over which mypy runs with the plugin."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_SETTINGS: Final = """
[tool.mypy]
strict = true
plugins = ["kolben.mypy_plugin"]
[tool.kolben-mypy]
manifest = "routes.json"
"""
_TOLD: Final = re.compile(
    r"^(?P<file>[^:]+):(?P<line>\d+): (?P<kind>error|note): (?P<message>.+)$"
)

Told = Mapping[int, list[str]]
"""The messages about one file, by line; the first is the error."""


@dataclass(frozen=True)
class Project:
    """A folder with programs and the settings of mypy."""

    folder: Path

    @classmethod
    def into(cls, folder: Path, **files: str) -> Project:
        """Write *files*, by the names of their modules."""
        project = cls(folder)
        (folder / "pyproject.toml").write_text(_SETTINGS)
        for module, text in files.items():
            project.write(module, text)
        return project

    def write(self, module: str, text: str) -> None:
        """Write a module."""
        (self.folder / f"{module}.py").write_text(text)

    def mypy(self, module: str, *arguments: str) -> Told:
        """Return what mypy says about *module*."""
        output = self.run("mypy", *arguments, f"{module}.py")
        return self.read(output)[f"{module}.py"]

    def run(self, tool: str, *arguments: str) -> str:
        """Run a tool of mypy in the folder, in which a broken plugin is heard."""
        done = subprocess.run(
            [sys.executable, "-m", tool, *arguments],
            cwd=self.folder,
            env={**os.environ, "KOLBEN_PLUGIN_DEBUG": "1"},
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode not in {0, 1} or "Traceback" in done.stderr:
            raise RuntimeError(f"{tool} failed: {done.stdout}{done.stderr}")
        return done.stdout

    @staticmethod
    def read(output: str) -> Mapping[str, Told]:
        """Return the messages in *output*, by file and line."""
        found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for line in output.splitlines():
            if told := _TOLD.match(line):
                found[told["file"]][int(told["line"])].append(told["message"])
        return found


def promised(text: str) -> dict[int, str]:
    """Return what *text* says is reported, by line: ``# E: message``."""
    return {
        number: line.partition("  # E: ")[2]
        for number, line in enumerate(text.splitlines(), start=1)
        if "  # E: " in line
    }
