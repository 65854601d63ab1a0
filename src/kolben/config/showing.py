"""How the value of a setting is shown to people, without the secrets within.

Layer 0. A secret may stand deep inside: in a table, in a field of a dataclass, in a
URL. What a class says of itself, by a ``__repr__`` of its own, is trusted.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

__all__ = ["HIDDEN", "is_secret", "shortened", "shown"]

HIDDEN: Final = "<hidden>"
"""What is shown in place of a secret."""

_SECRET: Final = re.compile(
    "secret|passw|passphrase|token|key|credential", re.IGNORECASE
)
_URL_WITH_PASSWORD: Final = re.compile(r"://[^/\s@]*:[^/\s@]*@")
_LISTS: Final = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    set: ("{", "}"),
    frozenset: ("{", "}"),
}
_DEEPEST: Final = 8
_LONGEST: Final = 120


def is_secret(name: str) -> bool:
    """Whether what is called *name* is not to be shown.

    Example:
        >>> is_secret("API_TOKEN"), is_secret("page_size")
        (True, False)
    """
    return bool(_SECRET.search(name))


def shown(value: object, depth: int = 0) -> str:
    """Return *value* for people.

    Example:
        >>> shown({"host": "db", "password": "x"})
        "{'host': 'db', 'password': <hidden>}"
        >>> shown(["sqlite:///a.db", "postgres://ada:x@db"])
        "['sqlite:///a.db', <hidden>]"
    """
    if depth == _DEEPEST:
        return "..."
    if isinstance(value, Mapping):
        named = _hidden(((str(name), name, value[name]) for name in value), depth)
        return "{" + ", ".join(f"{name!r}: {text}" for name, text in named) + "}"
    if type(value) in _LISTS and isinstance(value, Iterable) and value:
        opened, closed = _LISTS[type(value)]
        return opened + ", ".join(shown(each, depth + 1) for each in value) + closed
    names = _fields(value)
    if names is None:
        return _leaf(value)
    named = _hidden(((name, name, getattr(value, name)) for name in names), depth)
    inner = ", ".join(f"{name}={text}" for name, text in named)
    return f"{type(value).__qualname__}({inner})"


def shortened(text: str) -> str:
    """Return *text* for a message, which is not made of it alone.

    Example:
        >>> len(shortened("9" * 5000))
        120
    """
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _hidden(
    parts: Iterable[tuple[str, Any, object]], depth: int
) -> Iterator[tuple[Any, str]]:
    for name, key, value in parts:
        yield key, HIDDEN if is_secret(name) else shown(value, depth + 1)


def _leaf(value: object) -> str:
    try:
        text = repr(value)
    except ValueError:  # a number of more digits than Python writes
        return f"a very large {type(value).__qualname__}"
    found = _URL_WITH_PASSWORD.search(text) or _URL_WITH_PASSWORD.search(str(value))
    return HIDDEN if found else text


def _fields(value: Any) -> Iterable[str] | None:
    """Return what a structure shows of itself, if it left that to its library."""
    kind: Any = type(value)
    written: Any = kind.__repr__
    module = str(getattr(written, "__module__", ""))
    if hasattr(kind, "__dataclass_fields__") and hasattr(written, "__wrapped__"):
        return [field.name for field in dataclasses.fields(kind) if field.repr]
    if written is msgspec.Struct.__repr__:
        return tuple(kind.__struct_fields__)
    if module == "collections" and hasattr(kind, "_fields"):
        return tuple(kind._fields)
    if module == "pydantic.main":
        return [name for name, field in kind.model_fields.items() if field.repr]
    code = getattr(written, "__code__", None)
    if code is not None and code.co_filename.startswith("<attrs generated"):
        return [field.name for field in kind.__attrs_attrs__ if field.repr]
    return None
