"""What reads a structure, or a list, from the values of a query or a form.

Layer 4. A query gives texts and a form texts and files, several of one name at
times, and an empty text for what a person left out. What a type makes of that is
decided at registration: each field has its reader, plain or of several values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import msgspec

from kolben._annotations import optional, plain
from kolben._constraints import Constraints
from kolben.binding.defaults import completer_of
from kolben.binding.formats import REFUSALS, foreign
from kolben.binding.messages import MISSING, NO_TEXT, UNKNOWN, shown, translated
from kolben.binding.nodes import Node
from kolben.binding.problems import Invalid, Problem, sentence
from kolben.binding.structures import Field, Structure
from kolben.binding.text import text_reader
from kolben.binding.walk import MOST_PROBLEMS, foreign_problems
from kolben.uploads import Upload

__all__ = ["ABSENT", "FieldsReader", "ValuesReader", "is_list"]

_CONTAINERS: Final = (set, frozenset, tuple)


class _Absent:
    """The type of :data:`ABSENT`."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final[Any] = _Absent()
"""Stands for what was sent empty, which counts as not sent."""


@dataclass(frozen=True, slots=True)
class ValuesReader:
    """Reads the values of one name.

    Attributes:
        readers: What reads each value; the last one reads all that follow.
        several: Whether the result consists of all values, or is the first.
        make: Makes the result of the values that were read.
        fixed: Whether there have to be as many values as readers.
    """

    readers: tuple[Callable[[Any], Any], ...]
    several: bool = False
    make: Callable[[list[Any]], Any] | None = None
    fixed: bool = False

    @classmethod
    def of(cls, annotation: object) -> Self | None:
        """Return what reads the values of one name as *annotation*, if anything can.

        Example:
            >>> ValuesReader.of(list[int]).read(["1", "", "2"])
            [1, 2]
            >>> ValuesReader.of(int).read([""])
            ABSENT
        """
        kind, _ = optional(annotation)
        node = Node(kind, {})
        if node.items is None and not node.is_fixed:
            reader = _value_reader(annotation)
            return None if reader is None else cls((reader,))
        parts = node.positions or (node.items,)
        found = [_value_reader(part.annotation) for part in parts if part is not None]
        readers = tuple(reader for reader in found if reader is not None)
        if not readers or len(readers) < len(found):
            return None
        return cls(readers, several=True, make=_maker(node), fixed=node.is_fixed)

    def read(self, values: Sequence[object]) -> Any:
        """Return what *values* are, or :data:`ABSENT`.

        Raises:
            Invalid: If they are not what they have to be.
        """
        if not self.several:
            return self.readers[0](values[0]) if values else ABSENT
        found = [self._reader(i)(each) for i, each in enumerate(values)]
        found = [each for each in found if each is not ABSENT]
        if not found or self.make is None:
            return ABSENT
        if self.fixed and len(found) != len(self.readers):
            raise Invalid(f"Expected {len(self.readers)} values.")
        return self.make(found)

    def read_all(self, values: Sequence[object]) -> Any:
        """Return what *values* are, where empty ones are no reason for a default.

        Raises:
            Invalid: If they are not what they have to be.
        """
        value = self.read(values)
        if value is not ABSENT:
            return value
        if self.make is None or self.fixed:
            raise Invalid(MISSING)
        return self.make([])

    def problems(self, values: Sequence[object], place: str) -> Iterator[Problem]:
        """Yield the problems of *values*, each with its place."""
        if self.several:
            found = False
            for index, each in enumerate(values):
                for said in _said(self._reader(index), each):
                    found = True
                    yield Problem(f"{place}[{index}]", said)
            if found:
                return
        for said in _said(self.read, values):
            yield Problem(place, said)

    def _reader(self, index: int) -> Callable[[Any], Any]:
        return self.readers[min(index, len(self.readers) - 1)]


def is_list(annotation: object) -> bool:
    """Say whether a value of *annotation* is made of several values."""
    node = Node(optional(annotation)[0], {})
    return node.items is not None or node.is_fixed


def _maker(node: Node) -> Callable[[list[Any]], Any]:
    """Return what makes a container, and judges it as a whole."""
    kind = next((each for each in _CONTAINERS if issubclass(each, node.kind)), list)
    kind = list if issubclass(list, node.kind) else kind
    constraints = node.constraints

    def make(found: list[Any]) -> Any:
        value = found if kind is list else kind(found)
        if constraints and (said := constraints.violation(value)) is not None:
            raise Invalid(sentence(said))
        return value

    return make


def _value_reader(annotation: object) -> Callable[[Any], Any] | None:
    kind, _ = optional(annotation)
    if plain(kind) is Upload:
        return _upload_reader(Constraints.of(kind))
    read_text = text_reader(annotation)
    if read_text is None:
        return None
    takes_empty = not any(True for _ in _said(text_reader(kind) or read_text, ""))

    def read(value: object) -> Any:
        if not isinstance(value, str):
            raise Invalid(NO_TEXT)
        return read_text(value) if value or takes_empty else ABSENT

    return read


