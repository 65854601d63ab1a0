"""What is demanded of a value that msgspec does not know of.

Layer 4. msgspec knows its own ``Meta``. Constraints of ``annotated_types``,
predicates, limits of uploads and the finiteness of decimal numbers are judged here,
once a value is made, and only for types that have any of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

from kolben.binding.nodes import Node

__all__ = ["violation"]


def violation(node: Node, value: Any) -> str | None:
    """Return what *value* violates as the end of a sentence, or ``None``.

    Example:
        >>> violation(Node(list[Decimal], {}), [Decimal("NaN")])
        'must be a finite number'
    """
    return next(_violations(node, value), None)


def _violations(node: Node, value: Any) -> Iterator[str]:
    if not node.is_judged:
        return
    if isinstance(value, Decimal) and node.kind is Decimal and not value.is_finite():
        yield "must be a finite number"
        return
    if node.constraints and (said := node.constraints.violation(value)) is not None:
        yield said
    for part, each in _inside(node, value):
        yield from _violations(part, each)


def _inside(node: Node, value: Any) -> Iterator[tuple[Node, Any]]:
    """Yield what *value* consists of, each part with its node."""
    for member in node.members:
        if _may_be(member, value):
            yield member, value
    if node.items is not None and node.items.is_judged:
        yield from ((node.items, each) for each in value)
    if node.positions:
        yield from zip(node.positions, value, strict=False)
    if node.values is not None and node.keys is not None:
        yield from ((node.keys, key) for key in value)
        yield from ((node.values, each) for each in value.values())
    if node.structure is not None and not node.structure.foreign:
        yield from _fields(node, value)


def _fields(node: Node, value: Any) -> Iterator[tuple[Node, Any]]:
    """Yield the fields of a structure, but for defaults, which are never judged."""
    if node.structure is None:
        return
    for field, part in zip(node.structure.fields, node.fields, strict=True):
        if part.is_judged:
            held = node.structure.value_of(value, field)
            if not field.is_default(held):
                yield part, held


def _may_be(member: Node, value: Any) -> bool:
    """Say whether *value*, one of a union, is one of *member*."""
    if member.kind is Literal or member.kind in (Any, object):
        return False
    if member.structure is not None and member.structure.mapping:
        return isinstance(value, dict)
    return isinstance(member.kind, type) and isinstance(value, member.kind)
