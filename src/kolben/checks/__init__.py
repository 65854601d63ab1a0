"""What is wrong with an application, found without a request: ``kolben check``.

Layer 8. Rules look at a loaded application and at the project round it, and return
findings; a report keeps those that the project does not silence; writers print it.
"""

from __future__ import annotations

from kolben.checks.finding import Finding, Rule, Severity
from kolben.checks.project import Project
from kolben.checks.report import Report, check
from kolben.checks.rules import RULES

__all__ = ["Finding", "Project", "RULES", "Report", "Rule", "Severity", "check"]
