"""Whether a request can fill the parameters of a handler.

Layer 4. Judged when the handler is registered: the variables of the URL are given by
name, so a handler fits if it takes every variable and needs nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kolben._annotations import MISSING, describe, optional
from kolben.binding.signature import Parameter, Signature
from kolben.exceptions import BindError, RouteError, nearest

__all__ = ["Target", "agreed_annotation", "require_filled", "require_fit"]


@dataclass(frozen=True, slots=True)
class Target:
    """What a handler has to fit.

    Attributes:
        template: The template of the URL.
        variables: The names that a match of the URL gives, defaults included.
        strict: Whether every parameter must be annotated, as in a resource.
    """

    template: str
    variables: Collection[str]
    strict: bool


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
        if parameter.positional_only:
            raise BindError(
                f"{signature.label}() takes {parameter.name!r} by position only.",
                hint="Take the '/' out of its parameters: values are given by name.",
            )
        if target.strict and signature.annotation(parameter.name) is MISSING:
            raise _unannotated(signature, parameter, target)
        if parameter.required and parameter.name not in target.variables:
            raise _unfilled(signature, parameter, target)


def require_filled(signature: Signature, known: Collection[str]) -> None:
    """Make sure that some path of a resource fills each parameter.

    Args:
        signature: That of one of its verbs.
        known: The variables of all its paths.

    Raises:
        BindError: If a parameter has a default that nothing ever replaces.
    """
    for name in signature.parameters:
        if name not in known:
            meant = nearest(name, known)
            raise BindError(
                f"Nothing in a request ever fills {name!r} of {signature.label}(): no "
                "path of the class has a variable of that name.",
                hint=f"Did you mean {meant!r}?"
                if meant
                else f"Write '<{name}>' into one of its paths, or take the parameter "
                "out.",
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
            raise RouteError(
                f"The handlers of {template!r} disagree on the type of {name!r}: "
                f"{describe(agreed)} in {first}(), {describe(kind)} in "
                f"{signature.label}().",
                hint="Annotate it alike in every handler.",
            )
    return agreed


def _not_taken(signature: Signature, target: Target, name: str) -> BindError:
    others = set(signature.parameters) - set(target.variables)
    meant = nearest(name, others) or (
        next(iter(others)) if len(others) == 1 == len(target.variables) else None
    )
    return BindError(
        f"{signature.label}() does not take {name!r}, a variable of its URL "
        f"{target.template!r}.",
        hint=f"Rename its parameter {meant!r} to {name!r}, or the variable in the URL."
        if meant
        else f"Add the parameter {name!r}, or take '<{name}>' out of the URL.",
    )


def _unannotated(
    signature: Signature, parameter: Parameter, target: Target
) -> BindError:
    variable = parameter.name in target.variables
    return BindError(
        f"The parameter {parameter.name!r} of {signature.label}() has no annotation.",
        hint=f"Write '{parameter.name}: str', or the type that the URL gives."
        if variable
        else f"Annotate {parameter.name!r}, or take it out.",
    )


def _unfilled(signature: Signature, parameter: Parameter, target: Target) -> BindError:
    meant = nearest(parameter.name, target.variables)
    return BindError(
        f"Nothing in a request to {target.template!r} can fill {parameter.name!r} "
        f"of {signature.label}().",
        hint=f"Did you mean {meant!r}?"
        if meant
        else f"Write '<{parameter.name}>' into the URL, or give it a default.",
    )
