"""What need not be reached, by patterns that each have a reason.

Layer 8. A line is ``pattern: reason``; the pattern is that of a file name, and is
compared with the names of things and with their files.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Self

from kolben.exceptions import ConfigError
from kolben.pytest_plugin.things import Thing

__all__ = ["LeftOut"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A pattern, and why what it fits need not be reached.

    Example:
        >>> left_out = LeftOut.read("GET /health: only the load balancer asks")
        >>> left_out.pattern, left_out.reason
        ('GET /health', 'only the load balancer asks')
        >>> thing = Thing("endpoint", "GET /health", "/shop/app.py", 7)
        >>> left_out.fits(thing, Path("/shop"))
        True
    """

    pattern: str
    reason: str

    @classmethod
    def read(cls, line: str) -> Self:
        """Read a line of the setting ``kolben_unreached``.

        Raises:
            ConfigError: If it has no pattern or no reason.
        """
        pattern, _, reason = line.partition(": ")
        if not pattern.strip() or not reason.strip():
            raise ConfigError(
                f"{line!r} in 'kolben_unreached' leaves something out without a "
                "reason.",
                hint="Write 'pattern: reason', as in 'GET /health: only the load "
                "balancer asks'.",
            )
        return cls(pattern.strip(), reason.strip())

    def fits(self, thing: Thing, root: Path) -> bool:
        """Whether *thing*, of the project in *root*, is left out."""
        file = Path(thing.file)
        if file.is_relative_to(root):
            file = file.relative_to(root)
        names = (thing.name, file.as_posix())
        return any(fnmatchcase(name, self.pattern) for name in names)

    def fits_any(self, things: Iterable[Thing], root: Path) -> bool:
        """Whether one of *things* is left out."""
        return any(self.fits(thing, root) for thing in things)
