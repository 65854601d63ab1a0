"""Prints a report for people, grouped by file, and the table of all formats.

Layer 8. Colour is left to the terminal: click takes it out where nobody would see it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Final

import click

from kolben.checks.finding import Finding
from kolben.checks.machine import as_github, as_json, as_sarif, shown_path
from kolben.checks.report import Report

__all__ = ["WRITERS", "as_text"]

_COLOURS: Final = {"error": "red", "warning": "yellow", "note": "cyan"}


def as_text(report: Report) -> str:
    """Return *report* for people: files, in them lines, then a sum."""
    lines: list[str] = []
    for file, findings in groupby(report.findings, _file):
        lines += [click.style(file or "(the application)", bold=True)]
        lines += _lines_of(findings)
        lines.append("")
    return "\n".join([*lines, _sum(report)])


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
    counts = [
        _counted(sum(each.severity == severity for each in report.findings), severity)
        for severity in _COLOURS
    ]
    found = ", ".join(count for count in counts if count)
    if report.silenced:
        silenced = f"{len(report.silenced)} silenced"
        found = f"{found}; {silenced}" if found else f"Nothing found; {silenced}"
    return f"{found}." if found else click.style("Nothing found.", fg="green")


def _counted(number: int, severity: str) -> str:
    return f"{number} {severity}{'s' * (number != 1)}" if number else ""


WRITERS: Final[dict[str, Callable[[Report], str]]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
}
"""The formats, by their names."""
