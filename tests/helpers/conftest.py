"""Fixtures of the documented functions."""

from __future__ import annotations

from pathlib import Path

import pytest

from kolben import App, AppOptions


@pytest.fixture
def furnished(tmp_path: Path) -> App:
    """An application with a template and a file beside it."""
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "page.html").write_text(
        "{% macro loud(word) %}{{ word|upper }}{% endmacro %}<p>{{ name }}</p>",
        encoding="utf-8",
    )
    (tmp_path / "data.txt").write_text("data", encoding="utf-8")
    options = AppOptions(root_path=str(tmp_path))
    return App("furnished", config={"SECRET_KEY": "k" * 20}, options=options)
