"""What is said of routes, of their converters, and of the verbs that answer them.

Layer 0. Whether a converter makes what an annotation says is judged elsewhere, each
time in other material; here it is only put into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kolben._wording.words import Words
from kolben.exceptions import did_you_mean

__all__ = [
    "almost_a_verb",
    "converter_disagrees",
    "converter_unknown",
    "handlers_disagree",
    "head_only",
    "no_verb",
    "not_convertible",
    "not_signable",
    "route_answered_twice",
]


def handlers_disagree(
    template: str, name: str, one: tuple[str, str], other: tuple[str, str]
) -> Words:
    """Say that two handlers of a URL annotate its variable differently.

    Args:
        template: The template of the URL.
        name: The variable.
        one: What the first annotates it with, and what the first is called.
        other: The same of the second; types that read alike have other constraints.
    """
    alike = one[0] == other[0]
    return Words(
        f"The handlers of {template!r} disagree on the "
        f"{'constraints' if alike else 'type'} of {name!r}: {one[0]} in {one[1]}(), "
        f"{'another one' if alike else other[0]} in {other[1]}().",
        "Annotate it alike in every handler.",
    )


def converter_disagrees(converter: str, name: str, annotation: str) -> Words:
    """Say that the template and the annotation of a variable say different things."""
    return Words(
        f"The template says '<{converter}:{name}>', but {name!r} is annotated with "
        f"{annotation}.",
        f"Write '<{name}>' and let the annotation choose, or annotate what the "
        "converter makes.",
    )


def converter_unknown(name: str, names: Sequence[str]) -> Words:
    """Say that a template names a converter that does not exist."""
    usual = f"Register it before the route, or use one of: {', '.join(names)}."
    return Words(
        f"There is no URL converter named {name!r}.", did_you_mean(name, names, usual)
    )


def not_convertible(name: str, annotation: str) -> Words:
    """Say that no converter makes what a variable is annotated with."""
    return Words(
        f"No URL converter makes {annotation}, with which {name!r} is annotated.",
        "Annotate it with a type such as int, str, UUID or date, or register a "
        "converter with type=... for it.",
    )


def not_signable(name: str, annotation: str) -> Words:
    """Say that what is no number is annotated as having a sign."""
    return Words(
        f"{name!r} is annotated with {annotation} and Signed(), but only numbers have "
        "a sign.",
        "Use Signed() with int, float or Decimal.",
    )


def almost_a_verb(label: str, name: str, verb: str) -> Words:
    """Say that a method of the class *label* is one slip away from a verb."""
    return Words(
        f"{label}.{name}() is almost {verb!r}, but not quite.",
        f"Name it {verb!r}, or mark it with '@not_a_verb' if you mean {name!r}.",
    )


def no_verb(label: str, verbs: Iterable[str]) -> Words:
    """Say that a resource answers nothing."""
    return Words(
        f"{label} has no method that answers a request.",
        f"Write at least one of: {', '.join(verbs)}.",
    )


def head_only(label: str) -> Words:
    """Say that a resource answers HEAD where it has nothing to GET."""
    return Words(
        f"{label} answers HEAD only, and there is nothing to GET.",
        "Name it 'get': that answers HEAD too, and its body is left out then.",
    )


def route_answered_twice(method: str, rule: str, first: str, second: str) -> Words:
    """Say that two routes answer the same requests.

    Args:
        method: The method of the requests.
        rule: The template of the later route.
        first: The name, template and site of the route that comes first.
        second: The same of the other.
    """
    return Words(
        f"{method} {rule!r} is answered twice: by {first} and by {second}.",
        "Take one of them away, or give them different URLs or methods.",
    )
