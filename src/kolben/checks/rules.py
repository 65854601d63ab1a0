"""The table of all rules.

Layer 8. To add a rule, write a function that takes the application and the project
and yields findings, and name here what it may report.
"""

from __future__ import annotations

from typing import Final

from kolben.checks.finding import Rule
from kolben.checks.routes import unreachable_routes
from kolben.checks.starting import what_does_not_start

__all__ = ["RULES"]

RULES: Final = (
    Rule(
        what_does_not_start,
        {"start": "The application does not start: a request would get no answer."},
    ),
    Rule(
        unreachable_routes,
        {"unreachable-route": "A route that other routes answer before it."},
        cheap=True,
    ),
)
"""Every rule, in the order in which they are asked."""
