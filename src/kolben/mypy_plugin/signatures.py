"""What mypy knows of the functions and methods that answer a URL.

Layer 8. A handler is read as the start reads it: its names from what is called, its
types from what was written. What a decorator may have changed is not read at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mypy.expandtype import expand_type_by_instance
from mypy.maptype import map_instance_to_supertype
from mypy.nodes import ARG_STAR2, Context, Decorator, FuncDef, TypeInfo, Var
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    NoneType,
    Type,
    TypeAliasType,
    TypeOfAny,
    UnionType,
    get_proper_type,
)
from mypy.typevars import fill_typevars

__all__ = [
    "Handler",
    "Parameter",
    "RESOURCE",
    "VERBS",
    "defined_verbs",
    "handler_of",
    "handlers_of_class",
    "marker_of",
]

VERBS: Final = ("get", "head", "post", "put", "patch", "delete", "options")
"""The methods of a resource, in the order in which the start reads them."""

RESOURCE: Final = "kolben.resources.Resource"

_NAMES: Final = (
    "Body",
    "Cookie",
    "File",
    "Form",
    "Header",
    "Inject",
    "Query",
    "QueryArgs",
)
_MARKERS: Final = {f"kolben.binding.markers.{name}": name for name in _NAMES}
_UNTYPED: Final = AnyType(TypeOfAny.unannotated)


@dataclass(frozen=True)
class Parameter:
    """One parameter of a handler.

    Attributes:
        name: Its name.
        type: What it is annotated with, aliases kept.
        marker: The marker of an input, if it has one.
        required: Whether a call must give it.
        by_position: Whether it cannot be given by name.
        node: Where it stands.
    """

    name: str
    type: Type
    marker: str | None
    required: bool
    by_position: bool
    node: Context


@dataclass(frozen=True)
class Handler:
    """What answers a URL.

    Attributes:
        label: What messages call it.
        parameters: Its parameters by name, without ``self``.
        open: Whether it takes any name.
        node: Where it stands.
    """

    label: str
    parameters: Mapping[str, Parameter]
    open: bool
    node: Context


def marker_of(annotation: Type) -> str | None:
    """Return the marker in *annotation*, through the aliases of the programmer."""
    match annotation:
        case TypeAliasType(alias=alias) if alias is not None:
            return _MARKERS.get(alias.fullname) or marker_of(alias.target)
        case UnionType(items=inner) | Instance(args=inner):
            return next((found for each in inner if (found := marker_of(each))), None)
        case _:
            return None


def handler_of(
    function: FuncDef, label: str, node: Context | None, *, bound: bool = False
) -> Handler:
    """Return *function* as a handler.

    Args:
        function: The function.
        label: What messages call it.
        node: Where to report, if not at the function itself.
        bound: Whether its first parameter is ``self``.
    """
    written = function.type if isinstance(function.type, CallableType) else None
    types = written.arg_types if written else [_UNTYPED] * len(function.arg_names)
    found: dict[str, Parameter] = {}
    hidden = False
    for index in range(_given_first(function, bound=bound), len(types)):
        name = _name(function, index)
        hidden = hidden or name is None
        if name is None or function.arg_kinds[index].is_star():
            continue
        found[name] = Parameter(
            name,
            types[index],
            marker_of(types[index]),
            function.arg_kinds[index].is_required() or _is_required(function, index),
            function.arg_names[index] is None,
            _place(function, index) if node is None else node,
        )
    takes_any = hidden or ARG_STAR2 in function.arg_kinds
    return Handler(label, found, takes_any, function if node is None else node)


def _given_first(function: FuncDef, *, bound: bool) -> int:
    """Return how many parameters whoever calls the method does not see."""
    kinds = function.arg_kinds
    return int(bound and bool(kinds) and kinds[0].is_positional())


def _name(function: FuncDef, index: int) -> str | None:
    """Return the name of a parameter; mypy forgets that of one by position only."""
    name = function.arg_names[index]
    if name is None and index < len(function.arguments):
        return function.arguments[index].variable.name
    return name


def _is_required(function: FuncDef, index: int) -> bool:
    """Whether the default says that there is none."""
    if index >= len(function.arguments):
        return False
    default = function.arguments[index].initializer
    return getattr(default, "fullname", "") == "kolben.binding.markers.REQUIRED"


def _place(function: FuncDef, index: int) -> Context:
    if index < len(function.arguments):
        return function.arguments[index]
    return function


def defined_verbs(info: TypeInfo) -> Iterator[tuple[str, TypeInfo]]:
    """Yield the verbs that a resource defines or inherits, and the class of each."""
    for verb in VERBS:
        owner = next((each for each in info.mro if verb in each.names), None)
        if owner is None or owner.fullname == RESOURCE:
            continue
        node = owner.names[verb].node
        if isinstance(node, Var) and isinstance(get_proper_type(node.type), NoneType):
            continue
        yield verb, owner


def handlers_of_class(info: TypeInfo, node: Context | None) -> dict[str, Handler]:
    """Return the handlers of the verbs that can be read, by verb.

    Args:
        info: The class.
        node: Where to report; nothing for where each stands.
    """
    found = {}
    for verb, owner in defined_verbs(info):
        function = _function(owner.names[verb].node)
        if function is not None:
            at = node if owner is info else node or info.defn
            handler = handler_of(
                function, f"{info.name}.{verb}", at, bound=not function.is_static
            )
            found[verb] = _in_class(handler, info, owner)
    return found


def _function(node: object) -> FuncDef | None:
    """Return the function, unless a decorator changes what it takes."""
    if isinstance(node, FuncDef):
        return node
    if not isinstance(node, Decorator):
        return None
    seen = get_proper_type(node.var.type)
    if isinstance(seen, CallableType) and list(seen.arg_names) == node.func.arg_names:
        return node.func
    return None


def _in_class(handler: Handler, info: TypeInfo, owner: TypeInfo) -> Handler:
    """Return *handler* with what *info* says of the variables of *owner*'s types."""
    if owner is info or not owner.is_generic():
        return handler
    whole = fill_typevars(info)
    if not isinstance(whole, Instance):
        return handler
    above = map_instance_to_supertype(whole, owner)
    known = {
        name: Parameter(
            name,
            expand_type_by_instance(each.type, above),
            each.marker,
            each.required,
            each.by_position,
            each.node,
        )
        for name, each in handler.parameters.items()
    }
    return Handler(handler.label, known, handler.open, handler.node)
