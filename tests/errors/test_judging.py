from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, NoReturn

import pytest
from tests.refusals import refused

from kolben import App, ErrorHandler, ResponseError, handles
from kolben.errors.judging import require_answering
from kolben.exceptions import RouteTypeError
from kolben.http_errors import HTTPException, MethodNotAllowed, NotFound


class Gone(HTTPException):
    code = 404


def key(error: KeyError) -> str:
    return ""


def lookup(error: LookupError) -> str:
    return ""


def either(error: KeyError | OSError) -> str:
    return ""


def anything(error) -> str:  # type: ignore[no-untyped-def]  # the point
    return ""


def unknown(error: Nowhere) -> str:  # type: ignore[name-defined]  # noqa: F821  # the point
    return ""


def http(error: HTTPException) -> str:
    return ""


def not_found(error: NotFound) -> str:
    return ""


def own(error: Gone) -> str:
    return ""


def method(error: MethodNotAllowed) -> str:
    return ""


def nothing(error: KeyError) -> None:
    """Forget to answer."""


def swapped(error: KeyError) -> tuple[int, str]:
    return 404, ""


async def later(error: KeyError) -> None:
    """Forget to answer."""


def never(error: KeyError) -> NoReturn:
    raise error


@functools.wraps(nothing)
def wrapped(error: Any) -> Any:
    return nothing(error)


@pytest.mark.parametrize(
    ("function", "kind"),
    [
        (key, KeyError),
        (lookup, KeyError),
        (either, KeyError),
        (anything, KeyError),
        (unknown, KeyError),
        (never, KeyError),
        (wrapped, KeyError),
        (http, 404),
        (not_found, 404),
        (own, 404),
        (functools.partial(key), KeyError),
        (print, KeyError),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_what_takes_the_error_and_answers_it_is_let_through(
    function: Callable[..., Any], kind: type[Exception] | int
) -> None:
    require_answering(function, [kind])


@pytest.mark.parametrize(
    ("function", "kind", "problem"),
    [
        (key, ValueError, "key() is to answer ValueError, but takes KeyError."),
        (key, LookupError, "key() is to answer LookupError, but takes KeyError."),
        (
            either,
            ValueError,
            "either() is to answer ValueError, but takes KeyError | O",
        ),
        (key, 404, "key() is to answer 404, but takes KeyError."),
        (method, 404, "method() is to answer 404, but takes MethodNotAllowed."),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_what_says_that_it_takes_other_errors_is_refused(
    app: App,
    function: Callable[..., Any],
    kind: type[Exception] | int,
    problem: str,
) -> None:
    with refused(RouteTypeError, problem):
        app.register_error_handler(kind, function)


@pytest.mark.parametrize(
    ("function", "problem"),
    [
        (nothing, "nothing() returns None"),
        (later, "later() returns None"),
        (swapped, "swapped() returns tuple[int, str]"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_what_says_that_it_returns_no_response_is_refused(
    app: App, function: Callable[..., Any], problem: str
) -> None:
    with refused(ResponseError, problem):
        app.errorhandler(KeyError)(function)


def test_methods_are_judged_as_functions_are() -> None:
    with refused(RouteTypeError, "answer KeyError, but takes ValueError."):

        @handles(KeyError)  # type: ignore[arg-type]  # the point
        def missing(self: object, error: ValueError) -> str:
            return ""

    with refused(ResponseError, "returns None"):

        @handles(KeyError)  # type: ignore[type-var]  # the point
        def silent(self: object, error: KeyError) -> None:
            """Forget to answer."""


def test_the_method_of_a_class_has_to_answer_too(app: App) -> None:
    class Silent(ErrorHandler[KeyError]):
        def handle(self, error: KeyError) -> None:  # type: ignore[override]  # the point
            """Forget to answer."""

    with refused(ResponseError, "Silent.handle() returns None"):
        app.add_error_handler(Silent)
