"""The programmer's errors: one sentence on what is wrong, one on how to mend it.

Layer 0. Every error that Kolben reports about the code that uses it is raised from
this module's classes, so that a tool can show the problem and the hint apart. The
client's mistakes are HTTP errors (:mod:`kolben.http_errors`) and never stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Self

__all__ = [
    "BindError",
    "ConfigError",
    "ContextError",
    "KolbenError",
    "ResponseError",
    "RouteError",
    "RouteTypeError",
    "SessionError",
    "TemplateMismatch",
    "UrlError",
    "did_you_mean",
    "faults_of",
    "nearest",
]


class KolbenError(Exception):
    """Base class of every programming error that Kolben reports.

    Args:
        problem: One sentence that names the offending object by its ``repr``.
        hint: One sentence, in the imperative, that says how to mend it.

    Example:
        >>> print(RouteError("'/x/<id' never closes '<'.", hint="Write '<id>'."))
        '/x/<id' never closes '<'.
          help: Write '<id>'.
    """

    def __init__(self, problem: str, *, hint: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint

    @classmethod
    def saying(cls, words: tuple[str, str]) -> Self:
        """Return the error whose problem and hint are *words*.

        Example:
            >>> RouteError.saying(("It never matches.", "Mend it.")).hint
            'Mend it.'
        """
        problem, hint = words
        return cls(problem, hint=hint)

    def __str__(self) -> str:
        return f"{self.problem}\n  help: {self.hint}"


class RouteError(KolbenError, ValueError):
    """A route cannot be registered as it is written."""


class RouteTypeError(RouteError, TypeError):
    """A route was given something that is not of the type it needs."""


class BindError(KolbenError, TypeError):
    """The parameters of a handler cannot be filled from a request."""


class ResponseError(KolbenError, TypeError):
    """What a handler returned cannot be made a response."""


class UrlError(KolbenError, LookupError):
    """A URL cannot be built."""


class ContextError(KolbenError, RuntimeError):
    """Something was used outside of the context that it belongs to."""

    @classmethod
    def outside_of_request(cls, wanted: str) -> Self:
        """Return the error of *wanted*, which needs a request where there is none.

        Example:
            >>> ContextError.outside_of_request("'session'").problem
            "Working outside of request context: 'session' needs an HTTP request."
        """
        return cls(
            f"Working outside of request context: {wanted} needs an HTTP request.",
            hint="Call this while a request is handled, or in a test within "
            "'with app.test_request_context():'.",
        )


class SessionError(KolbenError, RuntimeError):
    """The session cannot be used as it is configured."""


class ConfigError(KolbenError):
    """A setting is missing, or is not what it has to be."""


class TemplateMismatch(KolbenError, TypeError):  # noqa: N818  # settled by DESIGN.md
    """A template and what it is given do not fit together."""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the one of *words* that *word* was probably meant to be.

    Example:
        >>> nearest("uuuid", ["int", "uuid"])
        'uuid'
        >>> nearest("slug", ["int", "uuid"]) is None
        True
    """
    return next(iter(get_close_matches(word, list(words), n=1)), None)


def did_you_mean(word: str, words: Iterable[str], otherwise: str) -> str:
    """Return the hint that names the nearest of *words*, or *otherwise* if none is.

    Example:
        >>> did_you_mean("uuuid", ["int", "uuid"], "Register it.")
        "Did you mean 'uuid'?"
        >>> did_you_mean("slug", ["int", "uuid"], "Register it.")
        'Register it.'
    """
    meant = nearest(word, words)
    return otherwise if meant is None else f"Did you mean {meant!r}?"


def faults_of(require: Callable[[], object]) -> Iterator[KolbenError]:
    """Yield the error that *require* raises, if it does.

    Example:
        >>> def require_key() -> None:
        ...     raise ConfigError("There is no key.", hint="Set one.")
        >>> [fault.problem for fault in faults_of(require_key)]
        ['There is no key.']
    """
    try:
        require()
    except KolbenError as error:
        yield error
