"""Fixtures of the rules: what is found in an application."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

from kolben import App
from kolben.checks import Finding, check

Found = Callable[..., list[Finding]]
"""Return what is found in an application, by the rules of the names given or by all."""

Project = Callable[..., App]
"""Write the files of a package, ``{"app.py": ...}``, and return its application."""


@pytest.fixture
def found() -> Found:
    """A function that checks an application."""

    def found_in(app: App, *names: str) -> list[Finding]:
        findings = check(app).findings
        return [each for each in findings if not names or each.rule in names]

    return found_in


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """A function that makes a package ``checked`` of files, and imports it."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def made(files: dict[str, str]) -> App:
        for name, text in {"__init__.py": "", **files}.items():
            file = tmp_path / "checked" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        app = import_module("checked.app").app
        assert isinstance(app, App)
        return app

    yield made

    for name in [each for each in sys.modules if each.partition(".")[0] == "checked"]:
        del sys.modules[name]
