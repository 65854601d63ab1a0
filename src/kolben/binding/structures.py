"""Structures: classes of declared fields, whoever makes them.

Layer 4. Dataclasses, ``TypedDict``, ``NamedTuple``, ``msgspec.Struct``, and the
classes of attrs and pydantic, are told apart by what they carry, so neither of the
last two is imported. All others ask :func:`structure_of` and know no difference.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import (
    Annotated,
    Any,
    Final,
    Generic,
    NotRequired,
    Protocol,
    Required,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec
from typing_extensions import (
    ReadOnly,
    get_original_bases,
    is_typeddict,
)

from kolben._annotations import describe, plain
from kolben._generics import filled_in
from kolben.exceptions import BindError

__all__ = ["Field", "Structure", "is_foreign", "structure_of"]

_QUALIFIERS: Final = (Required, NotRequired, ReadOnly)

_Bindings = Mapping[Any, object]
"""What stands for the type variables of a generic class."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a structure.

    Attributes:
        name: Its name in Python.
        key: Its name in what clients send.
        annotation: Its type, with type variables filled in.
        required: Whether a client must send it.
        default: Makes its default, or None if it has none.
    """

    name: str
    key: str
    annotation: object
    required: bool
    default: Callable[[], Any] | None = None

    def is_default(self, value: object) -> bool:
        """Say whether *value* may be what stands for a field that was not sent."""
        return self.default is not None and bool(self.default() == value)


@dataclass(frozen=True, slots=True)
class Structure:
    """A class of declared fields.

    Attributes:
        kind: The class, without type arguments.
        fields: Its fields, in order.
        array: Whether it is written as an array, the fields in their order.
        closed: Whether a client may send nothing else.
        foreign: Whether it reads and judges its fields itself.
        mapping: Whether its values are dictionaries.
        tag: The field and the value by which it is known in a union, if any.
    """

    kind: Any
    fields: tuple[Field, ...]
    array: bool = False
    closed: bool = False
    foreign: bool = False
    mapping: bool = False
    tag: tuple[str, str | int] | None = None

    def value_of(self, value: Any, field: Field) -> Any:
        """Return what *value*, one of this structure, holds in *field*."""
        if self.mapping:
            return value.get(field.name)
        return getattr(value, field.name, None)


def structure_of(annotation: object) -> Structure | None:
    """Read the structure that *annotation* names, or return ``None`` if it is none.

    Raises:
        BindError: If the annotations of its fields cannot be read.

    Example:
        >>> from typing import NamedTuple
        >>> class Point(NamedTuple):
        ...     x: int
        ...     y: int = 0
        >>> found = structure_of(Point)
        >>> [(field.key, field.required) for field in found.fields]
        [('x', True), ('y', False)]
    """
    annotation = plain(annotation)
    kind: Any = get_origin(annotation) or annotation
    reader = _reader_of(kind)
    return reader(annotation, kind) if reader else None


def is_foreign(kind: object) -> bool:
    """Say whether *kind* is a model of pydantic, which reads its fields itself."""
    return isinstance(kind, type) and hasattr(kind, "__pydantic_validator__")


def _reader_of(kind: Any) -> Callable[[Any, Any], Structure] | None:
    if is_typeddict(kind):
        return _typed_dict
    if not isinstance(kind, type):
        return None
    readers = (
        (is_foreign(kind) and hasattr(kind, "model_fields"), _pydantic_model),
        (issubclass(kind, msgspec.Struct), _struct),
        (hasattr(kind, "__attrs_attrs__"), _attrs_class),
        (dataclasses.is_dataclass(kind), _dataclass),
        (issubclass(kind, tuple) and hasattr(kind, "_fields"), _named_tuple),
    )
    return next((reader for known, reader in readers if known), None)


def _struct(annotation: Any, kind: Any) -> Structure:
    config = kind.__struct_config__
    hints = _hints(annotation, kind)
    fields = tuple(
        Field(
            each.name,
            each.encode_name,
            hints[each.name],
            each.required,
            _struct_default(each),
        )
        for each in msgspec.structs.fields(kind)
    )
    return Structure(
        kind,
        fields,
        array=bool(config.array_like),
        closed=bool(config.forbid_unknown_fields),
        tag=(config.tag_field, config.tag) if config.tag_field else None,
    )


def _struct_default(field: msgspec.structs.FieldInfo) -> Callable[[], Any] | None:
    make: Callable[[], Any] | None = field.default_factory
    if field.default_factory is not msgspec.NODEFAULT:
        return make
    if field.default is not msgspec.NODEFAULT:
        return partial(_itself, field.default)
    return None


def _dataclass(annotation: Any, kind: Any) -> Structure:
    if is_foreign(kind):
        raise BindError(
            f"{describe(kind)} is a dataclass of pydantic, whose own checks would not "
            "be run.",
            hint="Make it a 'pydantic.BaseModel', or a plain dataclass.",
        )
    hints = _hints(annotation, kind)
    fields = []
    for each in dataclasses.fields(kind):
        default: Any = None
        if each.default_factory is not dataclasses.MISSING:
            default = each.default_factory
        elif each.default is not dataclasses.MISSING:
            default = partial(_itself, each.default)
        fields.append(_field(each.name, hints[each.name], default))
    return Structure(kind, tuple(fields))


def _attrs_class(annotation: Any, kind: Any) -> Structure:
    hints = _hints(annotation, kind)
    fields = []
    for each in kind.__attrs_attrs__:
        default: Any = partial(_itself, each.default)
        if type(each.default).__name__ == "Factory":
            takes_self = each.default.takes_self
            default = _unknown if takes_self else each.default.factory
        elif type(each.default).__name__ in {"_Nothing", "NothingType"}:
            default = None
        fields.append(_field(each.name, hints.get(each.name, Any), default))
    return Structure(kind, tuple(fields))


def _named_tuple(annotation: Any, kind: Any) -> Structure:
    hints = _hints(annotation, kind)
    defaults = kind._field_defaults
    return Structure(
        kind,
        tuple(
            _field(
                name,
                hints.get(name, Any),
                partial(_itself, defaults[name]) if name in defaults else None,
            )
            for name in kind._fields
        ),
        array=True,
    )


def _typed_dict(annotation: Any, kind: Any) -> Structure:
    fields = []
    for name, hint in _hints(annotation, kind).items():
        required = name in kind.__required_keys__
        while (origin := get_origin(hint)) in _QUALIFIERS:
            required = origin is Required or (required and origin is not NotRequired)
            hint = get_args(hint)[0]  # noqa: PLW2901  # it is taken apart
        fields.append(Field(name, name, hint, required, None if required else _unknown))
    return Structure(kind, tuple(fields), mapping=True)


def _pydantic_model(_: Any, kind: Any) -> Structure:
    fields = []
    for name, each in kind.model_fields.items():
        alias = each.validation_alias or each.alias
        hint = each.annotation
        if each.metadata:
            hint = Annotated[(hint, *each.metadata)]
        fields.append(
            Field(
                name,
                alias if isinstance(alias, str) else name,
                hint,
                bool(each.is_required()),
                None if each.is_required() else _unknown,
            )
        )
    return Structure(kind, tuple(fields), foreign=True)


def _field(name: str, annotation: object, default: Callable[[], Any] | None) -> Field:
    """Return a field whose name in Python is the one that clients use."""
    return Field(name, name, annotation, default is None, default)


def _itself(value: Any) -> Any:
    return value


def _unknown() -> Any:
    """Stand for a default that is known only when the object is made."""
    return None


def _hints(annotation: Any, kind: Any) -> dict[str, Any]:
    """Return the annotations of the fields of *kind*, type variables filled in."""
    try:
        hints = get_type_hints(kind, include_extras=True)
    except Exception as error:
        raise BindError(
            f"The annotations of {describe(annotation)} cannot be read: {error}.",
            hint="Import their names at run time, and define the class at the top of "
            "a module."
            if isinstance(error, NameError)
            else "Mend the one that says so; they are evaluated at registration.",
        ) from error
    bound = dict(_bindings(annotation))
    declared = {
        name: bindings
        for owner, bindings in reversed(bound.items())
        for name in vars(owner).get("__annotations__", ())
    }
    return {name: _filled(hint, declared.get(name, {})) for name, hint in hints.items()}


def _bindings(annotation: Any) -> Iterator[tuple[Any, _Bindings]]:
    """Yield a class and its bases, each with what its type variables stand for."""
    kind: Any = get_origin(annotation) or annotation
    names = getattr(kind, "__parameters__", ())
    bindings = dict(zip(names, get_args(annotation), strict=False))
    yield kind, bindings
    try:
        bases = get_original_bases(kind)
    except TypeError:
        return
    for base in bases:
        if get_origin(base) not in (Generic, Protocol):
            yield from _bindings(_filled(base, bindings))


def _filled(hint: Any, bindings: _Bindings) -> Any:
    """Return *hint* without type variables; one that nothing binds is its bound."""
    names = (hint, *getattr(hint, "__parameters__", ()))
    filled: dict[object, object] = {
        name: name.__bound__ or Any for name in names if isinstance(name, TypeVar)
    }
    return filled_in(hint, {**filled, **bindings})
