"""What is demanded of a value that msgspec does not know of.

Layer 4. msgspec knows its own ``Meta``. Constraints of ``annotated_types``,
predicates, limits of uploads and the finiteness of decimal numbers are judged here,
once a value is made, and only in the parts of a type that have any of them; there it
also gets the defaults that msgspec leaves out. What is to be judged is worked out once
and left as functions of the values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from operator import attrgetter, methodcaller
from typing import Any, Literal, TypeAlias

from kolben.binding.defaults import Complete
from kolben.binding.nodes import Node
from kolben.binding.structures import Structure

__all__ = ["Judge", "judge_of"]

Judge: TypeAlias = Callable[[Any], str | None]
"""Returns what a value violates as the end of a sentence, or ``None``."""


def judge_of(node: Node) -> Judge:
    """Return what judges the values of *node*.

    Example:
        >>> judge = judge_of(Node(list[Decimal], {}))
        >>> judge([Decimal("1"), Decimal("NaN")])
        'must be a finite number'
    """
    return _made(node, {})


def _made(node: Node, made: dict[int, Judge]) -> Judge:
    """Return the judge of *node*; of one that is in the making, what will ask it."""
    if id(node) in made:
        return made[id(node)]

    def later(value: Any) -> str | None:
        return judge(value)

    made[id(node)] = later
    steps = (*_own(node), *_inner(node, made))
    judge = steps[0] if len(steps) == 1 else _all(steps)
    return judge


def _own(node: Node) -> Iterator[Judge]:
    """Yield what judges a value itself, once it has all that belongs to it."""
    if node.complete is not None:
        yield _completing(node.complete)
    if node.kind is Decimal:
        yield _finite
    if node.constraints is not None:
        yield node.constraints.judge()


def _inner(node: Node, made: dict[int, Judge]) -> Iterator[Judge]:
    """Yield what judges the parts of a value."""
    members = [(each, _made(each, made)) for each in node.members if each.is_judged]
    if members:
        yield _member(members)
    if node.items is not None and node.items.is_judged:
        yield _each(_made(node.items, made), iter)
    if any(part.is_judged for part in node.positions):
        yield _positions([_made(part, made) for part in node.positions])
    if node.keys is not None and node.keys.is_judged:
        yield _each(_made(node.keys, made), iter)
    if node.values is not None and node.values.is_judged:
        yield _each(_made(node.values, made), Mapping.values)
    if node.structure is not None and not node.structure.foreign:
        yield from _fields(node, node.structure, made)


def _fields(
    node: Node, structure: Structure, made: dict[int, Judge]
) -> Iterator[Judge]:
    """Yield what judges fields, but for defaults, which are never judged."""
    for field, part in zip(structure.fields, node.fields, strict=True):
        if not part.is_judged:
            continue
        held: Callable[[Any], Any] = attrgetter(field.name)
        if structure.mapping:
            held = methodcaller("get", field.name)
        yield _held(held, _made(part, made), field.is_default)


def _all(steps: tuple[Judge, ...]) -> Judge:
    def judge(value: Any) -> str | None:
        for step in steps:
            if (said := step(value)) is not None:
                return said
        return None

    return judge


def _held(
    held: Callable[[Any], Any], judge: Judge, is_default: Callable[[Any], bool]
) -> Judge:
    def judge_held(value: Any) -> str | None:
        part = held(value)
        said = judge(part)
        return None if said is None or is_default(part) else said

    return judge_held


def _each(judge: Judge, parts_of: Callable[[Any], Iterable[Any]]) -> Judge:
    def judge_each(value: Any) -> str | None:
        for part in parts_of(value):
            if (said := judge(part)) is not None:
                return said
        return None

    return judge_each


def _positions(judges: list[Judge]) -> Judge:
    def judge_positions(value: Any) -> str | None:
        for judge, part in zip(judges, value, strict=False):
            if (said := judge(part)) is not None:
                return said
        return None

    return judge_positions


def _member(members: list[tuple[Node, Judge]]) -> Judge:
    def judge_member(value: Any) -> str | None:
        for member, judge in members:
            if _may_be(member, value) and (said := judge(value)) is not None:
                return said
        return None

    return judge_member


def _may_be(member: Node, value: Any) -> bool:
    """Say whether *value*, one of a union, is one of *member*."""
    if member.kind is Literal or member.kind in (Any, object):
        return False
    if member.structure is not None and member.structure.mapping:
        return isinstance(value, dict)
    return isinstance(member.kind, type) and isinstance(value, member.kind)


def _completing(complete: Complete) -> Judge:
    def complete_first(value: Any) -> None:
        complete(value)

    return complete_first


def _finite(value: Any) -> str | None:
    if isinstance(value, Decimal) and not value.is_finite():
        return "must be a finite number"
    return None
