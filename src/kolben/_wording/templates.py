"""What is said of templates and of the classes that declare them.

Layer 0. Places in templates and the sites of classes come as they are shown, since
each who finds them has other means to tell where they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kolben._wording.words import Words
from kolben.exceptions import did_you_mean

__all__ = [
    "template_missing",
    "template_name_undeclared",
    "template_not_loaded",
    "template_variable_unused",
]


def template_missing(
    names: Iterable[str], places: Iterable[str], similar: str | None
) -> Words:
    """Say that a template is in none of the places that were searched.

    Args:
        names: The template; several if any of them would do.
        places: Where it was looked for.
        similar: What was probably meant.
    """
    wanted = " or ".join(map(repr, names))
    searched = "; ".join(places) or "any folder: there is none"
    return Words(
        f"There is no template {wanted} in {searched}.",
        "Put the file into one of these folders, or mend the name."
        if similar is None
        else f"Did you mean {similar!r}?",
    )


def template_not_loaded(name: str) -> Words:
    """Say that a foreign loader, which tells no places, does not find a template."""
    return Words(
        f"There is no template {name!r}.",
        "Put it where the loader of the environment looks, or mend the name.",
    )


def template_name_undeclared(
    place: str,
    name: str,
    labels: Collection[str],
    sites: Iterable[str],
    known: Iterable[str],
) -> Words:
    """Say that a template uses a name that its class does not declare.

    Args:
        place: The file and line of the template.
        name: What is used.
        labels: The classes of the template.
        sites: Where these are, and what they are called: ``"app.py:10: PostPage"``.
        known: What the template may use.
    """
    *most, last = sorted(labels)
    classes = " or ".join([", ".join(most), last] if most else [last])
    usual = f"Declare {name!r} ({', '.join(sorted(sites))}), or mend the template."
    return Words(
        f"{place}: {name!r} is used, but not declared by {classes}.",
        did_you_mean(name, known, usual),
    )


def template_variable_unused(
    site: str, name: str, file: str, strangers: Iterable[str]
) -> Words:
    """Say that a class declares what its template does not use.

    Args:
        site: Where the class is, and what it is called.
        name: What it declares.
        file: The template.
        strangers: What the template uses, but the class does not declare.
    """
    usual = "Remove it; begin its name with '_' if only the class needs it."
    return Words(
        f"{site} declares {name!r}, which {file!r} never uses.",
        did_you_mean(name, strangers, usual),
    )
