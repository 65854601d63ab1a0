"""Answers for mypy's types, as templates ask: attributes, items, loops, calls.

Layer 8. What mypy is not sure of is answered by None, and then nothing is reported. Of
a union it is enough that one member has what is asked for, since templates ask ``if``
in ways that no type shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias

from mypy.expandtype import expand_type_by_instance
from mypy.maptype import map_instance_to_supertype
from mypy.nodes import Decorator, FuncDef, OverloadedFuncDef, TypeInfo, Var
from mypy.types import (
    CallableType,
    Instance,
    LiteralType,
    NoneType,
    ProperType,
    TupleType,
    Type,
    TypedDictType,
    UnionType,
    UnpackType,
    get_proper_type,
)

from kolben.templating.chain_types import Absent

__all__ = ["PageTypes"]

_Answer: TypeAlias = Any
"""A type, :class:`Absent`, or None for what is not known."""

_DYNAMIC: Final = ("__getattr__", "__getattribute__")
_ITERABLE: Final = "typing.Iterable"
_MAPPING: Final = "typing.Mapping"
_SEQUENCE: Final = "typing.Sequence"


class PageTypes:
    """Answers for types, and remembers which classes it was asked about.

    Attributes:
        classes: The full names of the classes.
    """

    def __init__(self) -> None:
        self.classes: set[str] = set()

    def attribute(self, owner: Type, name: str) -> _Answer:
        """Return the type of ``owner.name``; where there is none, that of an item."""
        return self._ask(owner, lambda each: self._attribute(each, name))

    def item(self, owner: Type, key: str | int | None) -> _Answer:
        """Return the type of ``owner[key]``; a key of None is any key."""
        return self._ask(owner, lambda each: self._item(each, key))

    def each(self, owner: Type) -> Type | None:
        """Return the type of what a loop over *owner* gives."""
        answer = self._ask(owner, self._each)
        return None if isinstance(answer, Absent) else answer

    def result(self, owner: Type) -> Type | None:
        """Return the type of what calling *owner* gives."""
        called = get_proper_type(owner)
        if isinstance(called, CallableType) and not called.variables:
            return None if called.is_type_obj() else called.ret_type
        return None

    def _ask(self, owner: Type, question: Callable[[ProperType], _Answer]) -> _Answer:
        """Ask about each member of a union, None aside."""
        proper = get_proper_type(owner)
        if isinstance(proper, LiteralType):
            proper = proper.fallback
        if not isinstance(proper, UnionType):
            return question(proper)
        members = [get_proper_type(each) for each in proper.items]
        members = [each for each in members if not isinstance(each, NoneType)]
        return _together([self._ask(each, question) for each in members])

    def _attribute(self, owner: ProperType, name: str) -> _Answer:
        match owner:
            case TypedDictType():
                found = self._member(owner.fallback, name)
                return _key(owner, name) if isinstance(found, Absent) else found
            case TupleType():
                return self._attribute(owner.partial_fallback, name)
            case Instance():
                found = self._member(owner, name)
                return self._instead(owner, found)
            case _:
                return None

    def _instead(self, owner: Instance, found: _Answer) -> _Answer:
        """Return the type of an item where there is no attribute."""
        if not isinstance(found, Absent) or owner.type.has_base(_SEQUENCE):
            return found
        value = _argument(owner, _MAPPING, 1)
        if value is not None:
            return value
        return None if owner.type.get("__getitem__") else found

    def _item(self, owner: ProperType, key: str | int | None) -> _Answer:
        if isinstance(owner, TupleType) and isinstance(key, int):
            return _tuple_item(owner, key)
        if isinstance(owner, TypedDictType) and isinstance(key, str):
            return _key(owner, key)
        if not isinstance(owner, Instance) or isinstance(key, str):
            # Jinja looks for an attribute where there is no such item.
            value = _argument(owner, _MAPPING, 1)
            if value is not None:
                return value
            return self._attribute(owner, key) if isinstance(key, str) else None
        value = _argument(owner, _MAPPING, 1)
        return _argument(owner, _SEQUENCE, 0) if value is None else value

    def _each(self, owner: ProperType) -> _Answer:
        if isinstance(owner, TupleType):
            if any(isinstance(each, UnpackType) for each in owner.items):
                return None
            return UnionType.make_union(owner.items) if owner.items else None
        return _argument(owner, _ITERABLE, 0)

    def _member(self, owner: Instance, name: str) -> _Answer:
        """Return the type of an attribute that is declared in a class."""
        info = owner.type
        self.classes.update(each.fullname for each in info.mro[:-1])
        if any(each.fallback_to_any for each in info.mro) or owner.extra_attrs:
            return None
        symbol = info.get(name)
        if symbol is None:
            if any(_defines(info, each) for each in _DYNAMIC):
                return None
            is_builtin = info.module_name == "builtins"
            return Absent(info.name, frozenset(_public_names(info)), is_builtin)
        definer = getattr(symbol.node, "info", None)
        declared = _declared_type(symbol.node)
        if declared is None or not isinstance(definer, TypeInfo):
            return None
        if not info.has_base(definer.fullname):
            return None
        mapped = map_instance_to_supertype(owner, definer)
        found = get_proper_type(expand_type_by_instance(declared, mapped))
        is_descriptor = isinstance(found, Instance) and found.type.get("__get__")
        return None if is_descriptor else found


def _together(answers: list[_Answer]) -> _Answer:
    """Return what is true of a union of which these are the members' answers."""
    if not answers or any(answer is None for answer in answers):
        return None
    absent = [answer for answer in answers if isinstance(answer, Absent)]
    if len(absent) == len(answers):
        owners = " or ".join(dict.fromkeys(each.owner for each in absent))
        return Absent(owners, frozenset(n for each in absent for n in each.names))
    present = [answer for answer in answers if not isinstance(answer, Absent)]
    return UnionType.make_union(present)


