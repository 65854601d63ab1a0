"""The rules that read no file, whenever an application starts.

Layer 8. They run in debug mode, or where ``AppOptions(check=True)`` says so. What they
find is logged: an application that works but for one hidden route is to be mended, and
not to be refused.
"""

from __future__ import annotations

import logging
from typing import Final

from kolben.app import App
from kolben.checks.report import check
from kolben.checks.rules import RULES

__all__ = ["log_findings"]

_LEVELS: Final = {
    "error": logging.ERROR,
    "warning": logging.WARNING,
    "note": logging.INFO,
}


def log_findings(app: App) -> None:
    """Log what the cheap rules find in *app*."""
    for finding in check(app, rules=[rule for rule in RULES if rule.cheap]).findings:
        place = "" if finding.site is None else f"{finding.site}: "
        app.logger.log(
            _LEVELS[finding.severity],
            "%s%s [%s]\n  help: %s",
            place,
            finding.problem,
            finding.rule,
            finding.hint,
        )
