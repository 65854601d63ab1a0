"""The only reader of type hints.

Layer 0. Handlers' annotations decide how their parameters are filled, so they are
read late, one by one, and a name that exists for type checkers only gets an error
that says so. Taking a hint apart is done here as well, so that no other module knows
how Python spells ``X | None`` this year.
"""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import Enum
from functools import partial, reduce
from operator import or_
from typing import (
    Annotated,
    Any,
    ClassVar,
    Final,
    ForwardRef,
    Literal,
    NewType,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from kolben.exceptions import BindError

__all__ = [
    "MISSING",
    "Missing",
    "UNIONS",
    "UnresolvedAnnotation",
    "describe",
    "fields_of",
    "hints_of",
    "members_of",
    "metadata",
    "optional",
    "plain",
    "return_hint_of",
]

UNIONS: Final = (Union, types.UnionType)
"""The origins of unions: how ``Union[X, Y]`` and ``X | Y`` are told from the rest."""


class Missing(Enum):
    """The type of :data:`MISSING`."""

    MISSING = "missing"

    def __repr__(self) -> str:
        return self.name


MISSING: Final = Missing.MISSING
"""Stands where there is no annotation, since ``None`` is one."""


class UnresolvedAnnotation(BindError):  # noqa: N818  # it reads like TemplateMismatch
    """An annotation cannot be read.

    Attributes:
        name: The parameter.
        text: The annotation, as it is written.
    """

    def __init__(self, name: str, text: str, reason: Exception) -> None:
        missing = isinstance(reason, NameError | AttributeError)
        super().__init__(
            f"The annotation {text!r} of {name!r} cannot be read: {reason}.",
            hint="Import its names at run time, outside of 'if TYPE_CHECKING:', and "
            "define them at the top of a module or before the function."
            if missing
            else "Write what Python can evaluate, too.",
        )
        self.name = name
        self.text = text


def hints_of(
    function: Callable[..., Any], *, localns: Mapping[str, Any] | None = None
) -> Mapping[str, object]:
    """Return the annotations of the parameters of *function*, read.

    Args:
        function: A function, a method, a partial of one, an object that can be
            called, or a class, whose constructor is read.
        localns: Names that the annotations may use besides those of the module in
            which the function is written.

    Raises:
        UnresolvedAnnotation: If an annotation cannot be read.

    Example:
        >>> def show(page: "int", *, tags: list[str], rest) -> "Nowhere": ...
        >>> hints_of(show)
        {'page': <class 'int'>, 'tags': list[str]}
    """
    return {
        name: _resolved(name, annotation, namespace, localns)
        for name, (annotation, namespace) in _annotations_of(function).items()
        if name != "return"
    }


def return_hint_of(
    function: Callable[..., Any], *, localns: Mapping[str, Any] | None = None
) -> object:
    """Return the annotation of what *function* returns, or :data:`MISSING`.

    It is missing too if it cannot be read, since nothing depends on it.

    Example:
        >>> def show() -> "list[int]": ...
        >>> return_hint_of(show), return_hint_of(lambda: None)
        (list[int], MISSING)
    """
    annotation, namespace = _annotations_of(function).get("return", (MISSING, {}))
    try:
        return _resolved("return", annotation, namespace, localns)
    except UnresolvedAnnotation:
        return MISSING


def fields_of(
    owner: type, *, localns: Mapping[str, Any] | None = None
) -> Mapping[str, object]:
    """Return the annotations in the body of *owner*, read; without ``ClassVar``.

    Args:
        owner: The class; what its bases annotate is theirs.
        localns: Names that the annotations may use besides those of the module.

    Raises:
        UnresolvedAnnotation: If an annotation cannot be read.

    Example:
        >>> class Page:
        ...     size: "int" = 20
        ...     known: "ClassVar[int]" = 3
        >>> fields_of(Page)
        {'size': <class 'int'>}
    """
    names = {
        **getattr(sys.modules.get(owner.__module__), "__dict__", {}),
        **{each.__name__: each for each in getattr(owner, "__type_params__", ())},
    }
    local = {owner.__name__: owner, **(localns or {})}
    found: dict[str, object] = {}
    for name, annotation in inspect.get_annotations(owner).items():
        holder = type(owner.__name__, (), {"__annotations__": {name: annotation}})
        try:
            hint = get_type_hints(holder, names, local, include_extras=True)[name]
        except Exception as error:
            text = describe(annotation)
            raise UnresolvedAnnotation(name, text, error) from error
        if hint is not ClassVar and get_origin(hint) is not ClassVar:
            found[name] = hint
    return found


_Written = dict[str, tuple[Any, Mapping[str, Any]]]
"""Annotations as they are written, each with the names that it may use."""


def _annotations_of(target: Any) -> _Written:
    if isinstance(target, type):
        return _annotations_of_constructor(target)
    while isinstance(target, partial):
        target = target.func
    if not inspect.isroutine(target) and not hasattr(target, "__wrapped__"):
        target = type(target).__call__
    function = inspect.unwrap(target)
    function = getattr(function, "__func__", function)
    names = {
        **getattr(function, "__globals__", {}),
        **_enclosed_by(function),
        **{each.__name__: each for each in getattr(function, "__type_params__", ())},
    }
    written = getattr(function, "__annotations__", {})
    return {name: (annotation, names) for name, annotation in written.items()}


def _enclosed_by(function: Any) -> Mapping[str, object]:
    """Return what *function* uses of the functions round it, which is bound by now."""
    names = getattr(getattr(function, "__code__", None), "co_freevars", ())
    cells = getattr(function, "__closure__", None) or ()
    found: dict[str, object] = {}
    for name, cell in zip(names, cells, strict=False):
        with suppress(ValueError):  # it is given a value further below
            found[name] = cell.cell_contents
    return found


def _annotations_of_constructor(owner: type) -> _Written:
    """Read ``__init__``; a dataclass's fields in the modules that declare them."""
    maker = next(each for each in owner.__mro__ if "__init__" in vars(each))
    found = _annotations_of(vars(maker)["__init__"])
    parameters = vars(maker).get("__dataclass_params__")
    if parameters is None or not parameters.init:
        return found
    for declaring in reversed(maker.__mro__):
        names = getattr(sys.modules.get(declaring.__module__), "__dict__", None)
        for name in vars(declaring).get("__annotations__", {}):
            if name in found and names is not None:
                found[name] = (found[name][0], names)
    return found


def _resolved(
    name: str,
    annotation: Any,
    names: Mapping[str, Any],
    localns: Mapping[str, Any] | None,
) -> object:
    def holder() -> None:
        """Carry one annotation to where the standard library reads it."""

    holder.__annotations__ = {name: annotation}
    try:
        found = get_type_hints(holder, {**names}, {**(localns or {})}, True)
    except Exception as error:
        raise UnresolvedAnnotation(name, describe(annotation), error) from error
    return found[name]


def plain(annotation: object) -> object:
    """Return the type within ``Annotated``, ``NewType`` and aliases of types.

    Example:
        >>> plain(Annotated[NewType("UserId", int), "metadata"])
        <class 'int'>
    """
    annotation = _without_alias(annotation)
    if get_origin(annotation) is Annotated:
        return plain(get_args(annotation)[0])
    if isinstance(annotation, NewType):
        return plain(annotation.__supertype__)
    return annotation


def optional(annotation: object) -> tuple[object, bool]:
    """Return *annotation* without its ``None``, and whether it had one.

    Metadata around the ``None`` is kept.

    Example:
        >>> optional(int | str | None)
        (int | str, True)
        >>> optional(list[int])
        (list[int], False)
    """
    annotation = _without_alias(annotation)
    if get_origin(annotation) is Annotated:
        inner, *extras = get_args(annotation)
        rest, found = optional(inner)
        return (Annotated[(rest, *extras)], True) if found else (annotation, False)
    if get_origin(annotation) not in UNIONS:
        return annotation, False
    members = get_args(annotation)
    kept = [member for member in members if member is not types.NoneType]
    return reduce(or_, kept), len(kept) < len(members)


def members_of(annotation: object) -> tuple[Any, ...]:
    """Return the types of which *annotation* takes any, each without metadata.

    Those of a union within a union are among them; what is no union stands alone.

    Example:
        >>> members_of(Annotated[int | str, "metadata"] | None)
        (<class 'int'>, <class 'str'>, <class 'NoneType'>)
        >>> members_of(list[int])
        (list[int],)
    """
    annotation = plain(annotation)
    if get_origin(annotation) not in UNIONS:
        return (annotation,)
    members = get_args(annotation)
    return tuple(inner for member in members for inner in members_of(member))


def metadata(annotation: object) -> tuple[object, ...]:
    """Return what ``Annotated`` adds to a type, the innermost first.

    It is found through ``| None``, ``NewType`` and aliases of types too.

    Example:
        >>> metadata(Annotated[int, "one"] | None)
        ('one',)
    """
    annotation = _without_alias(optional(annotation)[0])
    if get_origin(annotation) is Annotated:
        inner, *extras = get_args(annotation)
        return (*metadata(inner), *extras)
    if isinstance(annotation, NewType):
        return metadata(annotation.__supertype__)
    return ()


def describe(annotation: object) -> str:
    """Return an annotation as a programmer would write it.

    Example:
        >>> describe(dict[str, list[int]] | None)
        'dict[str, list[int]] | None'
        >>> describe(Annotated[Literal["a", 1], "metadata"])
        "Literal['a', 1]"
    """
    if isinstance(annotation, str):
        return annotation
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return describe(arguments[0])
    if origin in UNIONS:
        return " | ".join(describe(member) for member in arguments)
    if origin is Literal:
        return f"Literal[{', '.join(map(repr, arguments))}]"
    if origin is not None:
        return f"{describe(origin)}[{', '.join(map(describe, arguments))}]"
    return _name_of(annotation)


def _name_of(annotation: object) -> str:
    """Return the name of what has no arguments."""
    if annotation is types.NoneType:
        return "None"
    if annotation is Ellipsis:
        return "..."
    if isinstance(annotation, ForwardRef):
        return annotation.__forward_arg__
    if isinstance(annotation, list):
        return f"[{', '.join(map(describe, annotation))}]"
    name = getattr(annotation, "__qualname__", getattr(annotation, "__name__", ""))
    return name.rpartition("<locals>.")[2] or repr(annotation)


def _without_alias(annotation: Any) -> Any:
    """Return what an alias of a type (``type X = ...``) stands for."""
    alias = get_origin(annotation) or annotation
    if type(alias).__name__ != "TypeAliasType":
        return annotation
    arguments = get_args(annotation)
    value = alias.__value__
    return _without_alias(value[arguments] if arguments else value)
