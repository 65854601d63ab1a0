"""Classes that answer errors: ``class Missing(ErrorHandler[KeyError])``.

Layer 5. What a handler answers is said once, as the argument of its base, where type
checkers compare it with the method; the registration reads it from there.
"""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from contextlib import suppress
from typing import Any, Generic, TypeGuard, TypeVar

from kolben._annotations import MISSING, UnresolvedAnnotation, describe, members_of
from kolben._generics import argument_of
from kolben._labels import label_of
from kolben._taking import require_taking
from kolben.binding import Plan, Signature
from kolben.errors.judging import require_answering, taken_by, takes
from kolben.exceptions import RouteTypeError
from kolben.responses import ResponseReturn

__all__ = [
    "ErrorHandler",
    "is_handler",
    "kinds_of",
    "require_handler",
    "require_no_class",
]

E_contra = TypeVar("E_contra", bound=Exception, contravariant=True)

_DECLARED = "an error handler"


class ErrorHandler(ABC, Generic[E_contra]):
    """Answers errors of a class, or of several: ``ErrorHandler[KeyError | OSError]``.

    A handler is made anew for each error that it answers, so state on ``self`` is
    safe, and its constructor is filled by type, as that of a resource is. Register
    the class by ``add_error_handler`` of an application or a router.

    Example:
        >>> from kolben import App
        >>> class Missing(ErrorHandler[KeyError]):
        ...     def handle(self, error: KeyError) -> tuple[str, int]:
        ...         return f"There is no {error}.", 404
        >>> app = App("example")
        >>> app.add_error_handler(Missing)
        >>> @app.get("/<name>")
        ... def show(name: str) -> str:
        ...     return {"tea": "green"}[name]
        >>> app.test_client().get("/milk").text
        "There is no 'milk'."
    """

    @abstractmethod
    def handle(self, error: E_contra, /) -> ResponseReturn:
        """Return the answer to *error*; it may be an ``async def``."""


def is_handler(declared: object) -> TypeGuard[type[ErrorHandler[Any]]]:
    """Whether *declared* is a class of error handlers."""
    return isinstance(declared, type) and issubclass(declared, ErrorHandler)


def require_no_class(handler: object) -> None:
    """Make sure that *handler* is not registered for errors that it names itself.

    Raises:
        RouteTypeError: If it is a class of error handlers.
    """
    if is_handler(handler):
        raise RouteTypeError(
            f"{label_of(handler)} says itself which errors it answers.",
            hint=f"Write 'add_error_handler({label_of(handler)})'.",
        )


def kinds_of(handler: type[ErrorHandler[Any]]) -> tuple[type[Exception], ...]:
    """Return the classes of the errors that *handler* says it answers.

    Raises:
        RouteTypeError: If it says nothing, or names what is no class of errors.

    Example:
        >>> class Lost(ErrorHandler[KeyError | IndexError]):
        ...     def handle(self, error: LookupError) -> str:
        ...         return "lost"
        >>> kinds_of(Lost)
        (<class 'KeyError'>, <class 'IndexError'>)
    """
    kinds: list[type[Exception]] = []
    for kind in members_of(argument_of(handler, ErrorHandler)):
        if not (isinstance(kind, type) and issubclass(kind, Exception)):
            raise _unreadable(handler, kind)
        kinds.append(kind)
    return tuple(kinds)


def require_handler(handler: object) -> None:
    """Make sure that *handler* is a class that can answer the errors it names.

    Raises:
        RouteTypeError: If it is no such class, has no ``handle``, or that method does
            not take every error that the class names.
        BindError: If nothing could be provided for its constructor.
        ResponseError: If nothing can be sent of what that method says it returns.
    """
    if not is_handler(handler):
        raise RouteTypeError(
            f"{handler!r} is no class of error handlers.",
            hint="Pass a subclass of ErrorHandler itself, or a function to "
            "'register_error_handler(KeyError, function)'.",
        )
    if inspect.isabstract(handler):
        raise RouteTypeError(
            f"{label_of(handler)} has no method 'handle'.",
            hint="Write 'def handle(self, error: ...) -> ...' in it.",
        )
    with suppress(UnresolvedAnnotation):  # its names may be written further below
        Plan.of_maker(Signature.of(handler, label=label_of(handler)))
    require_taking(handler.handle, ("self", "error"), _DECLARED)
    _require_wide_enough(handler)
    require_answering(handler.handle, (), bound=True)


def _unreadable(handler: type, kind: object) -> RouteTypeError:
    """Return the error about a *handler* that names *kind* for a class of errors."""
    said = (
        "does not say which errors it answers"
        if kind is MISSING or isinstance(kind, TypeVar)
        else f"cannot answer {describe(kind)}, which is no class of errors"
    )
    return RouteTypeError(
        f"{label_of(handler)} {said}.",
        hint=f"Write 'class {label_of(handler)}(ErrorHandler[KeyError])', with the "
        "class of the error.",
    )


def _require_wide_enough(handler: type[ErrorHandler[Any]]) -> None:
    """Make sure that ``handle`` says it takes what its class says it answers."""
    taken = taken_by(handler.handle, bound=True)
    for kind in kinds_of(handler):
        if not takes(taken, kind):
            raise RouteTypeError(
                f"{label_of(handler)} answers {kind.__qualname__}, but its 'handle' "
                f"takes {describe(taken)}.",
                hint=f"Annotate the error as {kind.__qualname__}, or name in "
                "'ErrorHandler[...]' what it takes.",
            )
