"""Texts that mypy knows: literals, and names that are bound to one for good.

Layer 8.
"""

from __future__ import annotations

from mypy.types import Instance, LiteralType, Type, get_proper_type

__all__ = ["is_text", "text_of"]


def is_text(kind: Type) -> bool:
    """Whether *kind* is ``str``."""
    proper = get_proper_type(kind)
    return isinstance(proper, Instance) and proper.type.fullname == "builtins.str"


def text_of(kind: Type) -> str | None:
    """Return the text that *kind* is the type of, where mypy knows it."""
    proper = get_proper_type(kind)
    if isinstance(proper, Instance) and proper.last_known_value is not None:
        proper = proper.last_known_value
    if isinstance(proper, LiteralType) and isinstance(proper.value, str):
        return proper.value if is_text(proper.fallback) else None
    return None