def _declared_type(node: object) -> Type | None:
    """Return the type that reading the attribute gives, if that is known."""
    match node:
        case Var():
            return node.type
        case FuncDef():
            return node.type if isinstance(node.type, CallableType) else None
        case Decorator():
            return _read(node) if node.func.is_property else node.var.type
        case OverloadedFuncDef() if node.is_property and node.items:
            first = node.items[0]
            return _read(first) if isinstance(first, Decorator) else None
        case _:
            return None


def _read(decorated: Decorator) -> Type | None:
    """Return the type of a property."""
    getter = get_proper_type(decorated.var.type or decorated.func.type)
    return getter.ret_type if isinstance(getter, CallableType) else None


def _argument(owner: ProperType, base: str, place: int) -> Type | None:
    """Return an argument of the generic *base* of *owner*."""
    if isinstance(owner, TupleType):
        owner = owner.partial_fallback
    if not isinstance(owner, Instance):
        return None
    info = next((each for each in owner.type.mro if each.fullname == base), None)
    if info is None:
        return None
    arguments = map_instance_to_supertype(owner, info).args
    return arguments[place] if place < len(arguments) else None


def _key(owner: TypedDictType, name: str) -> _Answer:
    absent = Absent(owner.fallback.type.name, frozenset(owner.items))
    return owner.items.get(name, absent)


def _tuple_item(owner: TupleType, place: int) -> _Answer:
    if any(isinstance(each, UnpackType) for each in owner.items):
        return None
    if -len(owner.items) <= place < len(owner.items):
        return owner.items[place]
    return Absent(f"a tuple of {len(owner.items)}", builtin=True)


def _defines(info: TypeInfo, name: str) -> bool:
    """Whether a class, ``object`` aside, defines *name*."""
    return any(name in each.names for each in info.mro[:-1])


def _public_names(info: TypeInfo) -> Iterable[str]:
    return (n for each in info.mro[:-1] for n in each.names if not n.startswith("_"))
