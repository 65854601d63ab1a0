"""What reads an input, chosen by its source and its type.

Layer 4. Everything that an annotation decides is decided here, once: what is left for
a request is to call the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Final, NoReturn, get_args

from kolben._annotations import MISSING, describe, metadata, optional, plain
from kolben._constraints import Constraints
from kolben.binding.bodies import body_reader, bytes_reader
from kolben.binding.inputs import Input, located
from kolben.binding.markers import Source
from kolben.binding.messages import MISSING as NOT_SENT
from kolben.binding.messages import NO_TEXT
from kolben.binding.problems import Invalid
from kolben.binding.readers import (
    Absent,
    Reader,
    Text,
    header_reader,
    members_reader,
    structure_reader,
    value_reader,
    values_reader,
    with_sizes,
)
from kolben.binding.shapes import Shape
from kolben.binding.signature import Parameter
from kolben.binding.sources import (
    Open,
    body_of,
    cookies_of,
    environ_of,
    form_of,
    query_of,
)
from kolben.binding.text import TextReader
from kolben.exceptions import BindError
from kolben.uploads import Upload, UploadLimits

__all__ = ["Marked", "chosen_input"]

_OPEN: Final[Mapping[str, Open]] = {
    "body": body_of,
    "cookie": cookies_of,
    "file": form_of,
    "form": form_of,
    "header": environ_of,
    "query": query_of,
    "query_args": query_of,
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A parameter that is marked as an input.

    Attributes:
        label: What messages call it.
        parameter: The parameter.
        source: Where its value comes from.
        annotation: Its annotation, marker included.
        name: The name that clients use.
    """

    label: str
    parameter: Parameter
    source: Source
    annotation: object
    name: str

    @property
    def kind(self) -> Any:
        """Its type without ``None``, metadata kept."""
        return optional(self.annotation)[0]

    @property
    def place(self) -> str:
        """Where clients find it."""
        return located(self.source, self.name)

    @property
    def default(self) -> Any:
        """What stands for a value that was not sent, or ``MISSING``."""
        if not self.parameter.required:
            return self.parameter.default
        return None if optional(self.annotation)[1] else MISSING

    @property
    def absent(self) -> Absent:
        """What returns the default, or refuses a request that needs none.

        A default that can be changed is copied, or one request would change it for
        the next.
        """
        default = self.default
        if default is MISSING:
            return _not_sent
        try:
            hash(default)
        except TypeError:
            return lambda: deepcopy(default)
        return lambda: default

    def refusal(self, reason: str, hint: str) -> BindError:
        """Return the error that says why it cannot be an input."""
        return BindError(f"{self.label} {reason}.", hint=hint)


def _not_sent() -> NoReturn:
    raise Invalid(NOT_SENT)


_Choice = tuple[bool, Shape, Reader]
"""Whether the whole part is taken, the shape of the value, and what reads it."""


def chosen_input(marked: Marked) -> Input:
    """Return the input that *marked* is.

    Raises:
        BindError: If nothing in its source can be what its annotation says.
    """
    whole, shape, reader = _CHOICES[marked.source.kind](marked)
    return Input(
        marked.parameter.name,
        marked.source,
        "" if whole else marked.name,
        marked.annotation,
        marked.default is MISSING and (whole or not shape.is_list),
        marked.parameter.default,
        shape,
        _OPEN[marked.source.kind],
        reader,
    )


def _value(marked: Marked) -> _Choice:
    """Choose for one value of a name, or for all values of it."""
    shape = Shape.of(marked.kind, marked.label)
    if shape.is_structure or _holds_file(marked.kind):
        raise marked.refusal(
            f"is {describe(marked.kind)}, which no {marked.source.kind} can be",
            _hint_of_structure(marked.source)
            if shape.is_structure
            else "Write 'File[...]' to take what was uploaded.",
        )
    if shape.is_list:
        return False, shape, _list_reader(marked, shape)
    shape.require_text()
    convert = shape.read_text or str
    if marked.source.kind == "form":
        convert = _text_only(convert)
    text = Text(convert, shape.takes_empty)
    make = header_reader if marked.source.kind == "header" else value_reader
    return False, shape, make(marked.name, text, marked.absent)


