"""What keeps an application from starting.

Layer 8. The errors of registration and of :meth:`~kolben.App.freeze` as findings, each
where it was declared, which the notes of the errors say.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kolben._sites import Site
from kolben.app import App
from kolben.checks.finding import Finding
from kolben.checks.project import Project, is_library
from kolben.exceptions import KolbenError

__all__ = ["findings_of_error", "what_does_not_start"]

_NOTED: Final = re.compile(r"\b(?:at|by) (?P<file>\S.*?):(?P<line>\d+)$")
_LEADING: Final = re.compile(r"(?P<file>[^\s:][^:\n]*):(?P<line>\d+): ")
_HELP: Final = "\n  help: "


def what_does_not_start(app: App, project: Project) -> Iterator[Finding]:
    """Yield what is wrong with the declarations and the settings."""
    del project
    for fault in app.faults():
        yield from findings_of_error(fault)


def findings_of_error(error: KolbenError) -> Iterator[Finding]:
    """Yield what *error* says: a problem, and those that stand in its notes."""
    notes: list[str] = list(getattr(error, "__notes__", ()))
    sites = [site for note in notes if (site := _site(_NOTED.search(note)))]
    site = sites[0] if sites else _raised_at(error)
    yield _finding(error.problem, error.hint, site)
    for note in notes:
        problem, separator, hint = note.partition(_HELP)
        if separator:
            yield _finding(problem, hint, None)


def _raised_at(error: KolbenError) -> Site | None:
    """Return the programmer's own line that led to *error*, if it is on its way."""
    steps = traceback.extract_tb(error.__traceback__)
    own = [step for step in steps if not is_library(Path(step.filename))]
    return Site(own[-1].filename, own[-1].lineno or 1) if own else None


def _finding(problem: str, hint: str, site: Site | None) -> Finding:
    leading = _LEADING.match(problem)
    if leading is not None:
        site, problem = _site(leading), problem[leading.end() :]
    return Finding("start", "error", site, problem, hint)


def _site(found: re.Match[str] | None) -> Site | None:
    if found is None:
        return None
    return Site(str(Path(found["file"]).absolute()), int(found["line"]))
