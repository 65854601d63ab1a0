"""What travels in the types of routers and decorators: prefixes, and rules.

Layer 8. mypy keeps the attributes that one instance has more than its class, also in
its cache; so a router that is imported from another module still has its prefix.
"""

from __future__ import annotations

from typing import Final

from mypy.nodes import Context
from mypy.plugin import CheckerPluginInterface
from mypy.types import Instance, LiteralType, Type, get_proper_type

__all__ = ["APP", "carried", "carrying", "known_prefix"]

APP: Final = "kolben.app.App"
_NAME: Final = "kolben carries"
"""No attribute can have this name, so none is hidden."""


def carrying(
    text: str, kind: Type, api: CheckerPluginInterface, context: Context
) -> Type:
    """Return *kind*, an instance, with *text* in it."""
    proper = get_proper_type(kind)
    if not isinstance(proper, Instance):
        return kind
    string = api.named_generic_type("builtins.str", [])
    literal = LiteralType(text, string, context.line, context.column)
    return proper.copy_with_extra_attr(_NAME, literal)


def carried(kind: Type) -> str | None:
    """Return the text in *kind*, if there is one."""
    proper = get_proper_type(kind)
    if not isinstance(proper, Instance) or proper.extra_attrs is None:
        return None
    literal = get_proper_type(proper.extra_attrs.attrs.get(_NAME))
    if isinstance(literal, LiteralType) and isinstance(literal.value, str):
        return literal.value
    return None


def known_prefix(kind: Type) -> tuple[str, bool]:
    """Return what stands before the paths of a router, and whether that is all."""
    proper = get_proper_type(kind)
    if isinstance(proper, Instance) and proper.type.has_base(APP):
        return "", True
    return carried(kind) or "", False
