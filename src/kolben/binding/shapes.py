"""Shapes: what a value has to be, and what reads it from what a client sent.

Layer 4. A shape is made of an annotation when a handler is registered, and judged
there: what nothing could read is the programmer's fault. At request time it reads,
and stops at the first fault; only then is it asked for all of them. It knows nothing
of requests, so inputs, sessions and schemas can all build on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from kolben._annotations import describe, optional
from kolben.binding.fields import ABSENT, FieldsReader, ValuesReader, is_list
from kolben.binding.formats import JSON, MSGPACK, REFUSALS, Format
from kolben.binding.messages import UNHASHABLE
from kolben.binding.nodes import Node
from kolben.binding.problems import Invalid, Malformed, Problem
from kolben.binding.structures import Field, Structure
from kolben.binding.text import TextReader, text_reader
from kolben.binding.walk import MOST_PROBLEMS, Walk
from kolben.exceptions import BindError
from kolben.uploads import Upload

__all__ = ["Shape"]


class Shape:
    """What a value has to be.

    Made by :meth:`of`.

    Attributes:
        annotation: The type.
        label: What messages to the programmer call it.
        read_text: Reads one text; None if no text can be such a value.
        takes_empty: Whether an empty text is a value, and does not count as absent.
        structure: The structure of declared fields that it is, or None.
        is_structure: Whether it is one.
        is_list: Whether it consists of several values: a list, a set, a tuple.

    Example:
        >>> shape = Shape.of(list[int], "'tags' of show()")
        >>> shape.from_json(b"[1, 2]"), shape.from_texts(["3", "4"])
        ([1, 2], [3, 4])
        >>> for problem in shape.problems_in_json(b'[1, "a", null]', "body"):
        ...     print(problem.location, problem.message)
        body[1] Expected an integer, got text.
        body[2] Expected an integer, got null.
    """

    def __init__(self, annotation: object, label: str) -> None:
        self.annotation = annotation
        self.label = label
        self._node = Node(annotation, {})
        kind, _ = optional(annotation)
        self.structure: Structure | None = self._node.child(kind).structure
        self.is_structure: bool = self.structure is not None
        self.is_list: bool = not self.is_structure and is_list(annotation)
        self.read_text: TextReader | None = text_reader(annotation)
        self.takes_empty: bool = _takes_empty(kind)

    @classmethod
    def of(cls, annotation: object, label: str) -> Shape:
        """Return the shape of *annotation*, judged.

        Args:
            annotation: The type, with metadata or without.
            label: What messages call it: ``"'page' of PostView.get()"``.

        Raises:
            BindError: If nothing can read a type that it consists of, a constraint
                does not fit its type, or the annotations of a structure cannot be
                read.
        """
        try:
            shape = cls(annotation, label)
            shape._judge()  # of this class
        except BindError as error:
            error.add_note(f"while reading {label}")
            raise
        return shape

    @cached_property
    def fields(self) -> Mapping[str, object]:
        """The annotations of a structure's fields, by the names that clients use."""
        declared = self.structure.fields if self.structure else ()
        return {field.key: field.annotation for field in declared}

    def require_json(self) -> None:
        """Make sure that such a value can be read from a body.

        Raises:
            BindError: If nothing can decode a type that it consists of.
        """
        for part in self._node.all_parts():
            if not part.is_known:
                raise _unreadable(part.annotation, "a body", self.label)
        _ = self._json, self._msgpack

    def require_text(self) -> None:
        """Make sure that such a value can be read from one text.

        Raises:
            BindError: If no text can be such a value.
        """
        if self.read_text is None:
            raise _unreadable(self.annotation, "one text", self.label)

    def require_texts(self) -> None:
        """Make sure that such a value can be read from the values of one name.

        Raises:
            BindError: If it cannot.
        """
        if self._values is None:
            raise _unreadable(self.annotation, "the values of one name", self.label)

    def require_fields(self) -> None:
        """Make sure that such a structure can be read from a query or a form.

        Raises:
            BindError: If it is none, or a field needs more than texts and files.
        """
        _ = self._fields

    def from_json(self, body: bytes) -> Any:
        """Read JSON.

        Raises:
            Malformed: If it is no JSON.
            Invalid: If it is, but not such a value.
        """
        try:
            return self._json(body)
        except REFUSALS as error:
            raise _refusal(error, JSON) from error

    def from_msgpack(self, body: bytes) -> Any:
        """Read MessagePack.

        Raises:
            Malformed: If it is no MessagePack.
            Invalid: If it is, but not such a value.
        """
        try:
            return self._msgpack(body)
        except REFUSALS as error:
            raise _refusal(error, MSGPACK) from error

    def from_text(self, text: str) -> Any:
        """Read one text. Compiled calls use :attr:`read_text` itself.

        Raises:
            Invalid: If the text is no such value.
        """
        self.require_text()
        return self.read_text(text) if self.read_text else None

    def from_texts(self, values: Sequence[object]) -> Any:
        """Read the values of one name, texts or files; empty ones are passed over.

        Raises:
            Invalid: If they are no such value.
        """
        self.require_texts()
        return self._values.read_all(values) if self._values else None

    def from_fields(self, given: Mapping[str, Sequence[object]]) -> Any:
        """Read a structure from the values of a query or a form, texts or files.

        Raises:
            Invalid: If they are no such structure.
        """
        return self._fields.read(given)

    def problems_in_json(self, body: bytes, place: str) -> list[Problem]:
        """Return all problems of a JSON body; none if it can be read.

        Raises:
            Malformed: If it is no JSON.
        """
        return self._problems(JSON, body, place)

    def problems_in_msgpack(self, body: bytes, place: str) -> list[Problem]:
        """Return all problems of a MessagePack body; none if it can be read.

        Raises:
            Malformed: If it is no MessagePack.
        """
        return self._problems(MSGPACK, body, place)

    def problems_in_texts(self, values: Sequence[object], place: str) -> list[Problem]:
        """Return all problems of the values of one name."""
        try:
            self.from_texts(values)
        except Invalid as error:
            found = [*self._values.problems(values, place)] if self._values else []
            return found[:MOST_PROBLEMS] or [Problem(place, str(error))]
        return []

    def problems_in_fields(
        self, given: Mapping[str, Sequence[object]], place: str
    ) -> list[Problem]:
        """Return all problems of the values of a query or a form."""
        return self._fields.problems(given, place)

    def _judge(self) -> None:
        for part in self._node.all_parts():
            _ = part.constraints
            if not part.is_known and part.kind is not Upload:
                raise _unreadable(part.annotation, "a request", self.label)
        if self.read_text is None and self._values is None:
            _ = self._json

    @cached_property
    def _json(self) -> Callable[[bytes], Any]:
        return self._reader(JSON)

    @cached_property
    def _msgpack(self) -> Callable[[bytes], Any]:
        return self._reader(MSGPACK)

    @cached_property
    def _values(self) -> ValuesReader | None:
        return ValuesReader.of(self.annotation)

    @cached_property
    def _fields(self) -> FieldsReader:
        kind, _ = optional(self.annotation)
        if self.structure is None:
            raise _unreadable(
                self.annotation, "the fields of a query or a form", self.label
            )
        fields = FieldsReader(kind, self.structure, _unreadable_field)
        if fields.is_converted:
            _ = self._json
        return fields

    def _reader(self, form: Format) -> Callable[[bytes], Any]:
        try:
            return form.reader(self._node)
        except (TypeError, NameError) as error:
            reason = str(error).partition(" - type `")[0].rstrip(".")
            raise BindError(
                f"Nothing can decode {self.label}: {reason}.",
                hint="Choose another type. Structures in a union are told apart as in "
                "'class Cat(msgspec.Struct, tag=True)'.",
            ) from error

    def _problems(self, form: Format, body: bytes, place: str) -> list[Problem]:
        try:
            (self._json if form is JSON else self._msgpack)(body)
        except REFUSALS as error:
            refusal = _refusal(error, form)
        else:
            return []
        if isinstance(refusal, Malformed):
            raise refusal
        walk = Walk.through(body, form)
        walk.visit(self._node, body, place)
        return walk.problems


