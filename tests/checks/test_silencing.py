from __future__ import annotations

from pathlib import Path

import pytest

from kolben._sites import Site
from kolben.checks import Finding
from kolben.checks.silencing import Silences

KNOWN = {"start", "unused-template", "broken-link"}


def finding_in(folder: Path, file: str, rule: str = "unused-template") -> Finding:
    return Finding(rule, "note", Site(str(folder / file), 1), file, "Delete it.")


def silences(folder: Path, table: str) -> Silences:
    file = folder / "pyproject.toml"
    file.write_text(f"[tool.kolben.check.silence]\n{table}\n", "utf-8")
    return Silences.read(file, KNOWN)


def test_a_rule_is_silenced_everywhere(tmp_path: Path) -> None:
    found = finding_in(tmp_path, "a.html")

    heard, silenced = silences(tmp_path, 'unused-template = "kept"').split([found])

    assert heard == []
    assert [(each.finding, each.reason) for each in silenced] == [(found, "kept")]


def test_a_rule_is_silenced_in_some_files_only(tmp_path: Path) -> None:
    inside, outside = (
        finding_in(tmp_path, "mail/a.html"),
        finding_in(tmp_path, "b.html"),
    )
    nowhere = Finding("unused-template", "note", None, "?", "!")

    heard, _ = silences(tmp_path, '"unused-template mail/*" = "kept"').split(
        [inside, outside, nowhere]
    )

    assert heard == [outside, nowhere]


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        pytest.param('start = "no"', "'start' cannot be silenced", id="start"),
        pytest.param('brokn-link = "no"', "no rule 'brokn-link'", id="unknown"),
        pytest.param('broken-link = " "', "without a reason", id="no reason"),
        pytest.param("broken-link = true", "without a reason", id="no text"),
        pytest.param("broken-link", "is no TOML", id="no TOML"),
    ],
)
def test_what_cannot_be_silenced_is_a_finding_itself(
    tmp_path: Path, table: str, problem: str
) -> None:
    (fault,) = silences(tmp_path, table).faults

    assert (fault.rule, fault.severity) == ("silence", "error")
    assert problem in fault.problem
    assert fault.site is not None


def test_a_silence_that_is_needed_no_more_is_told(tmp_path: Path) -> None:
    read = silences(tmp_path, 'broken-link = "why"\nunused-template = "why"')

    (needless,) = read.needless([finding_in(tmp_path, "a.html")], KNOWN)

    assert "'broken-link' is silenced, but" in needless.problem
    assert needless.site == Site(str(tmp_path / "pyproject.toml"), 2)


def test_a_silence_of_a_rule_that_was_not_asked_is_not_judged(tmp_path: Path) -> None:
    read = silences(tmp_path, 'broken-link = "why"')

    assert list(read.needless([], {"start"})) == []


def test_without_a_file_nothing_is_silenced() -> None:
    assert Silences.read(None, KNOWN) == Silences()


def test_other_tables_of_other_shapes_are_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text("[tool]\nkolben = 3\n", "utf-8")

    assert Silences.read(file, KNOWN) == Silences()
