"""Converters by name and by type: the one place where a variable gets its converter.

Layer 1. A converter is chosen when a route is declared: by its name in the template,
by the annotation of the parameter, or by both, which then have to agree. Whatever is
wrong with that choice is said here, never by the first request.
"""

from __future__ import annotations

import re
from enum import Enum
from inspect import isclass
from pathlib import PurePosixPath
from typing import Any, Final, Literal, get_args, get_origin

from werkzeug.routing import BaseConverter, Map, PathConverter

from kolben._annotations import MISSING, optional
from kolben._constraints import Constraints
from kolben.exceptions import BindError, RouteError, RouteTypeError
from kolben.routing import refusals
from kolben.routing.agreement import agrees, is_signed, layers_of, require_sensible
from kolben.routing.constrained import constrained
from kolben.routing.conversion import Converter, Signed, product_of
from kolben.routing.pattern import Variable
from kolben.routing.typed import BY_TYPE, SIGNABLE, ChoiceConverter, choices_of

__all__ = ["Converter", "Converters", "Signed"]

_BY_NAME: Final = {
    name: Map.default_converters[name]
    for name in ("any", "default", "float", "int", "path", "string", "uuid")
}
_NAME: Final = re.compile(r"[a-z_]\w*", re.IGNORECASE | re.ASCII)
_MAP: Final = Map()
"""What converters get in place of the map that werkzeug would give them."""


class Converters:
    """The converters that templates and annotations may use.

    Args:
        parent: The converters of the surrounding router, which serve here as well.

    Example:
        >>> converter = Converters().make(Variable("post_id"), int)
        >>> converter.to_python("42")
        42
    """

    def __init__(self, parent: Converters | None = None) -> None:
        self._parent = parent
        self._by_name: dict[str, type[BaseConverter]] = {}
        self._by_type: dict[object, type[BaseConverter]] = {}
        self._products: dict[type[BaseConverter], object] = {}

    def add(
        self,
        converter: type[BaseConverter],
        *,
        name: str | None = None,
        type: object | None = None,  # noqa: A002  # what the public API calls it
    ) -> None:
        """Let templates use *converter* by *name*, and annotations by *type*.

        Args:
            converter: A class with werkzeug's interface, such as a subclass of
                :class:`~kolben.Converter`.
            name: What templates call it; by default its attribute ``name``.
            type: The annotation that chooses it.

        Raises:
            RouteTypeError: If *converter* is not such a class.
            RouteError: If it has neither name nor type, or the name is not a word.

        Example:
            >>> class Slug(Converter[str]):
            ...     regex = "[a-z-]+"
            >>> converters = Converters()
            >>> converters.add(Slug, name="slug")
            >>> converters.make(Variable("title", "slug")).regex
            '[a-z-]+'
        """
        if not _is_converter(converter):
            raise RouteTypeError(
                f"{converter!r} is not a class of converters.",
                hint="Register a subclass of 'kolben.routing.Converter'.",
            )
        name = name or getattr(converter, "name", None)
        if name is None and type is None:
            raise RouteError(
                f"The converter {converter.__name__} has neither a name nor a type.",
                hint="Pass 'name' for templates, 'type' for annotations, or both.",
            )
        if name is not None:
            _require_word(name)
            self._by_name[name] = converter
        if type is not None:
            self._by_type[type] = converter
            self._products[converter] = type

    def make(self, variable: Variable, annotation: object = MISSING) -> BaseConverter:
        """Return the converter of *variable*, ready to use.

        Args:
            variable: The variable, as its template writes it.
            annotation: The type of the parameter that takes its value.

        Raises:
            RouteError: If the template names a converter that does not exist, gives
                it arguments that it does not take, or disagrees with *annotation*,
                or if no converter makes what *annotation* names.
            BindError: If *annotation* has a constraint that does not fit its type.
        """
        wanted = optional(annotation)[0]
        if any(wanted is untyped for untyped in (MISSING, Any, object)):
            return self._make_named(variable, variable.converter or "default")
        converter = self._make_wanted(variable, wanted)
        try:
            constraints = Constraints.of(annotation)
            return constrained(converter, constraints) if constraints else converter
        except BindError as error:
            error.add_note(f"while reading the annotation of {variable.name!r}")
            raise
        except ValueError as error:
            raise refusals.unsatisfiable(variable, wanted, error) from error

    def _make_wanted(self, variable: Variable, wanted: object) -> BaseConverter:
        """Return the converter that *variable* and its annotation agree on."""
        if variable.converter is None:
            return self._make_typed(variable, wanted)
        converter = self._make_named(variable, variable.converter)
        if type(converter) is PathConverter and agrees(
            converter, PurePosixPath, wanted
        ):
            return self._make_typed(variable, wanted)
        if not agrees(converter, self.product(converter), wanted):
            raise refusals.disagreement(variable, wanted)
        return converter

    def _make_named(self, variable: Variable, name: str) -> BaseConverter:
        kind = self.named(name)
        if kind is None:
            raise refusals.unknown_name(name, self.names)
        return _made(kind, variable)

    def _make_typed(self, variable: Variable, wanted: object) -> BaseConverter:
        """Return the converter that *wanted* chooses, its outermost name first."""
        signed = is_signed(wanted)
        for layer in layers_of(wanted):
            kind = self.typed(layer)
            if signed and layer in SIGNABLE and kind is BY_TYPE[layer]:
                return _made(kind, Variable(variable.name, options=(("signed", True),)))
            if kind is not None and not signed:
                return _made(kind, variable)
            choices = _choices_of(layer)
            if choices is not None and not signed:
                return ChoiceConverter(_MAP, choices)
        raise refusals.unconvertible(variable, wanted, signed=signed)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that templates may use."""
        above = self._parent.names if self._parent else tuple(_BY_NAME)
        return (*above, *self._by_name)

    def named(self, name: str) -> type[BaseConverter] | None:
        """Return the class that templates call *name*."""
        if name in self._by_name:
            return self._by_name[name]
        return self._parent.named(name) if self._parent else _BY_NAME.get(name)

    def typed(self, kind: object) -> type[BaseConverter] | None:
        """Return the class that the annotation *kind* chooses."""
        if kind in self._by_type:
            return self._by_type[kind]
        return self._parent.typed(kind) if self._parent else BY_TYPE.get(kind)

    def product(self, converter: BaseConverter) -> object | None:
        """Return the type that was registered for *converter*, or what it declares."""
        if type(converter) in self._products:
            return self._products[type(converter)]
        if self._parent is not None:
            return self._parent.product(converter)
        return product_of(type(converter))


def _is_converter(thing: object) -> bool:
    return isclass(thing) and issubclass(thing, BaseConverter)


def _require_word(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise RouteError(
            f"{name!r} cannot be the name of a converter.",
            hint="Use letters, digits and underscores only.",
        )


def _made(kind: type[BaseConverter], variable: Variable) -> BaseConverter:
    """Return a converter of *kind* with the arguments that *variable* gives it."""
    try:
        converter = kind(_MAP, *variable.arguments, **dict(variable.options))
        require_sensible(converter, variable)
        re.compile(f"(?P<value>{converter.regex})")
    except re.error as error:
        raise refusals.bad_pattern(kind, error) from error
    except (AttributeError, TypeError, ValueError) as error:
        raise refusals.bad_arguments(variable, kind, error) from error
    return converter


def _choices_of(kind: object) -> dict[str, object] | None:
    if isclass(kind) and issubclass(kind, Enum):
        return choices_of(kind)
    if get_origin(kind) is Literal:
        return choices_of(get_args(kind))
    return None
