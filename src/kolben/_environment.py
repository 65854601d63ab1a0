"""What environment variables say: those of ``KOLBEN_`` first, then of ``FLASK_``.

Layer 0. Applications, the command line and ``.env`` files read them alike, so that one
variable never means two things.
"""

from __future__ import annotations

import os
from typing import Final

from kolben._truth import TRUTH

__all__ = ["PREFIXES", "debug_flag", "environment", "environment_flag"]

PREFIXES: Final = ("KOLBEN_", "FLASK_")
"""How the names of the variables begin; the first that is set counts."""

_NO: Final = frozenset({"", *(word for word, yes in TRUTH.items() if not yes)})


def environment(name: str) -> str | None:
    """Return the environment variable ``KOLBEN_`` *name*, or else ``FLASK_`` *name*."""
    for prefix in PREFIXES:
        if (value := os.environ.get(prefix + name)) is not None:
            return value
    return None


def environment_flag(name: str) -> bool | None:
    """Return whether the environment variable *name* means yes; None if it is unset.

    Example:
        >>> os.environ["KOLBEN_EXAMPLE"] = "off"
        >>> environment_flag("EXAMPLE"), environment_flag("NO_SUCH_THING")
        (False, None)
        >>> del os.environ["KOLBEN_EXAMPLE"]
    """
    value = environment(name)
    return None if value is None else value.strip().lower() not in _NO


def debug_flag() -> bool | None:
    """Return what the environment says of debug mode, or None if it says nothing."""
    return environment_flag("DEBUG")
