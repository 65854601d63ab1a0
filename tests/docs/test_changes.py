from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

CHANGES = Path(__file__).parents[2] / "docs/changes.py"


@pytest.fixture
def fragments() -> Any:
    """The function that reads a folder of fragments."""
    return runpy.run_path(str(CHANGES))["fragments"]


def test_fragments_are_ordered_by_kind_and_joined_to_entries(
    fragments: Any, tmp_path: Path
) -> None:
    (tmp_path / "3.fixed.md").write_text("Mended.\nWrite it so.\n")
    (tmp_path / "2.added.md").write_text("New.\n")

    text = fragments(tmp_path)

    assert text == "### Added\n\n- New.\n\n### Fixed\n\n- Mended. Write it so."


def test_an_issue_has_a_fragment_for_each_subject(
    fragments: Any, tmp_path: Path
) -> None:
    (tmp_path / "3.links.added.md").write_text("Links.\n")
    (tmp_path / "3.guards.added.md").write_text("Guards.\n")

    assert fragments(tmp_path) == "### Added\n\n- Guards.\n- Links."


@pytest.mark.parametrize("name", ["3.news.md", "3.added.links.md", "added.md"])
def test_a_fragment_of_another_name_is_refused(
    fragments: Any, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("New.")

    with pytest.raises(ValueError, match=re.escape(name)):
        fragments(tmp_path)


def test_the_fragments_of_the_project_hold_at_most_three_lines() -> None:
    files = list((CHANGES.parent / "changes.d").glob("*.md"))

    assert files
    assert [f.name for f in files if len(f.read_text().splitlines()) > 3] == []
