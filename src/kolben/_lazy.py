"""The one door through which a module is imported when it is first needed.

Layer 0. What is heavy and seldom needed (the debugger, the development server, the
test client, optional packages) passes here, with literal names, so that the test of
layers and circles reads these imports like any other.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__ = ["load"]


def load(module: str, name: str) -> Any:
    """Return what *module* calls *name*, importing the module on first use.

    Raises:
        ImportError: If the module cannot be imported.
        AttributeError: If it has no such name.

    Example:
        >>> load("textwrap", "dedent")("  a")
        'a'
    """
    return getattr(import_module(module), name)
