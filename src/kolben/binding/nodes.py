"""A type, taken apart into what a value of it consists of.

Layer 4. Reading a value is one call of msgspec's, which knows the type as a whole.
Nodes serve the rest: judging a type at registration, judging what msgspec does not
know, and naming each fault of a value that was refused. They are made when they are
first asked for, so a recursive type is as good as any.
"""

from __future__ import annotations

from collections.abc import (
    Callable,
    Collection,
    Iterator,
    Mapping,
    MutableMapping,
    MutableSequence,
    MutableSet,
    Sequence,
    Set,
)
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cached_property
from types import NoneType
from typing import Any, Final, Literal, TypeVar, get_args, get_origin
from uuid import UUID

import msgspec

from kolben._annotations import UNIONS, metadata, plain
from kolben._constraints import Constraints
from kolben.binding.defaults import Complete, completer_of
from kolben.binding.structures import Structure, structure_of

__all__ = ["Node"]

_LEAVES: Final = frozenset(
    {Any, None, NoneType, object, bool, int, float, str, bytes, bytearray}
    | {memoryview, date, datetime, time, timedelta, Decimal, UUID, msgspec.Raw}
    | {msgspec.UnsetType, msgspec.msgpack.Ext}
)
_SEQUENCES: Final = frozenset(
    {list, set, frozenset, tuple, Collection, Sequence, MutableSequence}
    | {Set, MutableSet}
)
_MAPPINGS: Final = frozenset({dict, Mapping, MutableMapping})


class Node:
    """A type, and the nodes of what its values consist of.

    Args:
        annotation: The type.
        known: The nodes that are made already, by their types.

    Attributes:
        annotation: The type as it is written.
        kind: What remains of it without metadata and arguments.
        arguments: Its arguments.
        readers: What reads bytes as it, by the name of the format; filled as needed.
    """

    def __init__(self, annotation: object, known: dict[object, Node]) -> None:
        bare: Any = plain(annotation)
        self.annotation = annotation
        self.kind: Any = get_origin(bare) or bare
        self.arguments: tuple[Any, ...] = get_args(bare)
        self.readers: dict[str, Callable[[Any], Any]] = {}
        self._known = known

    def child(self, annotation: object) -> Node:
        """Return the node of *annotation*, the same for the same."""
        try:
            found = self._known.get(annotation)
        except TypeError:
            return Node(annotation, self._known)
        if found is None:
            found = self._known[annotation] = Node(annotation, self._known)
        return found

    @cached_property
    def constraints(self) -> Constraints | None:
        """What is demanded of a value besides the type."""
        return Constraints.of(self.annotation)

    @cached_property
    def structure(self) -> Structure | None:
        """The structure that the type is, if it is one."""
        return structure_of(self.annotation)

    @cached_property
    def complete(self) -> Complete | None:
        """What gives a value the defaults that msgspec leaves out, if it does."""
        return completer_of(self.structure)

    @cached_property
    def fields(self) -> tuple[Node, ...]:
        """The nodes of the fields of a structure."""
        declared = self.structure.fields if self.structure else ()
        return tuple(self.child(field.annotation) for field in declared)

    @cached_property
    def members(self) -> tuple[Node, ...]:
        """The members of a union."""
        return tuple(map(self.child, self.arguments)) if self.kind in UNIONS else ()

    @cached_property
    def items(self) -> Node | None:
        """What each element of a list, set or tuple of any length is."""
        if self.kind not in _SEQUENCES or self.is_fixed:
            return None
        return self.child(self.arguments[0] if self.arguments else Any)

    @cached_property
    def positions(self) -> tuple[Node, ...]:
        """What the elements of a tuple of fixed length are."""
        return tuple(map(self.child, self.arguments)) if self.is_fixed else ()

    @cached_property
    def values(self) -> Node | None:
        """What each value of a mapping is."""
        if self.kind not in _MAPPINGS:
            return None
        return self.child(self.arguments[1] if self.arguments else Any)

    @cached_property
    def keys(self) -> Node | None:
        """What each key of a mapping is."""
        if self.values is None:
            return None
        return self.child(self.arguments[0] if self.arguments else Any)

    @cached_property
    def is_fixed(self) -> bool:
        """Whether it is a tuple of fixed length."""
        return (
            self.kind is tuple
            and bool(self.arguments)
            and Ellipsis not in (self.arguments)
        )

    @cached_property
    def is_leaf(self) -> bool:
        """Whether its values consist of nothing else."""
        if isinstance(self.kind, TypeVar) or self.kind is Literal:
            return True
        enum = isinstance(self.kind, type) and issubclass(self.kind, Enum)
        return enum or self.kind in _LEAVES

    @property
    def is_object(self) -> bool:
        """Whether its values are objects in JSON."""
        structure = self.structure
        return self.values is not None or bool(structure and not structure.array)

    @property
    def is_array(self) -> bool:
        """Whether its values are arrays in JSON."""
        structure = self.structure
        return bool(self.items or self.is_fixed or (structure and structure.array))

    @property
    def is_known(self) -> bool:
        """Whether anything is known of its values."""
        known = self.is_leaf or self.members or self.is_object or self.is_array
        return bool(known)

    @cached_property
    def is_judged(self) -> bool:
        """Whether msgspec leaves anything to do about its values."""
        return any(part.is_hidden for part in self.all_parts())

    @property
    def is_hidden(self) -> bool:
        """Whether msgspec does not do all that there is to do about the value itself.

        It reads ``"NaN"`` as a decimal number, with which no bound can be compared.
        """
        if self.kind is Decimal or self.complete is not None:
            return True
        extras = metadata(self.annotation)
        own = any(not isinstance(each, msgspec.Meta) for each in extras)
        return own and self.constraints is not None

    def parts(self) -> Iterator[Node]:
        """Yield what its values consist of, one step down."""
        yield from self.members
        yield from self.positions
        yield from filter(None, (self.items, self.keys, self.values))
        if self.structure is not None and not self.structure.foreign:
            yield from self.fields

    def all_parts(self) -> list[Node]:
        """Return the node and all that its values consist of, however deep."""
        found: dict[int, Node] = {id(self): self}
        waiting: list[Node] = [self]
        while waiting:
            for part in waiting.pop().parts():
                if id(part) not in found:
                    found[id(part)] = part
                    waiting.append(part)
        return list(found.values())
