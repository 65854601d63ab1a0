"""The types that an annotation names.

Layer 4.
"""

from __future__ import annotations

import types
from typing import Union, get_args, get_origin

from kolben.providers.provider import key_of

__all__ = ["members_of"]


def members_of(annotation: object) -> tuple[object, ...]:
    """Return the types of which *annotation* takes any, without ``None``.

    Example:
        >>> members_of(int | str | None)
        (<class 'int'>, <class 'str'>)
        >>> members_of(list[int])
        (list[int],)
    """
    key = key_of(annotation)
    if get_origin(key) not in {Union, types.UnionType}:
        return (key,)
    return tuple(key_of(member) for member in get_args(key))
