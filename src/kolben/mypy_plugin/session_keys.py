"""The room of the session: literal keys against the declared typed sessions.

Layer 8. A key may belong to anyone, an extension say, so only those are told that are
one slip away from a key of a typed session that the module itself knows; what a module
does not import is none of its business, and mypy would not check it again for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.checker import TypeChecker
from mypy.nodes import MypyFile, SymbolTable, TypeInfo, Var
from mypy.plugin import MethodContext
from mypy.types import Type

from kolben._wording import session_key_unknown
from kolben.mypy_plugin.codes import SESSION
from kolben.mypy_plugin.literals import text_of
from kolben.mypy_plugin.reporting import report
from kolben.mypy_plugin.rooms import MethodHook, Room
from kolben.spelling import meant_verb

__all__ = ["SessionKeys"]

_SESSION: Final = "kolben.sessions.session.Session"
_TYPED: Final = "kolben.sessions.typed.TypedSession"
_BY_KEY: Final = frozenset(
    {
        "__delitem__",
        "__getitem__",
        "__setitem__",
        "get",
        "pop",
        "setdefault",
    }
)
_TOO_SHORT: Final = 3
"""Words of so few letters are one slip away from too many others."""


class SessionKeys(Room):
    """Judges ``session["key"]``."""

    def method_hooks(self, fullname: str) -> MethodHook | None:
        """Judge the methods of a session that take a key."""
        if fullname.rpartition(".")[2] not in _BY_KEY:
            return None
        owned = self.method_owner(fullname)
        return _judge if owned is not None and owned[0].has_base(_SESSION) else None


def _judge(context: MethodContext) -> Type:
    """Report a literal key that is almost a declared one."""
    key = text_of(context.arg_types[0][0])
    if key is not None and isinstance(context.api, TypeChecker):
        _judge_key(key, context, context.api)
    return context.default_return_type


def _judge_key(key: str, context: MethodContext, api: TypeChecker) -> None:
    declared = {info: _keys_of(info) for info in _typed_sessions(api.tree)}
    if len(key) <= _TOO_SHORT or any(key in keys for keys in declared.values()):
        return
    for info, keys in declared.items():
        if meant_verb(key, keys) is not None:
            told = session_key_unknown(info.name, key, keys)
            report(api, context.context, told, SESSION)
            return


def _keys_of(info: TypeInfo) -> list[str]:
    """Return the keys that a typed session declares and inherits."""
    return [
        name
        for base in info.mro
        if base.fullname != _TYPED and base.has_base(_TYPED)
        for name, symbol in base.names.items()
        if isinstance(symbol.node, Var)
    ]


def _typed_sessions(tree: MypyFile) -> Iterator[TypeInfo]:
    """Yield the typed sessions that a module defines or imports, or whose module."""
    yield from _classes_in(tree.names)
    for symbol in tree.names.values():
        if isinstance(symbol.node, MypyFile) and symbol.node.fullname != "kolben":
            yield from _classes_in(symbol.node.names)


def _classes_in(names: SymbolTable) -> Iterator[TypeInfo]:
    for symbol in names.values():
        if isinstance(symbol.node, TypeInfo) and symbol.node.has_base(_TYPED):
            yield symbol.node
