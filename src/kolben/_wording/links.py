"""What is said of links.

Layer 0. A link that cannot be built fails when it is built, which may be late; so
the plugin and ``kolben check`` look for it first, and say the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kolben._wording.words import Words
from kolben.exceptions import did_you_mean, nearest

__all__ = [
    "endpoint_unknown",
    "link_cannot_carry",
    "link_lacks",
    "link_value_refused",
    "link_without_method",
]


def endpoint_unknown(name: str, names: Iterable[str]) -> Words:
    """Say that a link names an endpoint that does not exist."""
    return Words(
        f"There is no endpoint named {name!r}.",
        did_you_mean(name, names, "Add a route of that name."),
    )


def link_lacks(
    name: str, rule: str, missing: Sequence[str], spare: Collection[str]
) -> Words:
    """Say that a link leaves variables of its URL out.

    Args:
        name: The endpoint.
        rule: The template of its URL.
        missing: The variables that are not given, at least one.
        spare: What is given, but is no variable of the URL.

    Example:
        >>> link_lacks("user", "/u/<uid>", ["uid"], ["udi"]).hint
        "Give 'uid' (not 'udi')."
    """
    misspelt = dict.fromkeys(
        given for each in missing if (given := nearest(each, spare)) is not None
    )
    instead = f" (not {_listed(list(misspelt))})" if misspelt else ""
    return Words(
        f"The URL of {name!r} ({rule}) lacks {_listed(missing)}.",
        f"Give {_listed(missing)}{instead}.",
    )


def link_cannot_carry(
    label: str, name: str, marker: str, shown: str = "a value"
) -> Words:
    """Say that a link gives a parameter what no URL has a place for.

    Args:
        label: What the link leads to.
        name: The parameter.
        marker: Where its value comes from: ``Body``, ``Header``.
        shown: The value, as it is to be shown, if it is known.
    """
    return Words(
        f"{name!r} of {label}() is {marker}[...], and no link can have {shown} for it.",
        f"Leave it out; with the default REQUIRED, as in '{name}: {marker}[...] = "
        "REQUIRED', type checkers agree.",
    )


def link_without_method(name: str, method: str, methods: Iterable[str]) -> Words:
    """Say that nothing answers the method that a link is for.

    Args:
        name: The endpoint.
        method: The method.
        methods: Those that are answered.
    """
    return Words(
        f"No route of {name!r} answers {method}.",
        f"Ask for one of {', '.join(sorted(methods))}.",
    )


def link_value_refused(rule: str, name: str, shown: str, reason: str = "") -> Words:
    """Say that a link gives a variable what its converter would not take back.

    Args:
        rule: The template of the URL.
        name: The variable.
        shown: The value, as it is to be shown.
        reason: What it violates, if a constraint says so: ``"must be at least 1"``.
    """
    because = f": it {reason}" if reason else ""
    return Words(
        f"{rule!r} does not match with {shown} for {name!r}{because}.",
        f"Give {name!r} a value that its converter takes from a URL.",
    )


def _listed(names: Sequence[str]) -> str:
    *most, last = map(repr, names)
    return f"{', '.join(most)} and {last}" if most else last
