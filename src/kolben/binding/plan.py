"""Whether a request can fill the parameters of a handler.

Layer 4. Judged when the handler is registered: the variables of the URL are given by
name, so a handler fits if it takes every variable and needs nothing else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kolben._annotations import MISSING
from kolben.binding.signature import Parameter, Signature
from kolben.exceptions import BindError, nearest

__all__ = ["Target", "require_fit"]


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
        if target.strict and parameter.annotation is MISSING:
            raise _unannotated(signature, parameter, target)
        if parameter.required and parameter.name not in target.variables:
            raise _unfilled(signature, parameter, target)


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
