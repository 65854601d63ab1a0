"""Methods whose names are almost verbs.

Layer 8. The start refuses such a class when it is created; here it is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import Context, Decorator, FuncDef, RefExpr, TypeInfo
from mypy.types import CallableType, Overloaded, get_proper_type

from kolben import _wording
from kolben._wording import Words
from kolben.mypy_plugin.signatures import VERBS
from kolben.spelling import meant_verb

__all__ = ["almost_verbs"]


def almost_verbs(info: TypeInfo) -> Iterator[tuple[Words, Context]]:
    """Yield what is wrong with the names of the methods of *info*, and where."""
    for name, symbol in info.names.items():
        function = _method(symbol.node)
        verb = meant_verb(name, VERBS) if function is not None else None
        if function is not None and verb is not None:
            yield _wording.almost_a_verb(info.name, name, verb), function


def _method(node: object) -> FuncDef | None:
    """Return the function, unless it is something else or meant to be called so."""
    if isinstance(node, FuncDef):
        return node
    if not isinstance(node, Decorator) or node.var.is_property:
        return None
    is_meant = any(
        isinstance(each, RefExpr) and each.fullname.endswith(".not_a_verb")
        for each in node.original_decorators
    )
    seen = get_proper_type(node.var.type)
    is_function = isinstance(seen, CallableType | Overloaded)
    return node.func if is_function and not is_meant else None
