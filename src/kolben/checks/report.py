"""What the rules found, in the order of files and lines.

Layer 8. A rule that cannot look at an application which is half broken reports the
error that it met, unless another rule has said the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kolben.app import App
from kolben.checks.finding import Finding, Rule
from kolben.checks.project import Project
from kolben.checks.rules import RULES
from kolben.checks.starting import findings_of_error
from kolben.exceptions import KolbenError

__all__ = ["Report", "check"]


@dataclass(frozen=True, slots=True)
class Report:
    """What was found.

    Attributes:
        findings: The findings, in the order of files and lines.

    Example:
        >>> Report(()).failed
        False
    """

    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether there is an error."""
        return any(each.severity == "error" for each in self.findings)


def check(app: App, *, rules: Iterable[Rule] | None = None) -> Report:
    """Ask *rules* about *app*, by default all that need no deployment.

    Example:
        >>> check(App("example")).findings
        ()
    """
    if rules is None:
        rules = [rule for rule in RULES if not rule.deploy]
    found = dict.fromkeys(_asked(app, rules))
    return Report(tuple(sorted(found, key=_order)))


def _asked(app: App, rules: Iterable[Rule]) -> Iterator[Finding]:
    project = Project.of(app)
    for rule in rules:
        try:
            yield from rule.check(app, project)
        except KolbenError as error:
            yield from findings_of_error(error)


def _order(finding: Finding) -> tuple[str, int, str]:
    site = finding.site
    return ("", 0, finding.problem) if site is None else (site.file, site.line, "")
