from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from kolben._sites import Site
from kolben.checks import RULES, Finding, Report
from kolben.checks.silencing import Silenced
from kolben.checks.writers import WRITERS

HERE = Site(str(Path("a b, 100%.py").absolute()), 3)
FINDING = Finding("unreachable-route", "error", HERE, "It is hidden.", "Move it.")
NOTE = Finding("types", "note", None, "Somewhere:\nsomething.", "Look.")
REPORT = Report((NOTE, FINDING), (Silenced(FINDING, "kept"),))


def test_people_read_them_file_by_file() -> None:
    text = click.unstyle(WRITERS["text"](REPORT))

    assert text.splitlines() == [
        "(the application)",
        "  note: Somewhere:",
        "    something. [types]",
        "    help: Look.",
        "",
        "a b, 100%.py",
        "  3: error: It is hidden. [unreachable-route]",
        "    help: Move it.",
        "",
        "1 error, 1 note; 1 silenced.",
    ]


def test_people_see_colours_where_there_are_some() -> None:
    assert "\x1b[31m" in WRITERS["text"](REPORT)


def test_json_has_every_member_and_the_reasons() -> None:
    members = {
        "rule": "unreachable-route",
        "severity": "error",
        "file": "a b, 100%.py",
        "line": 3,
        "problem": "It is hidden.",
        "hint": "Move it.",
    }

    document = json.loads(WRITERS["json"](REPORT))

    assert document["findings"][1] == members
    assert document["findings"][0]["file"] is None
    assert document["silenced"] == [members | {"reason": "kept"}]


def test_sarif_names_every_rule_once_and_quotes_paths() -> None:
    document = json.loads(WRITERS["sarif"](REPORT))

    (run,) = document["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    first, second, silenced = run["results"]
    assert document["version"] == "2.1.0"
    assert sorted(rules) == sorted({*rules, "types", "start"})
    assert "locations" not in first
    assert second["level"] == "error"
    assert second["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "a%20b%2C%20100%25.py"},
                "region": {"startLine": 3},
            }
        }
    ]
    assert silenced["suppressions"] == [{"kind": "external", "justification": "kept"}]


def test_github_gets_commands_that_no_text_can_break() -> None:
    note, error = WRITERS["github"](REPORT).splitlines()

    place, _, message = error.rpartition("::")
    assert note == "::notice title=types::Somewhere:%0Asomething.%0Ahelp: Look."
    assert place == "::error file=a b%2C 100%25.py,line=3,title=unreachable-route"
    assert message == "It is hidden.%0Ahelp: Move it."


@pytest.mark.parametrize("form", WRITERS)
def test_every_format_can_say_that_there_is_nothing(form: str) -> None:
    text = WRITERS[form](Report(()))

    assert form not in {"json", "sarif"} or json.loads(text)


def test_no_two_rules_share_a_name() -> None:
    names = [name for rule in RULES for name in rule.names]

    assert len(names) == len(set(names))
