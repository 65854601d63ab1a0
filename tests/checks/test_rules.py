from __future__ import annotations

import re
from pathlib import Path

from kolben.checks import RULES

DOCS = Path(__file__).parents[2] / "docs"


def test_every_rule_stands_in_the_documentation() -> None:
    pages = "".join(
        (DOCS / name).read_text("utf-8") for name in ("check.md", "deployment.md")
    )
    told = re.findall(r"^\| `([a-z-]+)` \|", pages, re.MULTILINE)

    names = [name for rule in RULES for name in rule.names]

    assert sorted(set(names) - set(told)) == []
    assert len(names) == len(set(names))


def test_what_runs_whenever_an_application_starts_is_told() -> None:
    _, _, section = (DOCS / "check.md").read_text("utf-8").partition("When it starts")

    cheap = {name for rule in RULES if rule.cheap for name in rule.names}

    assert cheap == {name for name in cheap if f"`{name}`" in section}


def test_what_is_only_for_the_world_is_called_so() -> None:
    for rule in RULES:
        for name in rule.names:
            assert name.startswith("deploy-") == rule.deploy
