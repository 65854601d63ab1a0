"""What is said of the parameters of handlers.

Layer 0. The start knows them as objects of Python, the mypy plugin as types of mypy,
so they come as names here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kolben._wording.words import Words
from kolben.exceptions import did_you_mean, nearest

__all__ = [
    "as_input",
    "body_on_bodiless",
    "parameter_by_position",
    "parameter_never_filled",
    "parameter_unannotated",
    "parameter_unfilled",
    "variable_marked",
    "variable_not_taken",
]


def variable_not_taken(
    label: str,
    name: str,
    template: str,
    parameters: Iterable[str],
    variables: Collection[str],
) -> Words:
    """Say that a handler does not take a variable of its URL.

    Args:
        label: The handler, as in ``Posts.get``.
        name: The variable.
        template: The template of the URL.
        parameters: What the handler takes.
        variables: All that a match of the URL gives.

    Example:
        >>> variable_not_taken("show", "id", "/<id>", ["post"], ["id"]).hint
        "Rename its parameter 'post' to 'id', or the variable in the URL."
    """
    others = [each for each in parameters if each not in variables]
    meant = nearest(name, others)
    if meant is None and len(others) == 1 == len(variables):
        meant = others[0]
    return Words(
        f"{label}() does not take {name!r}, a variable of its URL {template!r}.",
        f"Rename its parameter {meant!r} to {name!r}, or the variable in the URL."
        if meant
        else f"Add the parameter {name!r}, or take '<{name}>' out of the URL.",
    )


def parameter_unfilled(
    label: str, name: str, template: str, variables: Iterable[str], suggested: str
) -> Words:
    """Say that nothing in a request to *template* fills a parameter.

    Args:
        label: The handler.
        name: The parameter.
        template: The template of its URL.
        variables: All that a match of the URL gives.
        suggested: What :func:`as_input` makes of the parameter.
    """
    usual = (
        f"Say where it comes from, as in {suggested!r}, or write '<{name}>' into the "
        "URL."
    )
    return Words(
        f"Nothing in a request to {template!r} can fill {name!r} of {label}().",
        did_you_mean(name, variables, usual),
    )


def parameter_never_filled(
    label: str, name: str, known: Iterable[str], suggested: str
) -> Words:
    """Say that a parameter of a resource has a default that nothing ever replaces.

    Args:
        label: The method.
        name: The parameter.
        known: The variables of all paths of the class.
        suggested: What :func:`as_input` makes of the parameter.
    """
    usual = (
        f"Say where it comes from, as in {suggested!r}, or write '<{name}>' into one "
        "of the paths."
    )
    return Words(
        f"Nothing in a request ever fills {name!r} of {label}(): no path of the class "
        "has a variable of that name.",
        did_you_mean(name, known, usual),
    )


def as_input(name: str, marker: str, annotation: str) -> str:
    """Return how a parameter is written that comes from a request.

    Example:
        >>> as_input("page", "Query", "int")
        'page: Query[int]'
    """
    return f"{name}: {marker}[{annotation}]"


def parameter_unannotated(label: str, name: str, *, is_variable: bool) -> Words:
    """Say that a parameter of a resource has no annotation."""
    return Words(
        f"The parameter {name!r} of {label}() has no annotation.",
        f"Write '{name}: str', or the type that the URL gives."
        if is_variable
        else f"Annotate {name!r}, or take it out.",
    )


def parameter_by_position(label: str, name: str) -> Words:
    """Say that a parameter cannot be given by name."""
    return Words(
        f"{label}() takes {name!r} by position only.",
        "Take the '/' out of its parameters: values are given by name.",
    )


def variable_marked(label: str, name: str, template: str, marker: str) -> Words:
    """Say that a variable of the URL is marked as coming from somewhere else."""
    return Words(
        f"{name!r} of {label}() is a variable of its URL {template!r}, and cannot be "
        f"{marker}[...] as well.",
        f"Take '{marker}[...]' off, or rename one of the two.",
    )


def body_on_bodiless(
    label: str, name: str, marker: str, methods: Iterable[str]
) -> Words:
    """Say that a parameter takes the body of requests that have none."""
    return Words(
        f"{name!r} of {label}() is {marker}[...], but a request with "
        f"{' or '.join(sorted(methods))} has no body.",
        "Take it from the query with 'Query[...]', or answer POST.",
    )
