"""Expects that a declaration is refused, with an error that says where it stands."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

import kolben
from kolben._sites import Site
from kolben.exceptions import KolbenError

OURS = (str(Path(kolben.__file__).parent), "<string>")


class refused:  # noqa: N801  # read as: with refused(RouteError, "is taken")
    """Expects an error of exactly *kind*, with *problem* in its problem.

    One of its notes, or the problem, has to name the innermost line that led to it.
    """

    error: KolbenError

    def __init__(self, kind: type[KolbenError], *problem: str) -> None:
        self.kind = kind
        self.problem = problem

    def __enter__(self) -> refused:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        assert error is not None, "nothing was refused"
        if not isinstance(error, KolbenError) or traceback is None:
            return False
        self.error = error
        site = place_in(traceback)

        assert type(error) is self.kind
        assert [part for part in self.problem if part not in error.problem] == []
        assert places_of(error, site) != [], f"{site} stands nowhere: {told(error)}"
        assert error.hint.endswith((".", "?"))
        return True


def place_in(traceback: TracebackType) -> Site:
    """Return the innermost place that is not Kolben's own."""
    places = []
    step: TracebackType | None = traceback
    while step is not None:
        places.append(Site(step.tb_frame.f_code.co_filename, step.tb_lineno))
        step = step.tb_next
    return next(site for site in reversed(places) if not site.file.startswith(OURS))


def told(error: KolbenError) -> list[str]:
    """Return what *error* tells: its problem, then its notes."""
    return [error.problem, *getattr(error, "__notes__", ())]


def places_of(error: KolbenError, site: Site) -> list[str]:
    """Return what of *error* names *site*."""
    return [text for text in told(error) if str(site) in text]


def below(lines: int = 1) -> Site:
    """Return the place so many lines below the call."""
    frame = sys._getframe(1)
    return Site(frame.f_code.co_filename, frame.f_lineno + lines)
