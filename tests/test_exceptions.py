from __future__ import annotations

import pytest

from kolben.exceptions import (
    BindError,
    ConfigError,
    ContextError,
    KolbenError,
    ResponseError,
    RouteError,
    RouteTypeError,
    SessionError,
    TemplateMismatch,
    UrlError,
    nearest,
)


def test_an_error_says_the_problem_and_then_the_hint() -> None:
    error = KolbenError("It is wrong.", hint="Mend it.")

    assert str(error) == "It is wrong.\n  help: Mend it."
    assert (error.problem, error.hint) == ("It is wrong.", "Mend it.")


@pytest.mark.parametrize(
    ("kind", "base"),
    [
        (RouteError, ValueError),
        (RouteTypeError, TypeError),
        (BindError, TypeError),
        (ResponseError, TypeError),
        (UrlError, LookupError),
        (ContextError, RuntimeError),
        (SessionError, RuntimeError),
        (ConfigError, KolbenError),
        (TemplateMismatch, TypeError),
    ],
)
def test_an_error_is_also_what_python_calls_it(
    kind: type[KolbenError], base: type[Exception]
) -> None:
    error = kind("problem", hint="hint")

    assert isinstance(error, KolbenError)
    assert isinstance(error, base)
    assert str(error) == "problem\n  help: hint"


@pytest.mark.parametrize(
    ("word", "found"),
    [
        pytest.param("uuuid", "uuid", id="a letter too many"),
        pytest.param("flaot", "float", id="two letters swapped"),
        pytest.param("slug", None, id="nothing like it"),
    ],
)
def test_the_nearest_word_is_the_one_that_was_meant(
    word: str, found: str | None
) -> None:
    assert nearest(word, iter(["int", "uuid", "float"])) == found
