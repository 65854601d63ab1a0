"""Why something that a handler returned is no response.

Layer 2. The errors name the handler, what it returned and what it may return; the
usual slips (``None``, a bare status, status and body in the wrong order) have words of
their own.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Coroutine
from typing import Any, Final

from kolben.exceptions import ResponseError

__all__ = [
    "NO_BODIES",
    "is_status",
    "refusal",
    "refusal_of_headers",
    "refusal_of_length",
    "refusal_of_tuple",
]

NO_BODIES: Final = (int, tuple, type(None))
"""Types that stand in place of a body by mistake only."""

_LEGAL: Final = (
    "Return a str, bytes, dict, list, dataclass, msgspec.Struct, iterator, Response "
    "or WSGI application, alone or with status and headers in a tuple."
)
_LOWEST: Final = 100
_HIGHEST: Final = 999
_CODE: Final = re.compile("[1-9][0-9][0-9]")
_LINE_BREAK: Final = re.compile("[\r\n]")


def is_status(status: object) -> bool:
    """Return whether *status* is a code or a status line; ``None`` stands for 200.

    Example:
        >>> is_status(404), is_status("404 Missing"), is_status("Missing")
        (True, True, False)
    """
    if isinstance(status, int):
        return _LOWEST <= status <= _HIGHEST
    if isinstance(status, str):
        code = status.strip().partition(" ")[0]
        return bool(_CODE.fullmatch(code)) and not _LINE_BREAK.search(status)
    return status is None


def refusal(result: object, view: str) -> ResponseError:
    """Return the error for a *result* that is nothing that can be sent."""
    problem = f"{view} returned {_described(result)}, which is no response."
    hint = _LEGAL
    if result is None:
        hint = f"End every path of it with a 'return'. {_LEGAL}"
    elif isinstance(result, Coroutine):
        result.close()
        hint = "Write 'await' before the call."
    elif isinstance(result, AsyncIterator):
        hint = "Return Stream(...) or EventStream(...) of it."
    elif isinstance(result, type):
        problem = f"{view} returned the class {result.__name__}, not an object of it."
        hint = f"Return {result.__name__}(...)."
    elif is_status(result):
        hint = f"Return a body with it: 'return \"\", {_code(result)!r}'."
    return ResponseError(problem, hint=hint)


def refusal_of_length(result: tuple[Any, ...], view: str) -> ResponseError:
    """Return the error for a tuple that has too few or too many items."""
    return ResponseError(
        f"{view} returned a tuple of {len(result)}, which is no response.",
        hint="Add the status: 'return body, 200'."
        if len(result) == 1
        else "Return (body, status), (body, headers) or (body, status, headers).",
    )


def refusal_of_tuple(result: tuple[Any, ...], view: str) -> ResponseError:
    """Return the error for a tuple of the right length with a wrong item."""
    body, second = result[0], result[1]
    if isinstance(body, int) and is_status(body):
        problem = f"{view} returned the status {body!r} where the body has to be."
        hint = f"Swap them: 'return body, {int(body)}'."
    elif isinstance(body, NO_BODIES):
        problem = f"{view} returned a tuple whose body is {_described(body)}."
        hint = "Put a body first; '' if there is none."
    else:
        problem = f"{view} returned {second!r} where the status has to be."
        hint = "Return a code from 100 to 999, or a line such as '404 Missing'."
    return ResponseError(problem, hint=hint)


def refusal_of_headers(headers: object, error: Exception, view: str) -> ResponseError:
    """Return the error for *headers* of a tuple that cannot be sent."""
    return ResponseError(
        f"{view} returned the headers {headers!r}, which cannot be sent: {error}.",
        hint="Return a dict or a list of pairs of text, without line breaks.",
    )


def _code(status: object) -> object:
    return int(status) if isinstance(status, int) else status


def _described(result: object) -> str:
    return "None" if result is None else f"an object of {type(result).__name__}"
