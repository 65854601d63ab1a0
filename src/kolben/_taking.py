"""Whether a function that is handed over can be called as it will be.

Layer 0. Hooks, error handlers and rings are called long after they were declared; one
that takes too few parameters is refused where it stands, not when the first error
comes.
"""

from __future__ import annotations

import inspect

from kolben._labels import label_of
from kolben.exceptions import RouteTypeError

__all__ = ["require_synchronous", "require_taking"]


def require_taking(function: object, given: tuple[str, ...], declared: str) -> None:
    """Make sure that *function* can be called with *given*.

    Args:
        function: What was declared.
        given: The arguments that it will get, by names that explain them.
        declared: What it was declared as, with its article.

    Raises:
        RouteTypeError: If it is no function, or takes other parameters.

    Example:
        >>> require_taking(print, ("error",), "a teardown function")
        >>> require_taking(lambda: None, ("error",), "a teardown function")
        Traceback (most recent call last):
        ...
        kolben.exceptions.RouteTypeError: <lambda>() cannot be a teardown function: ...
    """
    if not callable(function):
        raise RouteTypeError(
            f"{function!r} is no function, so it cannot be {declared}.",
            hint="Pass the function itself.",
        )
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # some functions of C tell nobody
        return
    try:
        signature.bind(*given)
    except TypeError as error:
        raise RouteTypeError(
            f"{label_of(function)}() cannot be {declared}: it is called with "
            f"({', '.join(given)}), but {error}.",
            hint=f"Let it take {' and '.join(map(repr, given))}, and nothing else."
            if given
            else "Take its parameters out; 'kolben.request' is the request.",
        ) from None


def require_synchronous(function: object, declared: str) -> None:
    """Make sure that *function* is no coroutine function: its caller cannot wait.

    Args:
        function: What was declared.
        declared: What it was declared as, with its article.

    Raises:
        RouteTypeError: If it is one.
    """
    if inspect.iscoroutinefunction(function):
        raise RouteTypeError(
            f"{label_of(function)}() cannot be {declared}: it is a coroutine function.",
            hint="Write it with 'def'. Views, and the hooks before and after them, may "
            "be coroutine functions.",
        )
