"""Error handlers, the policy that chooses among them, and the default pages.

Layer 5.
"""

from __future__ import annotations

from kolben.errors.declarations import ErrorDeclarations
from kolben.errors.handlers import ErrorHandler
from kolben.errors.pages import error_page, problem_document
from kolben.errors.registry import ErrorTable, handles
from kolben.errors.responder import ErrorResponder, ErrorSettings

__all__ = [
    "ErrorDeclarations",
    "ErrorHandler",
    "ErrorResponder",
    "ErrorSettings",
    "ErrorTable",
    "error_page",
    "handles",
    "problem_document",
]
