"""What is said when an application cannot be loaded.

Layer 8. Every way in which it can fail ends in one of these errors: what was wanted,
what was tried, why it failed and what to do; the exit code is 2.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from types import TracebackType
from typing import Final

from kolben.commands import NoApplicationError
from kolben.exceptions import KolbenError

__all__ = ["NothingNamedError", "failure", "not_served", "raised_while"]

_KOLBEN: Final = Path(__file__).parents[1]
_PYTHON: Final = Path(traceback.__file__).parent
_MACHINERY: Final = ("<frozen importlib", "/importlib/__init__.py", "/kolben/cli/")


class NothingNamedError(NoApplicationError):
    """No application was named, and none lies in the current folder."""


def failure(problem: str, *, tried: str, hint: str) -> NoApplicationError:
    """Return the error that says *problem*, what was *tried* and what to do."""
    return NoApplicationError(f"{problem}\n  tried: {tried}.\n  help: {hint}")


def raised_while(doing: str, error: BaseException) -> NoApplicationError:
    """Return the error for an *error* that the programmer's own code raised.

    Args:
        doing: What was done when it was raised, as in ``"importing 'hello'"``.
        error: What was raised; its traceback is shown from the programmer's code on.
    """
    kind = type(error).__name__
    article = "an" if kind[0] in "AEIOU" else "a"
    trace = _own_part(error.__traceback__)
    report = traceback.TracebackException(type(error), error, trace)
    if isinstance(error, KolbenError):
        _end_with_own_part(report.stack)
        _leave_inner_causes_out(report)
    text = "".join(report.format()).rstrip()
    return NoApplicationError(f"While {doing}, {article} {kind} was raised:\n\n{text}")


def not_served(error: BaseException) -> NoApplicationError:
    """Return the error for what is wrong with the declarations of an application.

    They are compiled by Kolben alone, so there is no step of the programmer's code
    that a traceback could show; the notes of *error* say where things were declared.
    """
    text = "".join(traceback.format_exception_only(error)).rstrip()
    return NoApplicationError(f"The application cannot be served:\n\n{text}")


def _own_part(trace: TracebackType | None) -> TracebackType | None:
    """Return *trace* without the steps of Kolben and of Python's import at its top."""
    while trace is not None and _is_machinery(trace):
        trace = trace.tb_next
    return trace


def _end_with_own_part(stack: traceback.StackSummary) -> None:
    """Take the steps from *stack* by which Kolben found a mistake of the programmer."""
    while len(stack) > 1 and not _is_own(stack[-1].filename):
        stack.pop()


def _leave_inner_causes_out(report: traceback.TracebackException) -> None:
    """Take the causes from *report* in which nothing of the programmer's took part.

    What they say, the problem says as well.
    """
    cause = report.__cause__
    if cause is not None and not any(_is_own(step.filename) for step in cause.stack):
        report.__cause__ = None


def _is_own(file: str) -> bool:
    """Say whether *file* is the programmer's: neither Kolben's nor Python's."""
    path = Path(file)
    if file.startswith("<") or path.is_relative_to(_KOLBEN):
        return False
    return not path.is_relative_to(_PYTHON) or "site-packages" in path.parts


def _is_machinery(trace: TracebackType) -> bool:
    file = trace.tb_frame.f_code.co_filename.replace("\\", "/")
    return any(part in file for part in _MACHINERY)
