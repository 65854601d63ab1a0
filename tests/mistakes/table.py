"""The table of the mistakes: who finds which, and what is said first."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.mistakes.finding import CHECKERS, Written
from tests.mistakes.reading import Program, programs
from tests.typing.checkers import Reports

_HEAD: Final = (
    "| # | mistake | mypy | pyright | plugin | start | check | to come"
    " | first message |\n"
    "|---|---|---|---|---|---|---|---|---|"
)
_MOST: Final = 150
"""The number of characters of a message that are shown."""


@dataclass(frozen=True)
class Line:
    """One line of the table.

    Attributes:
        program: The program with the mistake.
        found: The first message of each stage that finds it.
    """

    program: Program
    found: Mapping[str, str]

    def __str__(self) -> str:
        marks = ["X" if stage in self.found else "-" for stage in STAGES]
        first = next(iter(self.found.values()), "")
        cells = [
            self.program.row or "+",
            self.program.mistake,
            *marks,
            ", ".join(self.program.later) or "-",
            f"`{_short(first)}`" if first else "-",
        ]
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


STAGES: Final = ("mypy", "pyright", "plugin", "start", "check")


def lines() -> Iterator[Line]:
    """Run everything, and yield the lines of the table."""
    with tempfile.TemporaryDirectory() as folder:
        written = Written.into(Path(folder))
        checkers = {name: check(written) for name, check in CHECKERS.items()}
        for program in programs():
            found = {
                name: message.replace(f"{written.folder}/", "")
                for name, reports in checkers.items()
                if (message := _first(reports, written.file(program, "wrong")))
            }
            started = written.start(program, "wrong")
            if isinstance(started, str):
                found["start"] = started
            for told in written.check(program, "wrong")[:1]:
                found["check"] = told
            yield Line(program, found)


def table() -> str:
    """Return the table in Markdown, with the sums below it."""
    rows = list(lines())
    sums = ", ".join(
        f"{stage} {sum(stage in row.found for row in rows)}" for stage in STAGES
    )
    early = sum(bool(row.found) for row in rows)
    return "\n".join(
        [_HEAD, *map(str, rows), "", f"Of {len(rows)}: {sums}; by any {early}."]
    )


def _first(reports: Reports, file: Path) -> str:
    reported = reports.get(file, {})
    return next((reported[line][0] for line in sorted(reported)), "")


def _short(message: str) -> str:
    """Return what a line of the table holds of *message*."""
    text = re.sub(r"\s+", " ", message.split("\n  help: ", maxsplit=1)[0])
    text = re.sub(r"\[[a-z-]+\]$", "", text).strip()
    return text if len(text) <= _MOST else text[: _MOST - 4] + " ..."
