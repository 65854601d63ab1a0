"""A call as it is written, in Python or in a template.

Layer 0. What is checked before anything runs knows of a call its name, its place, and
those of its arguments that are written out; all others are :data:`UNKNOWN`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kolben._sites import Site

__all__ = ["Call", "Reference", "UNKNOWN"]


class _Unknown:
    """A value that is not written out."""

    def __repr__(self) -> str:
        return "..."


UNKNOWN: Final = _Unknown()
"""Stands for an argument whose value only running the code would tell."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A name at the top of a file, with attributes: ``"posts.PostView"``."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call of one of Kolben's functions.

    Attributes:
        function: The function, by the name that Kolben gives it.
        site: Where the call is written.
        arguments: What is given by position; the first may be a :class:`Reference`.
        values: What is given by name.
        whole: Whether that is all: not if there is a ``*`` or a ``**`` in it.

    Example:
        >>> call = Call("url_for", Site("app.py", 3), ("user",), {"user_id": UNKNOWN})
        >>> call.first, call.values
        ('user', {'user_id': ...})
    """

    function: str
    site: Site
    arguments: tuple[Any, ...]
    values: Mapping[str, Any]
    whole: bool = True

    @property
    def first(self) -> Any:
        """The first argument by position, if it is written out."""
        return self.arguments[0] if self.arguments else UNKNOWN
