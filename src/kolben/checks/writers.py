"""Prints a report: for people, grouped by file.

Layer 8. Colour is left to the terminal: click takes it out where nobody would see it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

import click

from kolben.checks.finding import Finding
from kolben.checks.report import Report

__all__ = ["WRITERS", "as_text", "shown_path"]

_COLOURS: Final = {"error": "red", "warning": "yellow", "note": "cyan"}


def as_text(report: Report) -> str:
    """Return *report* for people: files, in them lines, then a sum."""
    lines: list[str] = []
    for file, findings in groupby(report.findings, _file):
        lines += [click.style(file or "(the application)", bold=True)]
        lines += _lines_of(findings)
        lines.append("")
    return "\n".join([*lines, _sum(report)])


def shown_path(file: str) -> str:
    """Return *file* as it is called from the current folder."""
    path = Path(file)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()


def _file(finding: Finding) -> str:
    return "" if finding.site is None else shown_path(finding.site.file)


def _lines_of(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        place = "" if finding.site is None else f"{finding.site.line}: "
        severity = click.style(
            finding.severity, fg=_COLOURS[finding.severity], bold=True
        )
        rule = click.style(f"[{finding.rule}]", dim=True)
        problem = finding.problem.replace("\n", "\n    ")
        yield f"  {place}{severity}: {problem} {rule}"
        yield f"    help: {finding.hint}"


def _sum(report: Report) -> str:
    if not report.findings:
        return click.style("Nothing found.", fg="green")
    counts = [
        _counted(sum(each.severity == severity for each in report.findings), severity)
        for severity in _COLOURS
    ]
    return ", ".join(count for count in counts if count) + "."


def _counted(number: int, severity: str) -> str:
    return f"{number} {severity}{'s' * (number != 1)}" if number else ""


WRITERS: Final[dict[str, Callable[[Report], str]]] = {"text": as_text}
"""The formats, by their names."""