def _hint_of_structure(source: Source) -> str:
    if source.kind == "query":
        return "Write 'QueryArgs[...]' to take the whole query as a structure."
    return f"Take each {source.kind} by a parameter of its own: '{source.marker}[str]'."


def _text_only(convert: TextReader) -> TextReader:
    """Return *convert*, which refuses what came as a file."""

    def read(value: object) -> Any:
        if not isinstance(value, str):
            raise Invalid(NO_TEXT)
        return convert(value)

    return read


def _list_reader(marked: Marked, shape: Shape) -> Reader:
    """Choose for all values of a name: none at all is an empty list."""
    shape.require_texts()
    none = marked.default is MISSING
    absent = partial(shape.from_texts, ()) if none else marked.absent
    make = members_reader if marked.source.kind == "header" else values_reader
    return make(marked.name, shape, absent, marked.place)


def _structure(marked: Marked) -> _Choice:
    """Choose for a whole part, taken as a structure."""
    shape = Shape.of(marked.kind, marked.label)
    if not shape.is_structure:
        raise marked.refusal(
            f"is {describe(marked.kind)}, which has no fields",
            "Write 'Query[...]' for one value, or take a dataclass.",
        )
    if marked.source.kind != "form" and any(map(_holds_file, shape.fields.values())):
        raise marked.refusal(
            f"is {describe(marked.kind)}, which has files, and a query has none",
            "Write 'Form[...]'.",
        )
    shape.require_fields()
    absent = None if marked.default is MISSING else marked.absent
    reader = structure_reader(shape, absent, located(marked.source, ""))
    return True, shape, with_sizes(reader, _largest(shape.fields))


def _form(marked: Marked) -> _Choice:
    if Shape.of(marked.kind, marked.label).is_structure:
        return _structure(marked)
    return _value(marked)


def _body(marked: Marked) -> _Choice:
    shape = Shape.of(marked.annotation, marked.label)
    if plain(marked.kind) is bytes:
        constraints = Constraints.of(marked.kind)
        return True, shape, bytes_reader(constraints, marked.absent)
    shape.require_json()
    text = shape.read_text if plain(marked.kind) is str else None
    return True, shape, body_reader(shape, text, marked.absent)


def _file(marked: Marked) -> _Choice:
    kind = marked.kind
    if plain(kind) not in (Upload, list[Upload]):
        raise marked.refusal(
            f"is {describe(kind)}, and no file is that",
            "Write 'File[Upload]', or 'File[list[Upload]]' for many.",
        )
    limits = [each for each in metadata(kind) if isinstance(each, UploadLimits)]
    if limits and plain(kind) is not Upload:
        item: Any = Annotated[(Upload, *limits)]
        kind = Annotated[(list[item], *metadata(kind))]
    shape = Shape.of(kind, marked.label)
    reader = _list_reader(marked, shape)
    return False, shape, with_sizes(reader, _largest({marked.name: kind}))


def _holds_file(annotation: object) -> bool:
    kind = plain(optional(annotation)[0])
    return kind is Upload or any(plain(each) is Upload for each in get_args(kind))


def _largest(fields: Mapping[str, object]) -> dict[str, int]:
    """Return the greatest size of the files of each field that has one."""
    found = {}
    for name, annotation in fields.items():
        kind = plain(optional(annotation)[0])
        sizes = [
            limits.max_size
            for each in (annotation, *get_args(kind))
            for limits in metadata(each)
            if isinstance(limits, UploadLimits) and limits.max_size is not None
        ]
        if sizes:
            found[name] = min(sizes)
    return found


_CHOICES: Final[Mapping[str, Callable[[Marked], _Choice]]] = {
    "body": _body,
    "cookie": _value,
    "file": _file,
    "form": _form,
    "header": _value,
    "query": _value,
    "query_args": _structure,
}