def _upload_reader(constraints: Constraints | None) -> Callable[[Any], Any]:
    def read(value: object) -> Any:
        if not isinstance(value, Upload):
            raise Invalid("Expected a file, got text.")
        if not value.filename:
            return ABSENT
        if constraints and (said := constraints.violation(value)) is not None:
            raise Invalid(sentence(said))
        return value

    return read


def _said(read: Callable[[Any], Any], value: Any) -> Iterator[str]:
    try:
        read(value)
    except Invalid as error:
        yield str(error)


class FieldsReader:
    """Reads a structure from the values of a query or a form.

    Args:
        annotation: The structure.
        structure: What is known of it.
        unreadable: Returns the error that a field of it cannot be read.
    """

    def __init__(
        self,
        annotation: object,
        structure: Structure,
        unreadable: Callable[[Field, object], Exception],
    ) -> None:
        self.annotation: object = plain(annotation)
        self.structure = structure
        self._complete = completer_of(structure)
        self._fields: list[tuple[Field, ValuesReader]] = []
        for field in structure.fields:
            reader = ValuesReader.of(field.annotation)
            if structure.foreign:
                several = is_list(field.annotation)
                reader = ValuesReader((_foreign_reader(reader),), several, list)
            if reader is None:
                raise unreadable(field, annotation)
            self._fields.append((field, reader))
        tag = (structure.tag[0],) if structure.tag else ()
        self._keys = frozenset((*tag, *(field.key for field in structure.fields)))

    @property
    def is_converted(self) -> bool:
        """Whether msgspec makes the structure, and not the structure itself."""
        return not self.structure.foreign and not self.structure.array

    def read(self, given: Mapping[str, Sequence[object]]) -> Any:
        """Return the structure.

        Raises:
            Invalid: If the values are not what they have to be.
        """
        found = {}
        for field, values in self._fields:
            sent = given.get(field.key)
            if sent and (value := values.read(sent)) is not ABSENT:
                found[field.key] = value
        if self.structure.closed and not self._keys.issuperset(given):
            raise Invalid(UNKNOWN)
        try:
            return self._made(found)
        except REFUSALS as error:
            raise Invalid(str(error)) from error

    def problems(
        self, given: Mapping[str, Sequence[object]], place: str
    ) -> list[Problem]:
        """Return all problems of the values, each with its place."""
        found = [*self._problems_of_fields(given, place)][:MOST_PROBLEMS]
        if found:
            return found
        try:
            self.read(given)
        except Invalid as error:
            return [*self._problems_as_a_whole(error, given, place)][:MOST_PROBLEMS]
        return []

    def _problems_of_fields(
        self, given: Mapping[str, Sequence[object]], place: str
    ) -> Iterator[Problem]:
        for field, values in self._fields:
            there = f"{place}.{field.key}"
            sent = given.get(field.key) or ()
            said = [*values.problems(sent, there)]
            yield from said
            if not said and field.required and values.read(sent) is ABSENT:
                yield Problem(there, MISSING)
        for key in given if self.structure.closed else ():
            if key not in self._keys:
                yield Problem(place + shown(key), UNKNOWN)

    def _problems_as_a_whole(
        self, error: Invalid, given: Mapping[str, Sequence[object]], place: str
    ) -> Iterator[Problem]:
        """Yield what a structure says of values that are right one by one."""
        if self.structure.foreign:
            sent = {
                field.key: value
                for field, values in self._fields
                if (value := values.read(given.get(field.key) or ())) is not ABSENT
            }
            yield from foreign_problems(self.structure.kind, sent, place)
            return
        within, said = translated(str(error), Node(self.annotation, {}))
        yield Problem(place + within, said)

    def _made(self, found: dict[str, Any]) -> Any:
        structure = self.structure
        if structure.foreign:
            return foreign(structure.kind, found)
        if self.is_converted:
            made = msgspec.convert(found, self.annotation, dec_hook=foreign)
            if self._complete is not None:
                self._complete(made)
            return made
        missing = [f.key for f in structure.fields if f.required and f.key not in found]
        if missing:
            raise Invalid(f"Object missing required field `{missing[0]}`")
        names = {field.key: field.name for field in structure.fields}
        return structure.kind(**{names[key]: value for key, value in found.items()})


def _foreign_reader(known: ValuesReader | None) -> Callable[[Any], Any]:
    """Return what passes a value on to a model, which reads text itself.

    An empty text is passed on only where an empty text is a value.
    """

    def read(value: object) -> Any:
        if value == "" and known is not None:
            for reader in known.readers:
                if reader("") is ABSENT:
                    return ABSENT
        return value

    return read
