"""Whether handlers fit the rule that they answer, as the start would judge it.

Layer 8. In the order of the start, and one problem for each handler: what follows of
the first is noise. What mypy cannot know, such as the prefix of a router further out,
is given the benefit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from mypy.messages import format_type_bare
from mypy.nodes import Context
from mypy.options import Options
from mypy.subtypes import is_same_type
from mypy.types import (
    AnyType,
    Instance,
    ProperType,
    Type,
    TypeOfAny,
    get_proper_type,
)

from kolben import _wording
from kolben.mypy_plugin.converting import (
    BY_NAME,
    disagrees,
    is_known,
    misspelled,
    without_none,
)
from kolben.mypy_plugin.projects import registers_now
from kolben.mypy_plugin.reporting import Told
from kolben.mypy_plugin.signatures import Handler, Parameter
from kolben.mypy_plugin.written import Written
from kolben.routing.pattern import Pattern, Variable

__all__ = ["Found", "Judge"]

Found: TypeAlias = tuple[Told, Context]
"""What is wrong, and where."""

_UNANNOTATED: Final = TypeOfAny.unannotated
_BODIES: Final = frozenset({"Body", "File", "Form"})
_BODILESS: Final = frozenset({"CONNECT", "GET", "HEAD", "OPTIONS", "TRACE"})
_WITH_BODY: Final = frozenset({"PATCH", "POST", "PUT"})
_SCALAR: Final = frozenset({"builtins", "datetime", "decimal", "enum", "uuid"})


@dataclass(frozen=True)
class Judge:
    """Judges the handlers of one rule.

    Attributes:
        rule: The rule.
        pattern: Its template, read.
        options: The settings of mypy, which say how types are shown.
        path: The module, of a project that may register converters of its own.
        module: The name of the module.
    """

    rule: Written
    pattern: Pattern
    options: Options
    path: str
    module: str

    @property
    def variables(self) -> tuple[str, ...]:
        """All that a match gives, as far as that is known."""
        return tuple(dict.fromkeys((*self.pattern.names, *sorted(self.rule.given))))

    def problem_of(
        self, handler: Handler, methods: Collection[str], *, unfilled: bool = True
    ) -> Found | None:
        """Return the first problem of the parameters of *handler*, if there is one.

        Args:
            handler: The handler.
            methods: The methods of its requests; empty if nobody knows.
            unfilled: Whether the rule is all that can fill its parameters.
        """
        found = self._problems_of(handler, methods, unfilled=unfilled)
        return next(iter(found), None)

    def _problems_of(
        self, handler: Handler, methods: Collection[str], *, unfilled: bool
    ) -> Iterator[Found]:
        template = self.pattern.template
        names = list(handler.parameters)
        for name in self.variables:
            if name not in handler.parameters and not handler.open:
                words = _wording.variable_not_taken(
                    handler.label, name, template, names, self.variables
                )
                yield words, handler.node
        for each in handler.parameters.values():
            if each.by_position:
                words = _wording.parameter_by_position(handler.label, each.name)
                yield words, each.node
            elif each.marker is not None:
                yield from self._problems_of_marked(handler, each, methods)
            elif unfilled and self._lacks(each):
                yield self._unfilled(handler, each, methods), each.node

    def _lacks(self, parameter: Parameter) -> bool:
        """Whether nothing fills what has to be filled; ``Any`` may be a marker."""
        kind = get_proper_type(parameter.type)
        unreadable = isinstance(kind, AnyType) and kind.type_of_any != _UNANNOTATED
        known = parameter.name in self.variables
        return parameter.required and not known and not unreadable

    def _problems_of_marked(
        self, handler: Handler, parameter: Parameter, methods: Collection[str]
    ) -> Iterator[Found]:
        name, marker = parameter.name, parameter.marker or ""
        if name in self.variables:
            words = _wording.variable_marked(
                handler.label, name, self.pattern.template, marker
            )
            yield words, parameter.node
        elif marker in _BODIES and methods and _BODILESS.issuperset(methods):
            words = _wording.body_on_bodiless(handler.label, name, marker, methods)
            yield words, parameter.node

    def _unfilled(
        self, handler: Handler, parameter: Parameter, methods: Collection[str]
    ) -> Told:
        return _wording.parameter_unfilled(
            handler.label,
            parameter.name,
            self.pattern.template,
            self.variables,
            self._as_input(parameter, methods),
        )

    def never_filled(self, handler: Handler) -> Iterator[Found]:
        """Yield the parameters with defaults that the rule never replaces."""
        for each in handler.parameters.values():
            if each.marker is None and each.name not in self.variables:
                words = _wording.parameter_never_filled(
                    handler.label, each.name, self.variables, self._as_input(each, ())
                )
                yield words, each.node

    def _as_input(self, parameter: Parameter, methods: Collection[str]) -> str:
        """Return how the parameter is probably meant."""
        if isinstance(get_proper_type(parameter.type), AnyType):
            return _wording.as_input(parameter.name, "Query", "str")
        marker = _meant_marker(parameter.type, methods)
        return _wording.as_input(parameter.name, marker, self._shown(parameter.type))

    def _shown(self, annotation: Type) -> str:
        return format_type_bare(annotation, self.options)

    def problems_of_variables(self, handlers: Collection[Handler]) -> Iterator[Found]:
        """Yield what is wrong with the types and converters of the variables."""
        for variable in self.pattern.variables:
            takers = [
                (handler, parameter)
                for handler in handlers
                if (parameter := handler.parameters.get(variable.name)) is not None
                and not isinstance(get_proper_type(parameter.type), AnyType)
            ]
            disagreement = self._disagreement(variable.name, takers)
            found = disagreement or self._converter_problem(variable, takers)
            if found is not None:
                yield found

    def _disagreement(
        self, name: str, takers: Iterable[tuple[Handler, Parameter]]
    ) -> Found | None:
        for (first, one), (other, another) in pairwise(takers):
            kinds = without_none(one.type), without_none(another.type)
            if not is_same_type(*kinds):
                words = _wording.handlers_disagree(
                    self.pattern.template,
                    name,
                    (self._shown(kinds[0]), first.label),
                    (self._shown(kinds[1]), other.label),
                )
                return words, another.node
        return None

    def _converter_problem(
        self, variable: Variable, takers: Iterable[tuple[Handler, Parameter]]
    ) -> Found | None:
        converter = variable.converter
        if converter is not None and converter not in BY_NAME:
            if misspelled(converter) is None or registers_now(self.path):
                return None
            return _wording.converter_unknown(converter, [*BY_NAME]), self.rule.node
        for _, parameter in takers:
            wanted = without_none(parameter.type)
            if converter is not None and disagrees(converter, wanted):
                words = _wording.converter_disagrees(
                    converter, variable.name, self._shown(wanted)
                )
                return words, self.rule.node
            if converter is None and not is_known(wanted) and self._is_ours(wanted):
                shown = self._shown(wanted)
                words = _wording.not_convertible(variable.name, shown)
                return None if registers_now(self.path) else (words, parameter.node)
        return None

    def _is_ours(self, wanted: ProperType) -> bool:
        """Whether nobody but the project could register a converter of the type."""
        if not isinstance(wanted, Instance):
            return False
        package = wanted.type.module_name.partition(".")[0]
        return package in {"builtins", self.module.partition(".")[0]}


def _meant_marker(annotation: Type, methods: Collection[str]) -> str:
    """Return the marker of the place where values of *annotation* come from."""
    wanted = without_none(annotation)
    if not isinstance(wanted, Instance):
        return "Query"
    info = wanted.type
    if info.fullname == "kolben.uploads.Upload":
        return "File"
    if info.fullname != "builtins.dict" and (
        info.module_name in _SCALAR or info.is_enum or info.is_newtype
    ):
        return "Query"
    if not info.fullname.startswith("builtins.") and not _is_structure(wanted):
        return "Inject"
    return "Body" if _WITH_BODY.intersection(methods) else "QueryArgs"


def _is_structure(kind: Instance) -> bool:
    """Whether it has declared fields, as far as plugins and bases say."""
    info = kind.type
    bases = ("msgspec.Struct", "pydantic.main.BaseModel", "msgspec._core.Struct")
    return (
        any(name in info.metadata for name in ("dataclass", "attrs"))
        or "__dataclass_fields__" in info.names
        or any(info.has_base(base) for base in bases)
        or info.is_named_tuple
        or info.typeddict_type is not None
    )
