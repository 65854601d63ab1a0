"""The error codes of the plugin: each can be silenced or switched off on its own.

Layer 8. One line is silenced as with any other code of mypy: by name, in brackets.
"""

from __future__ import annotations

from typing import Final

from mypy.errorcodes import ErrorCode

__all__ = ["ROUTE", "SESSION", "TEMPLATE", "URL"]

ROUTE: Final = ErrorCode("kolben-route", "Check paths against what answers", "Kolben")
URL: Final = ErrorCode("kolben-url", "Check links against what answers", "Kolben")
TEMPLATE: Final = ErrorCode("kolben-template", "Check templates", "Kolben")
SESSION: Final = ErrorCode("kolben-session", "Check keys of the session", "Kolben")
