"""Whether what answers an error says that it takes that error, and what it returns.

Layer 5. Type checkers see it too. Judged again at registration, for those who run
none: an error handler that fails is met first when something else has failed already.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any, get_origin

from werkzeug.exceptions import HTTPException

from kolben._annotations import (
    UnresolvedAnnotation,
    describe,
    hints_of,
    members_of,
    return_hint_of,
)
from kolben._labels import label_of
from kolben.exceptions import RouteTypeError
from kolben.http_errors import DEFAULT_ERRORS
from kolben.responses.sendable import require_sendable

__all__ = ["require_answering", "taken_by", "takes"]


def require_answering(
    function: Callable[..., Any],
    kinds: Iterable[type[Exception] | int],
    *,
    bound: bool = False,
) -> None:
    """Make sure that *function* says it takes errors of *kinds*, and can answer them.

    What a decorator has wrapped is not judged: it may do something else.

    Args:
        function: What answers the errors.
        kinds: Their classes and codes.
        bound: Whether its first parameter is ``self``.

    Raises:
        RouteTypeError: If it says that it takes other errors.
        ResponseError: If nothing can be sent of what it says it returns.

    Example:
        >>> def lost(error: KeyError) -> str: ...
        >>> require_answering(lost, [KeyError])
        >>> require_answering(lost, [404])
        Traceback (most recent call last):
        ...
        kolben.exceptions.RouteTypeError: lost() is to answer 404, but takes KeyError.
          help: Annotate its error as NotFound, or register it for what it takes.
    """
    if hasattr(function, "__wrapped__"):
        return
    taken = taken_by(function, bound=bound)
    for kind in kinds:
        if not takes(taken, kind):
            meant = DEFAULT_ERRORS[kind] if isinstance(kind, int) else kind
            said = kind if isinstance(kind, int) else kind.__qualname__
            raise RouteTypeError(
                f"{label_of(function)}() is to answer {said}, but takes "
                f"{describe(taken)}.",
                hint=f"Annotate its error as {meant.__qualname__}, or register it for "
                "what it takes.",
            )
    require_sendable(return_hint_of(function), label_of(function))


def taken_by(function: Callable[..., Any], *, bound: bool) -> object:
    """Return the annotation of the error, or ``Any`` if none can be read."""
    try:
        parameters = list(inspect.signature(function).parameters)
        return hints_of(function).get(parameters[int(bound)], Any)
    except (IndexError, TypeError, UnresolvedAnnotation, ValueError):
        return Any


def takes(taken: object, kind: type[Exception] | int) -> bool:
    """Whether what is annotated as *taken* takes errors of *kind*, if one can tell."""
    return any(_is_below(kind, each) for each in members_of(taken))


def _is_below(kind: type[Exception] | int, taken: object) -> bool:
    taken = get_origin(taken) or taken
    if taken is Any or not isinstance(taken, type):
        return True
    if isinstance(kind, int):  # errors of ones own may have the code as well
        own = issubclass(taken, HTTPException) and taken.code == kind
        return own or issubclass(DEFAULT_ERRORS[kind], taken)
    return issubclass(kind, taken)
