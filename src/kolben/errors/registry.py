"""Error handlers, by the class and by the code of the error they answer.

Layer 5. The policy of what answers an error stands in :meth:`ErrorTable.find`, for
one router, and in :class:`~kolben.errors.responder.ErrorResponder`, for a chain.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any, Final, Generic, TypeAlias, TypeVar, overload
from weakref import WeakKeyDictionary

from werkzeug.exceptions import HTTPException

from kolben._declaring import Declaring
from kolben._labels import label_of
from kolben._sites import site_of
from kolben._taking import require_taking
from kolben.errors.handlers import ErrorHandler
from kolben.errors.judging import require_answering
from kolben.exceptions import RouteError, RouteTypeError
from kolben.http_errors import DEFAULT_ERRORS
from kolben.responses import ResponseReturn
from kolben.spelling import not_a_verb

__all__ = [
    "ErrorAnswer",
    "ErrorTable",
    "handles",
    "require_errors",
    "table_of",
]

E = TypeVar("E", bound=Exception)
E1 = TypeVar("E1", bound=Exception)
E2 = TypeVar("E2", bound=Exception)
E3 = TypeVar("E3", bound=Exception)
K = TypeVar("K", int, type[Exception])
R = TypeVar("R", bound=ResponseReturn)
S = TypeVar("S")

ErrorAnswer: TypeAlias = Callable[[E], Any] | type[ErrorHandler[Any]]
"""Answers an error of type ``E``: a function, or a class of handlers."""

_MARK: Final = "__kolben_handles__"


class ErrorTable:
    """The error handlers of one router or one resource.

    The handler of the *nearest* class wins. A handler by code stands behind those of
    the classes that have this code and before that of ``HTTPException``.

    Example:
        >>> table = ErrorTable()
        >>> table.add(LookupError, lambda error: "lost")
        >>> table.find(KeyError("x")) is table.find(IndexError())
        True
        >>> table.find(ValueError()) is None
        True
    """

    def __init__(self) -> None:
        self._by_code: dict[int, ErrorAnswer[Any]] = {}
        self._by_class: dict[type[Exception], ErrorAnswer[Any]] = {}

    def __iter__(self) -> Iterator[tuple[int | type[Exception], ErrorAnswer[Any]]]:
        yield from self._by_code.items()
        yield from self._by_class.items()

    def add(self, kind: int | type[Exception], handler: ErrorAnswer[Any]) -> None:
        """Let *handler* answer errors with the code or of the class *kind*.

        Raises:
            RouteError: If *kind* is no code of an HTTP error, or has another handler.
            RouteTypeError: If *kind* is neither a code nor a class of exceptions.
        """
        _require_error(kind)
        if isinstance(kind, int):
            _put(self._by_code, kind, handler)
        else:
            _put(self._by_class, kind, handler)

    def override(self, other: ErrorTable) -> None:
        """Take the handlers of *other*, which win over those that are here."""
        self._by_code.update(other._by_code)
        self._by_class.update(other._by_class)

    def find(self, error: Exception) -> ErrorAnswer[Any] | None:
        """Return the handler nearest to *error*, or None.

        An HTTP error reaches only handlers by code, for classes of HTTP errors and
        for ``Exception``: a missing form key, which is a ``KeyError`` too, never
        looks like the programmer's own ``KeyError``.
        """
        code = error.code if isinstance(error, HTTPException) else None
        for kind in type(error).__mro__:
            if kind is HTTPException and code in self._by_code:
                return self._by_code[code]
            if code is not None and not _is_http(kind):
                continue
            if handler := self._by_class.get(kind):
                return handler
        return None


def _put(handlers: dict[K, ErrorAnswer[Any]], kind: K, handler: Any) -> None:
    """Keep *handler* as the only one of *kind*; a second would win silently."""
    known = handlers.setdefault(kind, handler)
    if known is not handler:
        name = getattr(kind, "__name__", kind)
        raise RouteError(
            f"Errors of {name} are handled here by {label_of(known)} already "
            f"({site_of(known)}).",
            hint="Keep one of them, or move one to a router of its own.",
        )


def _is_http(kind: type) -> bool:
    return kind is Exception or issubclass(kind, HTTPException)


def _require_error(kind: object) -> None:
    """Make sure that *kind* is the code or the class of errors.

    Raises:
        RouteError: If it is no code of an HTTP error.
        RouteTypeError: If it is neither a code nor a class of exceptions.
    """
    if isinstance(kind, int) and not isinstance(kind, bool):
        if kind in DEFAULT_ERRORS:
            return
        raise RouteError(
            f"{kind!r} is not the code of an HTTP error.",
            hint="Give one of: " + ", ".join(map(str, sorted(DEFAULT_ERRORS))) + ".",
        )
    if isinstance(kind, type) and issubclass(kind, Exception):
        return
    raise RouteTypeError(
        f"An error handler cannot be registered for {kind!r}.",
        hint="Call the decorator with the error, as in '@app.errorhandler(404)'."
        if inspect.isroutine(kind)
        else "Give several errors one by one: errorhandler(KeyError, 404)."
        if isinstance(kind, tuple | list)
        else "Give the code of an HTTP error, such as 404, or a class of exceptions, "
        "such as KeyError.",
    )


def require_errors(kinds: tuple[object, ...], decorator: str) -> None:
    """Make sure that *kinds* are errors, and that there is one at all.

    Raises:
        RouteError: If one is no code of an HTTP error.
        RouteTypeError: If one is neither a code nor a class of exceptions, or there
            is none.
    """
    with Declaring("declaring an error handler"):
        if not kinds:
            raise RouteTypeError(
                f"'{decorator}' is given no error to handle.",
                hint=f"Write '@{decorator}(KeyError)'.",
            )
        for kind in kinds:
            _require_error(kind)


class handles(Generic[E]):  # noqa: N801  # reads as a decorator
    """Lets a method of a resource answer the errors of its other methods.

    Args:
        kinds: Classes of exceptions; the nearest handler wins.

    Raises:
        RouteTypeError: If there is none, one is no class of exceptions, or the method
            does not take the error.
        ResponseError: If nothing can be sent of what the method says it returns.

    Example:
        >>> from kolben import App, Resource, handles
        >>> class Post(Resource, path="/posts/<post_id>"):
        ...     def get(self, post_id: int) -> str:
        ...         return {1: "first"}[post_id]
        ...
        ...     @handles(KeyError)
        ...     def missing(self, error: KeyError) -> tuple[str, int]:
        ...         return f"no post {error}", 404
        >>> app = App("example")
        >>> app.add(Post)
        >>> app.test_client().get("/posts/2").text
        'no post 2'
    """

    @overload
    def __init__(self: handles[E1], kind: type[E1], /) -> None: ...
    @overload
    def __init__(
        self: handles[E1 | E2], kind: type[E1], second: type[E2], /
    ) -> None: ...
    @overload
    def __init__(
        self: handles[E1 | E2 | E3],
        kind: type[E1],
        second: type[E2],
        third: type[E3],
        /,
        *more: type[E3],
    ) -> None: ...
    def __init__(self, *kinds: type[Exception]) -> None:
        require_errors(kinds, "handles")
        self.kinds = kinds

    def __call__(self, method: Callable[[S, E], R], /) -> Callable[[S, Any], R]:
        """Mark *method*, which is no misspelled verb then."""
        if inspect.isfunction(method):
            with Declaring("declaring an error handler"):
                require_taking(method, ("self", "error"), "an error handler")
                require_answering(method, self.kinds, bound=True)
        setattr(method, _MARK, self.kinds)
        return not_a_verb(method)


_TABLES: Final[WeakKeyDictionary[type, ErrorTable]] = WeakKeyDictionary()


def table_of(cls: type) -> ErrorTable:
    """Return the table of the methods of *cls* that ``@handles`` marks.

    A handler of the class itself wins over one that it inherits for the same error.

    Raises:
        RouteError: If a class handles an error by two of its methods.
    """
    table = _TABLES.get(cls)
    if table is None:
        table = ErrorTable()
        for base in reversed(cls.__mro__):
            table.override(_own_table(cls, base))
        _TABLES[cls] = table
    return table


def _own_table(cls: type, base: type) -> ErrorTable:
    """Return the table of what *base* gives *cls* and nothing after it overrides."""
    table = ErrorTable()
    for name, member in vars(base).items():
        if inspect.getattr_static(cls, name) is member:
            for kind in getattr(member, _MARK, ()):
                table.add(kind, member)
    return table