def _unreadable(annotation: object, source: str, label: str) -> BindError:
    return BindError(
        f"Nothing can read {describe(annotation)} from {source}, as {label} demands.",
        hint="Use a type that text or JSON can express, or a dataclass of them.",
    )


def _unreadable_field(field: Field, structure: object) -> BindError:
    return BindError(
        f"The field {field.name!r} of {describe(structure)} is "
        f"{describe(field.annotation)}, which no query or form can express.",
        hint="Make it a value that one text expresses, or a list of them.",
    )


def _refusal(error: Exception, form: Format) -> Invalid | Malformed:
    """Return what a decoder's error says of a body."""
    if isinstance(error, Invalid):
        return error
    if isinstance(error, msgspec.ValidationError):
        return Invalid(str(error))
    if isinstance(error, TypeError):
        return Invalid(UNHASHABLE)
    if isinstance(error, RecursionError):
        return Malformed("The body is nested too deeply.")
    _, _, reason = str(error).partition(" is malformed: ")
    if isinstance(error, msgspec.DecodeError) and reason:
        return Malformed(f"The body is not valid {form.name}: {reason}.")
    return Malformed(f"The body is not valid {form.name}.")


def _takes_empty(kind: object) -> bool:
    """Say whether an empty text is a value of *kind*, which is without its None."""
    reader = text_reader(kind)
    try:
        return reader is not None and reader("") is not ABSENT
    except Invalid:
        return False
