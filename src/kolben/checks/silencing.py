"""What a project does not want to be told, and why.

Layer 8. All of it stands in one place, ``[tool.kolben.check.silence]`` of the project's
``pyproject.toml``, so that one look shows what is not checked. There is no comment
that silences a line: nobody finds those again when their reason is gone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from kolben._sites import Site
from kolben.checks.finding import Finding
from kolben.exceptions import did_you_mean

__all__ = ["SECTION", "START", "Silence", "Silenced", "Silences"]

SECTION: Final = "tool.kolben.check.silence"
"""The table of ``pyproject.toml`` that says what is silenced."""

START: Final = "start"
"""The rule that nobody can silence: the application does not start."""


@dataclass(frozen=True, slots=True)
class Silence:
    """One rule that is silenced.

    Attributes:
        rule: The rule.
        files: A pattern of the files in which it is; None for everywhere.
        reason: Why.
        site: Where that is said.
    """

    rule: str
    files: str | None
    reason: str
    site: Site

    def covers(self, finding: Finding) -> bool:
        """Say whether *finding* is silenced by this."""
        if finding.rule != self.rule:
            return False
        if self.files is None:
            return True
        if finding.site is None:
            return False
        path, root = Path(finding.site.file).absolute(), Path(self.site.file).parent
        if path.is_relative_to(root):
            path = path.relative_to(root)
        return fnmatchcase(path.as_posix(), self.files)


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that is silenced, and the reason."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Silences:
    """Everything that a project silences.

    Attributes:
        all: The silences.
        faults: What is wrong with the table itself.
    """

    all: tuple[Silence, ...] = ()
    faults: tuple[Finding, ...] = ()

    @classmethod
    def read(cls, file: Path | None, known: Collection[str]) -> Silences:
        """Return what *file* silences.

        Args:
            file: A ``pyproject.toml``, if there is one.
            known: The names of all rules.
        """
        if file is None:
            return cls()
        text = file.read_text("utf-8")
        try:
            table: Any = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            problem = f"{file.name!r} is no TOML: {error}."
            return cls((), (_fault(Site(str(file), 1), problem, "Correct it."),))
        for part in SECTION.split("."):
            table = table.get(part, {}) if isinstance(table, dict) else {}
        read = [
            _read(str(key), reason, Site(str(file), _line(text, str(key))), known)
            for key, reason in (table.items() if isinstance(table, dict) else ())
        ]
        return cls(
            tuple(each for each in read if isinstance(each, Silence)),
            tuple(each for each in read if isinstance(each, Finding)),
        )

    def split(
        self, findings: Iterable[Finding]
    ) -> tuple[list[Finding], list[Silenced]]:
        """Return those of *findings* that are heard, and those that are silenced."""
        heard: list[Finding] = []
        silenced: list[Silenced] = []
        for finding in findings:
            silence = next((each for each in self.all if each.covers(finding)), None)
            if silence is None:
                heard.append(finding)
            else:
                silenced.append(Silenced(finding, silence.reason))
        return heard, silenced

    def needless(
        self, findings: Collection[Finding], asked: Collection[str]
    ) -> Iterator[Finding]:
        """Yield the silences of the rules *asked* that cover none of *findings*."""
        for silence in self.all:
            if silence.rule in asked and not any(map(silence.covers, findings)):
                yield _fault(
                    silence.site,
                    f"{silence.rule!r} is silenced, but it finds nothing there.",
                    f"Take it out of [{SECTION}].",
                    "warning",
                )


def _read(
    key: str, reason: object, site: Site, known: Collection[str]
) -> Silence | Finding:
    rule, _, files = key.partition(" ")
    if rule == START:
        problem = f"{rule!r} cannot be silenced: the application does not start."
        return _fault(site, problem, "Mend what keeps it from starting.")
    if rule not in known:
        usual = f"Use one of: {', '.join(sorted(known))}."
        hint = did_you_mean(rule, known, usual)
        return _fault(site, f"There is no rule {rule!r} to silence.", hint)
    if not isinstance(reason, str) or not reason.strip():
        problem = f"{key!r} is silenced without a reason."
        return _fault(site, problem, f'Write: "{key}" = "why it is no mistake".')
    return Silence(rule, files.strip() or None, reason.strip(), site)


def _fault(site: Site, problem: str, hint: str, severity: Any = "error") -> Finding:
    return Finding("silence", severity, site, problem, hint)


def _line(text: str, key: str) -> int:
    """Return the line of *text* on which *key* stands."""
    lines = text.splitlines()
    quoted = (f'"{key}"', f"'{key}'", f"{key} ", f"{key}=")
    for number, line in enumerate(lines, 1):
        if line.strip().startswith(quoted):
            return number
    return 1
