"""A finding, and the rule that finds it.

Layer 8. A finding says the same to people, to editors and to the checks of a merge
request, so it holds words and places, and nothing of how they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kolben._sites import Site
from kolben.app import App
from kolben.checks.project import Project

__all__ = ["Check", "Finding", "Rule", "Severity"]

Severity: TypeAlias = Literal["error", "warning", "note"]
"""How bad it is: only an ``error`` makes ``kolben check`` fail."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, or may be.

    Attributes:
        rule: The name of the rule, by which it is silenced.
        severity: How bad it is.
        site: Where it is written, if that is known.
        problem: One sentence that names the offending thing.
        hint: One sentence on how to mend it.

    Example:
        >>> problem = "The template 'old.html' is never rendered."
        >>> Finding("unused-template", "note", None, problem, "Delete it.").rule
        'unused-template'
    """

    rule: str
    severity: Severity
    site: Site | None
    problem: str
    hint: str


Check: TypeAlias = Callable[[App, Project], Iterable[Finding]]
"""Looks at an application and its project, and returns what it finds."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A function that finds, and the names of what it finds.

    Attributes:
        check: The function.
        names: What it may report, each with a sentence on what that is.
        cheap: It reads no file, so it may run whenever an application starts.
        deploy: It judges what an application is for the world, not for development.
    """

    check: Check
    names: Mapping[str, str]
    cheap: bool = False
    deploy: bool = False
