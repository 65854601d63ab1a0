from __future__ import annotations

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


def test_a_fragment_of_no_known_kind_is_refused(fragments: Any, tmp_path: Path) -> None:
    (tmp_path / "3.news.md").write_text("New.")

    with pytest.raises(ValueError, match=r"3\.news\.md"):
        fragments(tmp_path)


def test_the_fragments_of_the_project_hold_at_most_three_lines() -> None:
    files = list((CHANGES.parent / "changes.d").glob("*.md"))

    assert files
    assert [f.name for f in files if len(f.read_text().splitlines()) > 3] == []
