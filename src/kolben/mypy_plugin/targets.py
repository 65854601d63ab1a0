"""What a link leads to, and the arguments that it takes: those that a URL can carry.

Layer 8. A link is called like the method that it leads to, without the inputs that no
URL has a place for (a body, a header, what is injected). Markers are aliases, which
mypy keeps in the declared type of a function and nowhere else; so they are read there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mypy.expandtype import expand_type_by_instance
from mypy.maptype import map_instance_to_supertype
from mypy.nodes import Decorator, FuncDef, SymbolNode, TypeInfo
from mypy.types import (
    CallableType,
    Instance,
    Type,
    TypeAliasType,
    TypeType,
    UnionType,
    get_proper_type,
)
from mypy.typevars import fill_typevars_with_any

from kolben.mypy_plugin.signatures import VERBS

__all__ = [
    "RESOURCE",
    "defined_verb",
    "first_verb",
    "link_to_verb",
    "resource_of",
    "without_inputs",
]

RESOURCE: Final = "kolben.resources.Resource"

_NOT_IN_URL: Final = frozenset(
    f"kolben.binding.markers.{name}"
    for name in ("Body", "Cookie", "File", "Form", "Header", "Inject")
)


def resource_of(kind: Type) -> TypeInfo | None:
    """Return the class that *kind* is the type of, if that is one of resources."""
    proper = get_proper_type(kind)
    if isinstance(proper, CallableType) and proper.is_type_obj():
        info = proper.type_object()
    elif isinstance(proper, TypeType) and isinstance(proper.item, Instance):
        info = proper.item.type
    else:
        return None
    return info if info.has_base(RESOURCE) else None


def defined_verb(info: TypeInfo, verb: str) -> SymbolNode | None:
    """Return the method *verb* of *info*, unless only our own base has it."""
    for base in info.mro:
        if base.fullname == RESOURCE:
            return None
        if verb in base.names:
            return base.names[verb].node
    return None


def first_verb(info: TypeInfo) -> str | None:
    """Return the first verb that *info* defines or inherits from a user's class."""
    return next((verb for verb in VERBS if defined_verb(info, verb) is not None), None)


def link_to_verb(info: TypeInfo, verb: str) -> CallableType | None:
    """Return how a link to the method *verb* of *info* is called.

    It is None where that cannot be read, or where the class has no such method.
    """
    node = defined_verb(info, verb)
    instance = fill_typevars_with_any(info)
    if not isinstance(node, FuncDef | Decorator) or not isinstance(instance, Instance):
        return None
    called = get_proper_type(node.type)
    if not isinstance(called, CallableType):
        return None
    function = node.func if isinstance(node, Decorator) else node
    if not function.is_static:
        if not called.arg_kinds or not called.arg_kinds[0].is_positional():
            return None
        called = _taking(called, range(1, len(called.arg_kinds)))
    above = map_instance_to_supertype(instance, function.info)
    expanded = get_proper_type(expand_type_by_instance(called, above))
    if not isinstance(expanded, CallableType):
        return None
    return without_inputs(expanded, node)


def without_inputs(called: CallableType, node: SymbolNode | None) -> CallableType:
    """Return *called* without the inputs of the function *node* that no URL carries."""
    function = node.func if isinstance(node, Decorator) else node
    if not isinstance(function, FuncDef) or not isinstance(function.type, CallableType):
        return called
    declared = zip(function.type.arg_names, function.type.arg_types, strict=True)
    inputs = {name for name, kind in declared if name and _is_marked(kind)}
    names = called.arg_names
    return _taking(called, (n for n in range(len(names)) if names[n] not in inputs))


def _taking(called: CallableType, positions: Iterable[int]) -> CallableType:
    """Return *called* with the parameters at *positions* only."""
    kept = list(positions)
    return called.copy_modified(
        arg_types=[called.arg_types[n] for n in kept],
        arg_kinds=[called.arg_kinds[n] for n in kept],
        arg_names=[called.arg_names[n] for n in kept],
        definition=None,
    )


def _is_marked(kind: Type) -> bool:
    """Whether *kind* is an alias that marks an input which no URL carries."""
    while isinstance(kind, TypeAliasType):
        if kind.alias is None:
            return False
        if kind.alias.fullname in _NOT_IN_URL:
            return True
        kind = kind.alias.target
    return isinstance(kind, UnionType) and any(map(_is_marked, kind.items))
