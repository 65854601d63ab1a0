"""Which class mypy checks while it simulates the call of ``__init_subclass__``.

Layer 8. The hook is told the base alone. At the top of a module the scope knows the
class; within a function it does not, so the class is looked for where it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from mypy.nodes import (
    Block,
    ClassDef,
    ForStmt,
    FuncItem,
    IfStmt,
    Node,
    TryStmt,
    TypeInfo,
    WhileStmt,
    WithStmt,
)
from mypy.plugin import MethodContext

__all__ = ["created_class"]

_PARTS: Final[Mapping[type[Node], Sequence[str]]] = {
    Block: ["body"],
    ClassDef: ["defs"],
    ForStmt: ["body", "else_body"],
    IfStmt: ["body", "else_body"],
    TryStmt: ["body", "handlers", "else_body", "finally_body"],
    WhileStmt: ["body", "else_body"],
    WithStmt: ["body"],
}
"""Where statements hold others; the visitors of mypy are closed to subclasses."""


def created_class(context: MethodContext) -> TypeInfo | None:
    """Return the class that is being created, if it can be found."""
    scope = getattr(context.api, "tscope", None)
    if scope is None:
        return None
    if scope.function is None:
        found = scope.classes[-1] if scope.classes else None
        return found if isinstance(found, TypeInfo) else None
    checked = getattr(context.api, "scope", None)
    function = checked.current_function() if checked is not None else None
    if not isinstance(function, FuncItem):
        return None
    line = context.context.line
    classes = (each for each in _classes_in([function.body]) if each.line == line)
    written = next(classes, None)
    return None if written is None else written.info


def _classes_in(nodes: Iterable[Node | None]) -> Iterator[ClassDef]:
    for node in nodes:
        if isinstance(node, ClassDef):
            yield node
        if node is not None:
            yield from _classes_in(_inner(node))


def _inner(node: Node) -> Iterator[Node | None]:
    """Yield what stands in *node*, as far as it may hold classes."""
    for name in _PARTS.get(type(node), ()):
        part = getattr(node, name)
        yield from part if isinstance(part, list) else [part]
