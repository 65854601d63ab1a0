"""Where in the programmer's code something was declared.

Layer 0. Errors at registration name the file and line of every declaration that
takes part, and the traceback alone cannot: a conflict has two sites, and the older
one has long returned.
"""

from __future__ import annotations

import inspect
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final

__all__ = ["Site", "calling_frame", "calling_site", "site_of"]

_OURS: Final = str(Path(__file__).parent) + os.sep


@dataclass(frozen=True, slots=True)
class Site:
    """A place in a source file.

    Example:
        >>> str(Site("app.py", 41))
        'app.py:41'
    """

    file: str
    line: int

    def __str__(self) -> str:
        path = Path(self.file)
        if path.is_absolute() and path.is_relative_to(Path.cwd()):
            path = path.relative_to(Path.cwd())
        return f"{path}:{self.line}"


def calling_frame() -> FrameType:
    """Return the innermost frame that is not Kolben's own."""
    frame = sys._getframe(1)  # noqa: SLF001  # documented, and the only cheap way
    while frame.f_back is not None and _is_ours(frame):
        frame = frame.f_back
    return frame


def _is_ours(frame: FrameType) -> bool:
    """Whether Kolben's code runs in *frame*, be it that a dataclass generated it."""
    if frame.f_code.co_filename.startswith(_OURS):
        return True
    return str(frame.f_globals.get("__name__")).startswith("kolben.")


def calling_site() -> Site:
    """Return the place in the programmer's code that led here."""
    frame = calling_frame()
    return Site(frame.f_code.co_filename, frame.f_lineno)


def site_of(declared: object) -> Site | None:
    """Return where the class or function *declared* is written, if that is known."""
    unwrapped = inspect.unwrap(declared) if callable(declared) else declared
    code = getattr(unwrapped, "__code__", None)
    if code is not None:
        return Site(code.co_filename, code.co_firstlineno)
    if not isinstance(unwrapped, type):
        return None
    try:
        _, line = inspect.getsourcelines(unwrapped)
        file = inspect.getsourcefile(unwrapped)
    except (OSError, TypeError):
        return None
    return None if file is None else Site(file, line)
