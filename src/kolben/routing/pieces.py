"""The pieces of a URL: text that is settled, and slots that each link fills.

Layer 1. A template is read here for the builders: its literal text is quoted, its
slashes are merged and its defaults are written into it, once. What cannot be judged
value by value is judged here too: a route whose variables stand side by side can split
a text in another way than it was joined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import unquote

from werkzeug.routing import BaseConverter

from kolben.routing.encoders import Encoder, encoder_of, host_encoder_of
from kolben.routing.paths import merged, quoted
from kolben.routing.pattern import Pattern, Variable
from kolben.routing.route import Route

__all__ = [
    "Filler",
    "Form",
    "Parting",
    "filler_of",
    "form_of",
    "host_form_of",
    "parting_of",
]


Filler: TypeAlias = Callable[[Mapping[str, Any]], str]
"""Returns a part of a URL with the values in it, or raises ``KeyError``."""

Parting: TypeAlias = Callable[[str, Mapping[str, Any]], bool]
"""Whether a path comes apart again into the values that it is made of."""


@dataclass(frozen=True, slots=True)
class Form:
    """A part of a URL with slots to fill.

    Attributes:
        text: The settled text with ``%s`` for each slot; without slots the text itself.
        slots: Name and encoder of each slot.
    """

    text: str
    slots: tuple[tuple[str, Encoder], ...] = ()


def form_of(route: Route[Any], *, merge_slashes: bool) -> Form:
    """Return the form of the path of *route*.

    Example:
        >>> from werkzeug.routing import IntegerConverter, Map
        >>> pattern = Pattern.parse("/100 %/<int:page>")
        >>> converters = {"page": IntegerConverter(Map())}
        >>> route = Route(pattern, "pages", None, converters, frozenset({"GET"}))
        >>> form_of(route, merge_slashes=True).text
        '/100%%20%%25/%s'
    """
    pieces = [
        quoted(part) if isinstance(part, str) else part
        for part in _parts(route.pattern, merge_slashes=merge_slashes)
    ]
    return _form(route, pieces, encoder_of)


def host_form_of(route: Route[Any], pattern: Pattern | None) -> Form:
    """Return the form of a host or subdomain of *route*; it is empty without one."""
    if pattern is None:
        return Form("")
    return _form(route, list(pattern.parts), host_encoder_of)


def filler_of(form: Form) -> Filler:
    """Return what fills the slots of *form*, as directly as it can be done.

    Example:
        >>> filler_of(Form("/users/%s", (("name", str.lower),)))({"name": "ADA"})
        '/users/ada'
    """
    text, slots = form.text, form.slots
    if len(slots) > 1:
        return lambda values: (
            text % tuple([encode(values[name]) for name, encode in slots])
        )
    if not slots:
        return lambda _: text
    only, encode_only = slots[0]
    return lambda values: text % encode_only(values[only])


def parting_of(route: Route[Any], form: Form, *, merge_slashes: bool) -> Parting | None:
    """Return what tries whether a path of *route*, which has *form*, comes apart.

    Returns:
        ``None`` if it always does: no segment has two variables, and none that takes
        slashes has company.
    """
    parts = _parts(route.pattern, merge_slashes=merge_slashes)
    if not _is_tangled(parts, route):
        return None
    matches = re.compile(_regex(parts, route)).fullmatch

    def comes_apart(path: str, values: Mapping[str, Any]) -> bool:
        found = matches(unquote(path))
        return found is not None and all(
            found[name] == unquote(encode(values[name])) for name, encode in form.slots
        )

    return comes_apart


def _parts(pattern: Pattern, *, merge_slashes: bool) -> list[str | Variable]:
    """Return the parts of a path; there is always one slash at its beginning."""
    parts = list(pattern.parts)
    if merge_slashes:
        parts = [merged(part) if isinstance(part, str) else part for part in parts]
    parts[0] = "/" + str(parts[0]).lstrip("/")
    return parts


def _form(
    route: Route[Any],
    parts: Sequence[str | Variable],
    make: Callable[[str, BaseConverter, str], Encoder],
) -> Form:
    """Return the form of *parts*, with the defaults of *route* written into it."""
    texts: list[str] = []
    slots: list[tuple[str, Encoder]] = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part.replace("%", "%%"))
            continue
        encode = make(part.name, route.converters[part.name], route.rule)
        if part.name in route.defaults:
            texts.append(encode(route.defaults[part.name]).replace("%", "%%"))
        else:
            texts.append("%s")
            slots.append((part.name, encode))
    text = "".join(texts)
    return Form(text if slots else text % (), tuple(slots))


def _is_tangled(parts: Sequence[str | Variable], route: Route[Any]) -> bool:
    """Whether where one value ends depends on the others, or on a final slash."""
    if not _takes_slashes(route):
        return _share_a_segment(parts)
    return len(route.pattern.variables) > 1 or _ends_with_slash(parts)


def _takes_slashes(route: Route[Any]) -> bool:
    """Whether a variable of the path may hold slashes."""
    names = route.pattern.names
    return not all(route.converters[name].part_isolating for name in names)


def _share_a_segment(parts: Sequence[str | Variable]) -> bool:
    text = "".join(part if isinstance(part, str) else "<" for part in parts)
    return any(segment.count("<") > 1 for segment in text.split("/"))


def _ends_with_slash(parts: Sequence[str | Variable]) -> bool:
    last = parts[-1]
    return isinstance(last, str) and last.endswith("/")


def _regex(parts: Sequence[str | Variable], route: Route[Any]) -> str:
    """Return the expression that matches the whole path, unquoted.

    Where slashes may stand in a value there is only one before the end: a second one
    would be taken for the slash that a redirect adds.
    """
    regex = "".join(
        re.escape(part)
        if isinstance(part, str)
        else f"(?P<{part.name}>{route.converters[part.name].regex})"
        for part in parts
    )
    if _takes_slashes(route) and _ends_with_slash(parts):
        return f"{regex[:-1]}(?<!/)/"
    return regex
