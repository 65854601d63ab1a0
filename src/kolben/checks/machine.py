"""Prints a report for programs: JSON, SARIF 2.1.0 and the commands of GitHub.

Layer 8. SARIF is the OASIS standard that editors and code scanners read; GitHub shows
its commands beside the lines of a pull request.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from kolben._sites import Site
from kolben.checks.finding import Finding
from kolben.checks.report import Report
from kolben.checks.rules import RULES

__all__ = ["as_github", "as_json", "as_sarif", "shown_path"]

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}


def shown_path(file: str) -> str:
    """Return *file* as it is called from the current folder."""
    path = Path(file)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()


def as_json(report: Report) -> str:
    """Return *report* as one JSON document."""
    document = {
        "findings": [_members(finding) for finding in report.findings],
        "silenced": [
            {**_members(each.finding), "reason": each.reason}
            for each in report.silenced
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _members(finding: Finding) -> dict[str, Any]:
    site = finding.site
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "file": None if site is None else shown_path(site.file),
        "line": None if site is None else site.line,
        "problem": finding.problem,
        "hint": finding.hint,
    }


def as_sarif(report: Report) -> str:
    """Return *report* in the Static Analysis Results Interchange Format 2.1.0."""
    results = [_result(finding) for finding in report.findings]
    for each in report.silenced:
        reason = {"kind": "external", "justification": each.reason}
        results.append({**_result(each.finding), "suppressions": [reason]})
    driver = {
        "name": "kolben",
        "semanticVersion": version("kolben"),
        "rules": _rules(str(result["ruleId"]) for result in results),
    }
    run = {"tool": {"driver": driver}, "results": results}
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, ensure_ascii=False)


def _rules(reported: Iterable[str]) -> list[dict[str, Any]]:
    """Return the rules of the table, and those that somebody else *reported*."""
    known = {name: text for rule in RULES for name, text in rule.names.items()}
    others = {name: name for name in sorted(set(reported) - known.keys())}
    return [
        {"id": name, "shortDescription": {"text": text}}
        for name, text in (known | others).items()
    ]


def _result(finding: Finding) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": f"{finding.problem}\n{finding.hint}"},
    }
    if finding.site is not None:
        result["locations"] = [{"physicalLocation": _location(finding.site)}]
    return result


def _location(site: Site) -> dict[str, Any]:
    path = shown_path(site.file)
    uri = Path(path).as_uri() if Path(path).is_absolute() else quote(path)
    location: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if site.line > 0:
        location["region"] = {"startLine": site.line}
    return location


def as_github(report: Report) -> str:
    """Return *report* as commands by which a workflow annotates lines."""
    return "\n".join(map(_command, report.findings))


def _command(finding: Finding) -> str:
    properties = {"title": finding.rule}
    if finding.site is not None:
        properties = {
            "file": shown_path(finding.site.file),
            "line": str(finding.site.line),
            **properties,
        }
    given = ",".join(
        f"{name}={_escaped(value, property=True)}" for name, value in properties.items()
    )
    message = _escaped(f"{finding.problem}\nhelp: {finding.hint}")
    return f"::{_COMMANDS[finding.severity]} {given}::{message}"


def _escaped(text: str, *, property: bool = False) -> str:  # noqa: A002  # GitHub's word
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property else text
