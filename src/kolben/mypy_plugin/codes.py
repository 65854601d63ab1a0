"""The error codes of the plugin: each can be silenced or switched off on its own.

Layer 8. A line or a module is silenced as with any other code of mypy. Its global
settings know no codes of plugins, so the section of the plugin has a list of its own.
"""

from __future__ import annotations

from typing import Final

from mypy.errorcodes import ErrorCode
from mypy.options import Options

from kolben.mypy_plugin.settings import Settings

__all__ = ["ROUTE", "SESSION", "TEMPLATE", "URL", "switch_off"]

ROUTE: Final = ErrorCode("kolben-route", "Check paths against what answers", "Kolben")
URL: Final = ErrorCode("kolben-url", "Check links against what answers", "Kolben")
TEMPLATE: Final = ErrorCode("kolben-template", "Check templates", "Kolben")
SESSION: Final = ErrorCode("kolben-session", "Check keys of the session", "Kolben")

_CODES: Final = {code.code: code for code in (ROUTE, URL, TEMPLATE, SESSION)}


def switch_off(options: Options) -> None:
    """Switch off what ``disable`` lists in the section of the plugin."""
    listed = Settings.of(options).values.get("disable", ())
    names = listed.replace(",", " ").split() if isinstance(listed, str) else listed
    if isinstance(names, list | tuple):
        options.disabled_error_codes |= {
            _CODES[name] for name in names if name in _CODES
        }
