"""Reads the programs: each has one mistake in it, and says how it is right.

A line that ends in ``# WRONG`` is the mistake, a line that ends in ``# RIGHT`` what
should stand in its place; all others belong to both. What the type checkers must
report stands on the line (``# E: text``, ``# E mypy: text``, ``# E pyright: text``),
what the start must say in the comment at the end, word for word. Where the plugin for
mypy reports what the start says, the line names its code (``# E plugin: [code]``).
What ``kolben check`` must say where the start says nothing stands in a comment, too.
There is also a request that the right program answers, and who will find the mistake
later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HERE = Path(__file__).parent
FILES = HERE / "programs"

_MARK = re.compile(r"  # (?P<mark>WRONG|RIGHT)\b")
_PROMISE = re.compile(r"\s+# E(?: \w+)?: ")
_REQUEST = re.compile(
    r"^# request: (?P<method>[A-Z]+) (?P<path>\S+)(?: (?P<json>.+))?$", re.MULTILINE
)
_LATER = re.compile(r"^# to come: (?P<stages>.+)$", re.MULTILINE)
_TOLD = re.compile(
    r"\w+: (?:\S+:\d+: )?(?P<problem>.+)\n  help: (?P<hint>.+)$", re.MULTILINE
)
_CHECK = re.compile(r"^# check: (?P<told>.+\n# .+)$", re.MULTILINE)
_START = re.compile(r"^# start: (?P<told>.+(?:\n# .+)*)\n\Z", re.MULTILINE)


@dataclass(frozen=True)
class Program:
    """A program with a mistake."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def row(self) -> str:
        """The row of the mistake in the table: ``"B01"``, or nothing."""
        row, colon, _ = self._caption.partition(": ")
        return row if colon and row[1:].isdecimal() else ""

    @property
    def mistake(self) -> str:
        """The mistake, in a few words."""
        return self._caption.removeprefix(f"{self.row}: ").rstrip(".")

    @cached_property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @property
    def wrong(self) -> str:
        """The program with the mistake, on the lines where it stands here."""
        return self._without("RIGHT")

    @property
    def right(self) -> str:
        """The program as it should be, without any promise."""
        lines = self._without("WRONG").splitlines()
        return "\n".join(_PROMISE.split(line)[0] for line in lines) + "\n"

    @property
    def essential(self) -> tuple[int, ...]:
        """The numbers of the lines that are the mistake."""
        found = [
            number
            for number, line in enumerate(self.text.splitlines(), start=1)
            if _MARK.search(line)
        ]
        return tuple(found)

    @property
    def told_at_start(self) -> str | None:
        """What importing the wrong program and freezing its application says."""
        found = _START.search(self.text)
        return None if found is None else found["told"].replace("\n# ", "\n")

    @property
    def told_by_check(self) -> str | None:
        """What ``kolben check`` says of the wrong program, which does start."""
        found = _CHECK.search(self.text)
        return None if found is None else found["told"].replace("\n# ", "\n")

    @property
    def problem_at_start(self) -> tuple[str, str] | None:
        """The problem and the hint of what the start says, without the place."""
        found = _TOLD.match(self.told_at_start or "")
        return None if found is None else (found["problem"], found["hint"])

    @property
    def later(self) -> tuple[str, ...]:
        """The stages that find it as well, or first, once they are there."""
        found = _LATER.search(self.text)
        return () if found is None else tuple(found["stages"].split(", "))

    @property
    def request(self) -> tuple[str, str, str | None]:
        """The method, path and JSON of a request that the right program answers."""
        found = _REQUEST.search(self.text)
        if found is None:
            raise ValueError(f"{self.path} has no request")
        return found["method"], found["path"], found["json"]

    @property
    def _caption(self) -> str:
        return self.text.partition("\n")[0].strip('"')

    def _without(self, mark: str) -> str:
        """Return the program with the lines of *mark* empty."""
        lines = []
        for line in self.text.splitlines():
            found = _MARK.search(line)
            lines.append("" if found is not None and found["mark"] == mark else line)
        return "\n".join(lines) + "\n"


def programs() -> list[Program]:
    """Return all programs, in the order of the table."""
    return [Program(path) for path in sorted(FILES.glob("*.py"))]
