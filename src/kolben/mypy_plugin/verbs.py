"""Methods whose names are almost verbs.

Layer 8. The start refuses such a class when it is created; here it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.nodes import Context, Decorator, FuncDef, RefExpr, TypeInfo

from kolben import _wording
from kolben._wording import Words
from kolben.mypy_plugin.signatures import VERBS
from kolben.spelling import meant_verb

__all__ = ["almost_verbs"]

_PLAIN: Final = frozenset(
    {
        "builtins.classmethod",
        "builtins.staticmethod",
        "typing.override",
        "typing_extensions.override",
    }
)


def almost_verbs(info: TypeInfo) -> Iterator[tuple[Words, Context]]:
    """Yield what is wrong with the names of the methods of *info*, and where."""
    for name, symbol in info.names.items():
        function = _method(symbol.node)
        verb = meant_verb(name, VERBS) if function is not None else None
        if function is not None and verb is not None:
            yield _wording.almost_a_verb(info.name, name, verb), function


def _method(node: object) -> FuncDef | None:
    """Return the function, unless a decorator may make something else of it.

    Marked methods and those of ``@handles`` are among what others make.
    """
    if isinstance(node, FuncDef):
        return node
    if not isinstance(node, Decorator) or node.var.is_property:
        return None
    plain = all(
        isinstance(each, RefExpr) and each.fullname in _PLAIN
        for each in node.original_decorators
    )
    return node.func if plain else None
