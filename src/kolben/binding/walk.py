"""The second walk: every fault of a body that was refused, each with its place.

Layer 4. A part that can be read is passed over at the speed of the decoder; only what
was refused is taken apart, and its parts are asked again. So what the walk finds is
what the decoder refuses, neither more nor less. It is bounded in each direction,
since the body is a stranger's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import NoneType
from typing import Any, Final

import msgspec

from kolben._annotations import plain
from kolben.binding.formats import REFUSALS, Format, foreign
from kolben.binding.messages import MISSING, UNHASHABLE, UNKNOWN, shown, translated
from kolben.binding.nodes import Node
from kolben.binding.problems import Invalid, Problem, sentence
from kolben.binding.structures import Structure

__all__ = ["MOST_PROBLEMS", "Walk", "foreign_problems"]

MOST_PROBLEMS: Final = 100
_DEEPEST: Final = 50
_MOST_VISITS: Final = 20_000
_LEAST_BUDGET: Final = 65_536
_READINGS: Final = 2


@dataclass(slots=True)
class Walk:
    """One walk through a body.

    Attributes:
        format: The format of the body.
        budget: How many bytes may be read, over and over, to find where faults are.
        problems: What was found so far.
    """

    format: Format
    budget: int
    problems: list[Problem] = field(default_factory=list)
    _visits: int = 0

    @classmethod
    def through(cls, body: bytes, form: Format) -> Walk:
        """Return a walk that costs a few times what reading *body* does."""
        return cls(form, _LEAST_BUDGET + _READINGS * len(body))

    @property
    def is_over(self) -> bool:
        """Whether enough was found, or looked for."""
        return len(self.problems) >= MOST_PROBLEMS or self._visits > _MOST_VISITS

    def visit(self, node: Node, body: Any, place: str, depth: int = 0) -> None:
        """Find the problems of *body*, which stands at *place*."""
        self._visits += 1
        self.budget -= len(body)
        if self.is_over:
            return
        refusal = self._refusal(node, body)
        if refusal is None:
            return
        before = len(self.problems)
        if depth < _DEEPEST and self.budget > 0:
            self._enter(node, body, place, depth)
        if len(self.problems) == before:
            within, message = self._said(node, body, refusal)
            self._add(place + within, message)

    def _refusal(self, node: Node, body: Any) -> Exception | None:
        try:
            self._reader(node)(body)
        except REFUSALS as error:
            return error
        return None

    def _reader(self, node: Node) -> Callable[[Any], Any]:
        found = node.readers.get(self.format.name)
        if found is None:
            found = node.readers[self.format.name] = self.format.reader(node)
        return found

    def _said(self, node: Node, body: Any, refusal: Exception) -> tuple[str, str]:
        """Return what is wrong with a value whose parts are all right."""
        if isinstance(refusal, Invalid):
            return "", str(refusal)
        if isinstance(refusal, RecursionError):
            return "", "Too deeply nested."
        if isinstance(refusal, TypeError):
            return "", UNHASHABLE
        if not isinstance(refusal, msgspec.ValidationError):
            return "", "Expected text that is valid Unicode."
        if node.constraints is not None:
            bare = node.child(plain(node.annotation))
            if bare is not node and self._refusal(bare, body) is None:
                value = self._reader(bare)(body)
                if (said := node.constraints.violation(value)) is not None:
                    return "", sentence(said)
        return translated(str(refusal), node)

    def _enter(self, node: Node, body: Any, place: str, depth: int) -> None:
        """Visit the parts of a value that was refused."""
        parts = self.format.parts(body)
        if node.members:
            member = _member_of(node, parts, self.format)
            if member is not None:
                self.visit(member, body, place, depth + 1)
        elif node.structure is not None and node.structure.foreign:
            self._ask(node, body, place)
        elif isinstance(parts, dict):
            self._enter_object(node, parts, place, depth)
        elif isinstance(parts, list):
            for index, (part, each) in enumerate(_elements(node, parts)):
                if self.is_over:
                    return
                self.visit(part, each, f"{place}[{index}]", depth + 1)

    def _enter_object(
        self, node: Node, parts: dict[Any, Any], place: str, depth: int
    ) -> None:
        if node.structure is not None and not node.structure.array:
            self._enter_structure(node, node.structure, parts, (place, depth))
        elif node.values is not None and node.keys is not None:
            for key, each in parts.items():
                if self.is_over:
                    return
                if not _is_key(key, node.keys):
                    self._add(place + shown(key), "Not a key that is taken here.")
                self.visit(node.values, each, place + shown(key), depth + 1)

    def _enter_structure(
        self,
        node: Node,
        structure: Structure,
        parts: dict[Any, Any],
        where: tuple[str, int],
    ) -> None:
        place, depth = where
        for declared, part in zip(structure.fields, node.fields, strict=True):
            there = f"{place}.{declared.key}"
            if declared.key in parts:
                self.visit(part, parts[declared.key], there, depth + 1)
            elif declared.required:
                self._add(there, MISSING)
        self._find_unknown(structure, parts, place)

    def _find_unknown(
        self, structure: Structure, parts: dict[Any, Any], place: str
    ) -> None:
        known = {each.key for each in structure.fields}
        known |= {structure.tag[0]} if structure.tag else set()
        for key in parts:
            if structure.closed and key not in known:
                self._add(place + shown(key), UNKNOWN)

    def _ask(self, node: Node, body: Any, place: str) -> None:
        """Let a model of pydantic say what is wrong."""
        try:
            value = self.format.decoder().decode(body)
        except REFUSALS:
            return
        for problem in foreign_problems(node.kind, value, place):
            self._add(problem.location, problem.message)

    def _add(self, place: str, message: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(place, message))


def foreign_problems(kind: Any, value: Any, place: str) -> Iterator[Problem]:
    """Yield what a model of pydantic says of *value*, in its own words."""
    try:
        foreign(kind, value)
    except REFUSALS as error:
        listed: Callable[..., Sequence[Any]] | None = getattr(error, "errors", None)
        if listed is None:
            yield Problem(place, sentence(str(error)))
            return
        for each in listed(
            include_url=False, include_context=False, include_input=False
        ):
            steps = "".join(
                f"[{step}]" if isinstance(step, int) else shown(step)
                for step in each["loc"]
            )
            yield Problem(place + steps, sentence(each["msg"]))


def _elements(node: Node, parts: list[Any]) -> Iterator[tuple[Node, Any]]:
    """Pair the elements of an array with their nodes."""
    if node.items is not None:
        yield from ((node.items, each) for each in parts)
    elif node.positions and len(parts) == len(node.positions):
        yield from zip(node.positions, parts, strict=True)
    elif node.structure is not None and node.structure.array:
        shift = 1 if node.structure.tag else 0
        yield from zip(node.fields, parts[shift:], strict=False)


def _member_of(
    node: Node, parts: dict[Any, Any] | list[Any] | None, form: Format
) -> Node | None:
    """Return the member of a union that a value was meant to be, if one can tell."""
    members = [each for each in node.members if each.kind is not NoneType]
    if isinstance(parts, dict):
        meant = [each for each in members if each.is_object]
        meant = [each for each in meant if _is_tagged(each, parts, form)] or meant
    elif isinstance(parts, list):
        meant = [each for each in members if each.is_array]
    else:
        meant = [each for each in members if not each.is_object and not each.is_array]
    if len(meant) == 1:
        return meant[0]
    return members[0] if len(members) == 1 else None


def _is_tagged(member: Node, parts: dict[Any, Any], form: Format) -> bool:
    """Say whether an object carries the tag of *member*."""
    if member.structure is None or member.structure.tag is None:
        return False
    name, wanted = member.structure.tag
    if name not in parts:
        return False
    try:
        return bool(form.decoder().decode(parts[name]) == wanted)
    except REFUSALS:
        return False


def _is_key(key: Any, node: Node) -> bool:
    mapping: Any = dict
    try:
        msgspec.convert({key: None}, mapping[node.annotation, None], str_keys=True)
    except REFUSALS:
        return False
    return True
