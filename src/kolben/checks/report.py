"""What the rules found, in the order of files and lines.

Layer 8. A rule that cannot look at an application which is half broken reports the
error that it met, unless another rule has said the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kolben.app import App
from kolben.checks.finding import Finding, Rule
from kolben.checks.project import Project
from kolben.checks.rules import RULES
from kolben.checks.silencing import Silenced, Silences
from kolben.checks.starting import findings_of_error
from kolben.exceptions import KolbenError

__all__ = ["Report", "check", "report_of"]


@dataclass(frozen=True, slots=True)
class Report:
    """What was found.

    Attributes:
        findings: The findings, in the order of files and lines.
        silenced: Those that the project does not want to be told.

    Example:
        >>> Report(()).failed
        False
    """

    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether there is an error."""
        return any(each.severity == "error" for each in self.findings)


def check(
    app: App, *, rules: Sequence[Rule] | None = None, more: Iterable[Finding] = ()
) -> Report:
    """Ask *rules* about *app*.

    Args:
        app: The application; what it declares is compiled.
        rules: By default all that need no deployment.
        more: What was found by others, to be silenced and sorted with the rest.

    Example:
        >>> check(App("example")).findings
        ()
    """
    asked = [rule for rule in RULES if not rule.deploy] if rules is None else rules
    project = Project.of(app)
    found = dict.fromkeys([*_asked(app, project, asked), *more])
    names = {name for rule in asked for name in rule.names}
    return report_of(found, project, names)


def report_of(
    findings: Iterable[Finding], project: Project, asked: Iterable[str]
) -> Report:
    """Return the report of *findings*, without what *project* silences.

    Args:
        findings: What was found.
        project: The project.
        asked: The names of the rules that were asked.
    """
    known = {name for rule in RULES for name in rule.names}
    silences = Silences.read(project.settings_file, known)
    found = list(findings)
    heard, silenced = silences.split(found)
    heard += [*silences.faults, *silences.needless(found, list(asked))]
    return Report(tuple(sorted(heard, key=_order)), tuple(silenced))


def _asked(app: App, project: Project, rules: Iterable[Rule]) -> Iterator[Finding]:
    for rule in rules:
        try:
            yield from rule.check(app, project)
        except KolbenError as error:
            yield from findings_of_error(error)


def _order(finding: Finding) -> tuple[str, int, str]:
    site = finding.site
    if site is None:
        return "", 0, finding.problem
    return site.file, site.line, finding.problem
