"""The query of a URL: written as the inputs of a handler read it, and changed.

Layer 1. A value in a query has one text, the one that stands in JSON as well: ``true``,
``2026-05-17``, the value of an enumeration. So what a link is given is what the handler
gets, whatever the type of its input.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from numbers import Number
from os import PathLike
from typing import Any, Final, TypeAlias
from urllib.parse import quote_plus, unquote_plus
from uuid import UUID

import msgspec

from kolben.exceptions import UrlError

__all__ = ["QueryItem", "QueryValue", "changed_query", "query_of", "texts_of"]

QueryItem: TypeAlias = (
    str
    | bytes
    | int
    | float
    | Decimal
    | UUID
    | Enum
    | date
    | time
    | timedelta
    | PathLike[str]
)
"""A value that has a text of its own in a query; a ``bool`` and a ``datetime`` too."""

QueryValue: TypeAlias = QueryItem | Sequence[QueryItem] | Set[QueryItem] | None
"""An argument of a query, which is a value, several, or ``None`` for none at all."""

_SAFE: Final = "!$'()*,/:;?@"
_plain: Final = re.compile(r"[\w.~!$'()*,/:;?@-]*", re.ASCII).fullmatch
_TEXTS: Final = (str, bytes)
_WRITTEN_BY_STR: Final = frozenset({float, int, str})
_MANY: Final = (Sequence, Set)


def _isoformat(moment: Any) -> str:
    text: str = moment.isoformat()
    return text


_WRITERS: Final[tuple[tuple[type, Callable[[Any], Any]], ...]] = (
    (Enum, lambda member: member.value),
    (bool, lambda value: "true" if value else "false"),
    (date, _isoformat),
    (time, _isoformat),
    (timedelta, msgspec.to_builtins),
)
"""What is written for types whose ``str()`` is not what an input reads."""


def query_of(arguments: Iterable[tuple[str, Any]]) -> str:
    """Return the query string of *arguments*; lists repeat and ``None`` is left out.

    Raises:
        UrlError: If a value has no text, or its text holds half of a surrogate pair.

    Example:
        >>> query_of([("next", "/"), ("tag", ["a", "b c"]), ("page", None)])
        'next=/&tag=a&tag=b+c'
        >>> query_of([("open", True), ("since", date(2026, 5, 17))])
        'open=true&since=2026-05-17'
    """
    return "&".join(
        _pair(name, item)
        for name, value in arguments
        for item in _items(value)
        if item is not None
    )


def texts_of(name: str, value: object) -> list[str]:
    """Return the texts that a query has under *name* if it is given *value*.

    Raises:
        UrlError: If there is none.

    Example:
        >>> texts_of("open", [True, None, 3])
        ['true', '3']
    """
    texts = [_text_of(name, item) for item in _items(value) if item is not None]
    return [t.decode(errors="replace") if isinstance(t, bytes) else t for t in texts]


def changed_query(query: str, arguments: Mapping[str, Any]) -> str:
    """Return *query* with *arguments* in place of what it has under their names.

    What is not named stays as it is written; what is new stands at the end.

    Raises:
        UrlError: If a value has no text that a query can hold.

    Example:
        >>> changed_query("page=1&q=a+b", {"page": 2, "sort": "name"})
        'q=a+b&page=2&sort=name'
    """
    kept = [
        pair
        for pair in query.split("&")
        if pair and unquote_plus(pair.partition("=")[0]) not in arguments
    ]
    added = query_of(arguments.items())
    return "&".join([*kept, added] if added else kept)


def _items(value: object) -> Iterable[object]:
    """Return the values that *value* holds, or it alone."""
    if type(value) in _WRITTEN_BY_STR or isinstance(value, _TEXTS):
        return (value,)
    if not isinstance(value, _MANY):
        return (value,)
    return value


def _pair(name: str, item: object) -> str:
    text = item if item.__class__ is str else _text_of(name, item)
    try:
        if isinstance(text, bytes):
            return f"{_quoted(name)}={quote_plus(text, safe=_SAFE)}"
        return f"{_quoted(name)}={_quoted(str(text))}"
    except UnicodeError as error:
        raise UrlError(
            f"{item!r}, given for {name!r}, is not text that a URL can hold.",
            hint="Leave half surrogates out.",
        ) from error


def _text_of(name: str, item: object) -> str | bytes:
    """Return what stands for *item*; bytes stand for themselves."""
    if type(item) not in _WRITTEN_BY_STR:
        for kind, written in _WRITERS:
            if isinstance(item, kind):
                item = written(item)
    if isinstance(item, bytes):
        return item
    if type(item).__str__ is object.__str__ and not isinstance(item, Number):
        raise UrlError(
            f"A value of type {type(item).__qualname__!r}, given for {name!r}, has no "
            "text that a query can hold.",
            hint="Give its parts, or a text, by a name of their own.",
        )
    try:
        return str(item)
    except ValueError as error:  # more digits than Python writes
        raise UrlError(
            f"A number, given for {name!r}, is too long for a URL.",
            hint="Give a number that fits into one.",
        ) from error


def _quoted(text: str) -> str:
    return text if _plain(text) else quote_plus(text, safe=_SAFE)
