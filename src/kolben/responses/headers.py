"""Headers that are added to those which a response has already.

Layer 2.
"""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import Headers, iter_multi_items

from kolben._tokens import is_token

__all__ = ["add_headers"]


def add_headers(added: Any, headers: Headers) -> None:
    """Let the *added* headers replace those of the same name, but for cookies.

    Raises:
        AttributeError: If they are neither a mapping nor pairs.
        TypeError: If one is no text.
        ValueError: If a name or a value cannot be sent.

    Example:
        >>> headers = Headers({"Vary": "Cookie"})
        >>> add_headers([("Vary", "Accept"), ("Vary", "Origin")], headers)
        >>> headers.getlist("Vary")
        ['Accept', 'Origin']
    """
    replaced = {"set-cookie"}
    for name, value in iter_multi_items(added):
        if not is_token(name):
            raise ValueError(f"{name!r} is not the name of a header")
        lowered = name.lower()
        if lowered in replaced:
            headers.add(name, value)
        else:
            replaced.add(lowered)
            headers.set(name, value)
