"""How a room reports: the problem as an error, the hint as a note on the same line.

Layer 8. The words are those of the start and of ``kolben check``; the type system's
own complaints never come from here.
"""

from __future__ import annotations

from typing import Protocol

from mypy.errorcodes import ErrorCode
from mypy.nodes import Context
from mypy.plugin import CheckerPluginInterface

__all__ = ["Told", "report"]


class Told(Protocol):
    """What is wrong, and how to mend it: ``Words``, or a ``KolbenError``."""

    @property
    def problem(self) -> str:
        """One sentence that names the offending object."""
        ...

    @property
    def hint(self) -> str:
        """One sentence that says how to mend it."""
        ...


def report(
    api: CheckerPluginInterface, context: Context, told: Told, code: ErrorCode
) -> None:
    """Report *told* at *context*, so that *code* silences the problem and the hint."""
    if api.fail(told.problem, context, code=code) is not None and told.hint:
        api.msg.note(told.hint, context, code=code)
