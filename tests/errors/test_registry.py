from __future__ import annotations

from typing import Any

import pytest

from kolben import App, Resource, handles
from kolben.errors import ErrorTable
from kolben.errors.registry import table_of
from kolben.exceptions import RouteError, RouteTypeError
from kolben.http_errors import (
    BadRequestKeyError,
    Forbidden,
    HTTPException,
    InternalServerError,
    NotFound,
)


class _Missing(NotFound):
    description = "no such post"


class _Teapot(HTTPException):
    code = 418


def _table(*kinds: int | type[Exception]) -> ErrorTable:
    table = ErrorTable()
    for kind in kinds:
        table.add(kind, lambda error, kind=kind: kind)
    return table


def _answer(table: ErrorTable, error: Exception) -> Any:
    handler = table.find(error)
    return None if handler is None else handler(error)


@pytest.mark.parametrize(
    ("kinds", "error", "winner"),
    [
        pytest.param((LookupError, KeyError), KeyError(), KeyError, id="nearest"),
        pytest.param((LookupError, Exception), KeyError(), LookupError, id="nearer"),
        pytest.param((ValueError,), KeyError(), None, id="unrelated"),
        pytest.param((404, HTTPException), NotFound(), 404, id="code before base"),
        pytest.param((404, _Missing), _Missing(), _Missing, id="class before code"),
        pytest.param((NotFound, 404), _Missing(), NotFound, id="base before code"),
        pytest.param((418,), _Teapot(), 418, id="code of a foreign class"),
        pytest.param((404,), Forbidden(), None, id="another code"),
        pytest.param((Exception,), NotFound(), Exception, id="all errors"),
        pytest.param((KeyError,), BadRequestKeyError(), None, id="form key"),
        pytest.param((400, KeyError), BadRequestKeyError(), 400, id="form key by code"),
        pytest.param((500,), InternalServerError(), 500, id="server error"),
    ],
)
def test_the_nearest_handler_answers(
    kinds: tuple[int | type[Exception], ...],
    error: Exception,
    winner: int | type[Exception] | None,
) -> None:
    assert _answer(_table(*kinds), error) == winner


def test_the_handlers_can_be_listed() -> None:
    assert [kind for kind, _ in _table(404, KeyError)] == [404, KeyError]


@pytest.mark.parametrize("code", [200, 299, 999, 302])
def test_what_is_no_code_of_an_error_is_refused(app: App, code: int) -> None:
    with pytest.raises(RouteError, match=f"{code} is not the code of an HTTP error"):
        app.errorhandler(code)(lambda error: "")


@pytest.mark.parametrize("kind", ["404", int, KeyError("x"), True, BaseException])
def test_what_is_no_error_is_refused(app: App, kind: Any) -> None:
    with pytest.raises(RouteTypeError, match="cannot be registered for"):
        app.register_error_handler(kind, lambda error: "")


def test_a_handler_that_comes_too_late_is_refused(app: App) -> None:
    app.test_client().get("/")

    with pytest.raises(RouteError, match="An error handler was declared after"):
        app.errorhandler(404)(lambda error: "")


def test_the_decorator_returns_its_function(app: App) -> None:
    def lost(error: NotFound) -> str:
        return "lost"

    assert app.errorhandler(404)(lost) is lost


def test_one_function_may_handle_several_kinds(app: App) -> None:
    @app.errorhandler(KeyError, ValueError)
    def wrong(error: Exception) -> tuple[str, int]:
        return type(error).__name__, 400

    @app.get("/<kind>")
    def fail(kind: str) -> str:
        raise {"key": KeyError, "value": ValueError}[kind]

    client = app.test_client()

    assert [client.get(f"/{k}").text for k in ("key", "value")] == [
        "KeyError",
        "ValueError",
    ]


def test_methods_of_a_resource_handle_its_errors(app: App) -> None:
    class Base(Resource):
        @handles(LookupError)
        def lost(self, error: LookupError) -> tuple[str, int]:
            return f"{self.request.path}: {error}", 404

    @app.resource("/<name>")
    class Child(Base):
        def get(self, name: str) -> str:
            raise KeyError(name)

    @app.errorhandler(KeyError)
    def elsewhere(error: KeyError) -> str:
        return "elsewhere"

    assert app.test_client().get("/x").text == "/x: 'x'"


def test_the_table_of_a_class_is_made_once() -> None:
    class Plain(Resource):
        @handles(KeyError, ValueError)
        def wrong(self, error: Exception) -> str:
            return ""

    assert table_of(Plain) is table_of(Plain)
    assert [kind for kind, _ in table_of(Plain)] == [KeyError, ValueError]


@pytest.mark.parametrize(
    "kinds",
    [
        pytest.param((), id="nothing"),
        pytest.param((print,), id="the handler itself"),
        pytest.param(((KeyError, ValueError),), id="a tuple"),
    ],
)
def test_a_decorator_without_an_error_is_refused(app: App, kinds: Any) -> None:
    for decorator in (app.errorhandler, handles):
        with pytest.raises(RouteTypeError) as caught:
            decorator(*kinds)

        assert "test_registry.py" in caught.value.__notes__[0]


def test_a_handler_that_does_not_take_the_error_is_refused(app: App) -> None:
    with pytest.raises(RouteTypeError, match="cannot be an error handler"):
        app.register_error_handler(404, lambda: "lost")  # type: ignore[call-overload]
    with pytest.raises(RouteTypeError, match="cannot be an error handler"):
        handles(KeyError)(lambda self: "lost")


@pytest.mark.parametrize("kind", [404, KeyError])
def test_a_second_handler_of_the_same_error_is_refused(app: App, kind: Any) -> None:
    def first(error: Exception) -> str:
        return "first"

    app.register_error_handler(kind, first)
    app.register_error_handler(kind, first)

    with pytest.raises(RouteError, match=r"handled here by first already \(") as caught:
        app.register_error_handler(kind, lambda error: "second")

    assert "test_registry.py" in caught.value.problem
    assert "test_registry.py" in caught.value.__notes__[0]


def test_a_resource_that_handles_an_error_twice_is_refused(app: App) -> None:
    class Twice(Resource):
        def get(self) -> str:
            return ""

        @handles(KeyError)
        def one(self, error: KeyError) -> str:
            return "one"

        @handles(KeyError)
        def two(self, error: KeyError) -> str:
            return "two"

    with pytest.raises(RouteError, match=r"KeyError are handled here by Twice\.one"):
        app.add("/", Twice)


def test_the_own_handler_of_a_class_wins_over_an_inherited_one(app: App) -> None:
    class Base(Resource):
        @handles(KeyError)
        def z_inherited(self, error: KeyError) -> str:
            return "inherited"

    @app.resource("/")
    class Child(Base):
        def get(self) -> str:
            raise KeyError

        @handles(KeyError)
        def a_own(self, error: KeyError) -> str:
            return "own"

    assert app.test_client().get("/").text == "own"
