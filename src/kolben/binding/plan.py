"""How the parameters of a handler are filled, and whether they can be.

Layer 4. Judged when the handler is registered: the variables of the URL are given by
name, so a handler fits if it takes every variable, and if all else that it takes is
marked with where it comes from, or has a default.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from kolben._annotations import MISSING, describe, optional, plain
from kolben._conformity import conforms
from kolben._wording import (
    as_input,
    handlers_disagree,
    parameter_by_position,
    parameter_never_filled,
    parameter_unannotated,
    parameter_unfilled,
    variable_marked,
    variable_not_taken,
)
from kolben.binding.declared import (
    inputs_of,
    require_body,
    require_plain_markers,
)
from kolben.binding.inputs import Input
from kolben.binding.markers import source_of
from kolben.binding.shapes import Shape
from kolben.binding.signature import Parameter, Signature
from kolben.exceptions import BindError, RouteError
from kolben.uploads import Upload

__all__ = [
    "Dependency",
    "Plan",
    "Target",
    "agreed_annotation",
    "require_conforming",
    "require_filled",
    "require_fit",
]

_WITH_BODY: Final = frozenset({"PATCH", "POST", "PUT"})


@dataclass(frozen=True, slots=True)
class Target:
    """What a handler has to fit.

    Attributes:
        template: The template of the URL.
        variables: The names that a match of the URL gives, defaults included.
        strict: Whether every parameter must be annotated, as in a resource.
        methods: The methods of the requests that the handler answers.
    """

    template: str
    variables: Collection[str]
    strict: bool = False
    methods: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Dependency:
    """What a parameter takes from the providers of the application.

    Attributes:
        name: The parameter.
        annotation: The type that says which provider.
        label: The callable that it is a parameter of, for messages.
        required: Whether there must be a provider.
    """

    name: str
    annotation: object
    label: str
    required: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What fills the parameters of a callable besides the variables of the URL.

    Attributes:
        signature: That of the callable.
        inputs: What it takes from the request.
        dependencies: What it takes from the providers of the application.
    """

    signature: Signature
    inputs: tuple[Input, ...] = ()
    dependencies: tuple[Dependency, ...] = ()

    @classmethod
    def of_handler(cls, signature: Signature, target: Target) -> Self:
        """Plan the call of a handler.

        Raises:
            BindError: If a request to *target* cannot fill its parameters.
        """
        require_plain_markers(signature)
        require_fit(signature, target)
        marked = [
            parameter
            for parameter in signature.parameters.values()
            if parameter.name not in target.variables
        ]
        inputs = inputs_of(signature, marked)
        require_body(inputs, signature.label, target.methods)
        return cls(signature, inputs, _injected(signature, marked))

    @classmethod
    def of_maker(cls, signature: Signature) -> Self:
        """Plan the call of a constructor, or of what else takes its parameters by type.

        Raises:
            BindError: If one of them is taken by position only, or has no annotation
                and no default.
        """
        require_plain_markers(signature)
        parameters = [
            parameter
            for parameter in signature.parameters.values()
            if parameter.required or not parameter.positional_only
        ]
        for parameter in parameters:
            _require_named(signature, parameter)
            if parameter.required and signature.annotation(parameter.name) is MISSING:
                raise BindError(
                    f"The parameter {parameter.name!r} of {signature.label}() has no "
                    "annotation, so nothing can be provided for it.",
                    hint=f"Write '{parameter.name}: Type' with the type of a provider.",
                )
        return cls(
            signature,
            inputs_of(signature, parameters),
            _injected(signature, parameters) + _by_type(signature, parameters),
        )


def _injected(
    signature: Signature, parameters: Iterable[Parameter]
) -> tuple[Dependency, ...]:
    """Return what the marker ``Inject`` asks for."""
    return tuple(
        _dependency(signature, parameter)
        for parameter in parameters
        if (source := source_of(signature.annotation(parameter.name))) is not None
        and source.kind == "inject"
    )


def _by_type(
    signature: Signature, parameters: Iterable[Parameter]
) -> tuple[Dependency, ...]:
    """Return what annotations without a marker ask for."""
    return tuple(
        _dependency(signature, parameter)
        for parameter in parameters
        if signature.annotation(parameter.name) is not MISSING
        and source_of(signature.annotation(parameter.name)) is None
    )


def _dependency(signature: Signature, parameter: Parameter) -> Dependency:
    return Dependency(
        parameter.name,
        signature.annotation(parameter.name),
        signature.label,
        parameter.required,
    )


