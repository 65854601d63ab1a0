"""Templates are read from folders, without the application that they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from kolben.templating.offline import Offline, Vocabulary


@dataclass(eq=False)
class Page:
    file: str
    variables: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    label: str = "Page"
    place: str = "Page"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one template."""
    (tmp_path / "page.html").write_text("{{ name|shout }}{{ given }}")
    return tmp_path


def test_tells_what_the_start_would_tell(folder: Path) -> None:
    templates = Offline("blog", [folder], Vocabulary())

    problems = [each.problem for each in templates.mismatches(Page("page.html"))]

    place = f"{folder / 'page.html'}:1"
    assert problems == [
        f"{place}: 'given' is used, but not declared by Page.",
        f"{place}: 'name' is used, but not declared by Page.",
        f"{place}: There is no filter 'shout'.",
    ]


def test_knows_what_the_application_declares(folder: Path) -> None:
    words = Vocabulary(frozenset({"given"}), frozenset({"shout"}))
    page = Page("page.html", frozenset({"name"}), frozenset({"name"}))

    assert Offline("blog", [folder], words).mismatches(page) == []


def test_tells_nothing_where_anything_may_be_declared(folder: Path) -> None:
    words = Vocabulary(None, whole=False)

    assert Offline("blog", [folder], words).mismatches(Page("page.html")) == []


def test_says_where_a_missing_template_was_searched(folder: Path) -> None:
    templates = Offline("blog", [folder], Vocabulary())

    found = templates.missing(["pge.html"], "Page")

    assert not templates.has("pge.html")
    assert found.problem == (
        f"Page cannot be rendered. There is no template 'pge.html' in {folder} (blog)."
    )
    assert found.hint == "Did you mean 'page.html'?"
