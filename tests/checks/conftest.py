"""Fixtures of the rules: what is found in an application."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kolben import App
from kolben.checks import Finding, check

Found = Callable[..., list[Finding]]
"""Return what is found in an application, by the rules of the names given or by all."""


@pytest.fixture
def found() -> Found:
    """A function that checks an application."""

    def found_in(app: App, *names: str) -> list[Finding]:
        findings = check(app).findings
        return [each for each in findings if not names or each.rule in names]

    return found_in
