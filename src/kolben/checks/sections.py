"""The parts of an explanation: a title, and rows of cells.

Layer 8. How they are laid out is the business of the command.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from kolben._labels import label_of
from kolben._sites import Site, site_of

__all__ = ["Row", "Section", "placed", "written_at"]

Row: TypeAlias = tuple[str, ...]
"""The cells of one line; those at its end may be left out."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of an explanation.

    Attributes:
        title: What it tells of.
        rows: What it tells.
        rest: What it leaves out, in one sentence.
    """

    title: str
    rows: tuple[Row, ...]
    rest: str = ""

    @classmethod
    def of(cls, title: str, rows: Iterable[Row], rest: str = "") -> Section:
        """Return the section of *rows*."""
        return cls(title, tuple(rows), rest)


def written_at(site: Site | None) -> str:
    """Return *site* as a cell; empty if it is not known.

    Example:
        >>> written_at(Site("app.py", 3)), written_at(None)
        ('app.py:3', '')
    """
    return "" if site is None else str(site)


def placed(declared: object, router: Any, remark: str = "") -> Row:
    """Return the row of a function that *router* declares.

    Args:
        declared: A function or a class of the programmer.
        router: The router, or the application.
        remark: What else there is to say.
    """
    owner = "application" if router.is_root else f"router {router.name!r}"
    said = f"{owner}, {remark}" if remark else owner
    return label_of(declared), said, written_at(site_of(declared))
