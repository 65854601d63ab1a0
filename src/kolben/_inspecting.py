"""Lets the rules of ``kolben check`` look at applications that start.

Layer 8. The rules stand above the application and are loaded only where one asks for
them, so that a server in production neither waits for them nor keeps them.
"""

from __future__ import annotations

from kolben._lazy import load
from kolben.app import App

__all__ = ["inspect"]


def inspect(app: App) -> None:
    """Log what the rules that read no file find in *app*."""
    load("kolben.checks.at_start", "log_findings")(app)


App.inspectors.append(inspect)