def require_fit(signature: Signature, target: Target) -> None:
    """Make sure that a request to *target* can fill the handler's parameters.

    Raises:
        BindError: If the handler does not take a variable of the URL, needs
            something that no request gives, takes a parameter by position only, or
            (in a resource) leaves an annotation out.

    Example:
        >>> def show(post_id: int) -> str: ...
        >>> target = Target("/posts/<id>", {"id"}, strict=False)
        >>> require_fit(Signature.of(show, label="show"), target)
        Traceback (most recent call last):
        ...
        kolben.exceptions.BindError: show() does not take 'id', a variable of its ...
    """
    for name in target.variables:
        if name not in signature.parameters and not signature.open:
            raise _not_taken(signature, target, name)
    for parameter in signature.parameters.values():
        _require_named(signature, parameter)
        if source_of(signature.annotation(parameter.name)) is not None:
            _require_no_variable(signature, parameter, target)
            continue
        if target.strict and signature.annotation(parameter.name) is MISSING:
            raise _unannotated(signature, parameter, target)
        if parameter.required and parameter.name not in target.variables:
            raise _unfilled(signature, parameter, target)


def _require_named(signature: Signature, parameter: Parameter) -> None:
    if parameter.positional_only:
        words = parameter_by_position(signature.label, parameter.name)
        raise BindError.saying(words)


def _require_no_variable(
    signature: Signature, parameter: Parameter, target: Target
) -> None:
    source = source_of(signature.annotation(parameter.name))
    if source is not None and parameter.name in target.variables:
        words = variable_marked(
            signature.label, parameter.name, target.template, source.marker
        )
        raise BindError.saying(words)


def require_filled(signature: Signature, known: Collection[str]) -> None:
    """Make sure that some path of a resource fills each parameter.

    Args:
        signature: That of one of its verbs.
        known: The variables of all its paths.

    Raises:
        BindError: If a parameter has a default that nothing ever replaces.
    """
    for name in signature.parameters:
        if name not in known and source_of(signature.annotation(name)) is None:
            suggested = _as_input(signature, name)
            words = parameter_never_filled(signature.label, name, known, suggested)
            raise BindError.saying(words)


def require_conforming(
    signatures: Iterable[Signature], given: Mapping[str, object]
) -> None:
    """Make sure that what a rule gives its handlers is what they say they take.

    Raises:
        BindError: If a value is of another type than its parameter.
    """
    for signature in signatures:
        for name, value in given.items():
            annotation = signature.annotation(name)
            if annotation is not MISSING and not conforms(value, annotation):
                raise BindError(
                    f"{signature.label}() takes {name!r} as {describe(annotation)}, "
                    f"but the defaults of its rule say {value!r}.",
                    hint="Change the default or the annotation.",
                )


def agreed_annotation(
    signatures: Iterable[Signature], name: str, template: str
) -> object:
    """Return the annotation of *name*, without its ``None``, or ``MISSING``.

    Raises:
        RouteError: If two of the handlers of a URL annotate it differently.
    """
    agreed: object = MISSING
    first = ""
    for signature in signatures:
        annotation = signature.annotation(name)
        if annotation is MISSING:
            continue
        kind, _ = optional(annotation)
        if agreed is MISSING:
            agreed, first = kind, signature.label
        elif kind != agreed:
            words = handlers_disagree(
                template,
                name,
                (describe(agreed), first),
                (describe(kind), signature.label),
            )
            raise RouteError.saying(words)
    return agreed


def _not_taken(signature: Signature, target: Target, name: str) -> BindError:
    words = variable_not_taken(
        signature.label, name, target.template, signature.parameters, target.variables
    )
    return BindError.saying(words)


def _unannotated(
    signature: Signature, parameter: Parameter, target: Target
) -> BindError:
    words = parameter_unannotated(
        signature.label, parameter.name, is_variable=parameter.name in target.variables
    )
    return BindError.saying(words)


def _unfilled(signature: Signature, parameter: Parameter, target: Target) -> BindError:
    words = parameter_unfilled(
        signature.label,
        parameter.name,
        target.template,
        target.variables,
        _as_input(signature, parameter.name, target.methods),
    )
    return BindError.saying(words)


def _as_input(signature: Signature, name: str, methods: Collection[str] = ()) -> str:
    """Return how the parameter *name* is probably meant."""
    annotation = signature.annotation(name)
    if annotation is MISSING:
        return as_input(name, "Query", "str")
    return as_input(name, _meant_marker(annotation, methods), describe(annotation))


def _meant_marker(annotation: object, methods: Collection[str]) -> str:
    """Return the marker of the place where values of *annotation* come from."""
    try:
        shape = Shape.of(annotation, "it")
    except BindError:
        return "Inject"
    if plain(optional(annotation)[0]) is Upload:
        return "File"
    if shape.is_list or shape.read_text is not None:
        return "Query"
    return "Body" if _WITH_BODY.intersection(methods) else "QueryArgs"
