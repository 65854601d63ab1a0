from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Protocol

import pytest
from tests.refusals import refused

from kolben import App, BindError, Router
from kolben.binding import Inject


class Db:
    """A dependency."""


class Sub(Db):
    """One below it."""


class Reader(Protocol):
    def read(self) -> str: ...


@contextmanager
def managed() -> Iterator[Db]:
    yield Db()


def nothing() -> None:
    """Make nothing."""


def text() -> str:
    return ""


def unannotated(db) -> Db:  # type: ignore[no-untyped-def]  # what is refused
    return Db()


def positional(db: Db, /) -> Db:
    return db


@pytest.mark.parametrize(
    ("kind", "factory", "problem"),
    [
        pytest.param("Db", None, "'Db' is no type", id="a name"),
        pytest.param(Db | None, Db, "is no type", id="a union"),
        pytest.param(Db, 3, "3 cannot make Db", id="no function"),
        pytest.param(Reader, None, "Reader cannot be made: it is abstract", id="abstr"),
        pytest.param(Db, managed, "managed() gives a context manager", id="manager"),
        pytest.param(Db, nothing, "nothing() returns None, not Db", id="None"),
        pytest.param(Db, text, "text makes str, not Db", id="another type"),
        pytest.param(Sub, Db, "Db makes Db, not Sub", id="the class above"),
        pytest.param(Db, unannotated, "'db' of unannotated() has no", id="unannotated"),
        pytest.param(Db, positional, "takes 'db' by position only", id="positional"),
    ],
)
def test_what_cannot_be_a_provider_is_refused_where_it_stands(
    app: App, kind: Any, factory: Any, problem: str
) -> None:
    with refused(BindError, problem):
        app.provide(kind, factory)


def test_an_unknown_scope_is_refused(app: App) -> None:
    with refused(BindError, "The scope 'thread' of Db is not known"):
        app.provide(Db, scope="thread")  # type: ignore[call-overload]  # refused


def test_a_second_provider_of_a_type_is_refused_with_both_places(app: App) -> None:
    app.provide(Db)

    with refused(BindError, "Db is provided twice, at ", "test_provider.py:") as found:
        app.provide(Db, Sub)

    assert found.error.problem.count("test_provider.py:") == 2


def test_another_router_may_provide_the_type_as_well(app: App) -> None:
    inner = Router("inner")
    app.provide(Db)
    inner.provide(Db, Sub)

    @app.get("/")
    def outer_name(db: Inject[Db]) -> str:
        return type(db).__name__

    inner.get("/inner")(outer_name)
    app.include(inner)

    client = app.test_client()
    assert client.get("/").text == "Db"
    assert client.get("/inner").text == "Sub"


def test_nothing_is_provided_after_the_first_request(app: App) -> None:
    app.test_client().get("/")

    with pytest.raises(ValueError, match="declared after the first request"):
        app.provide(Db)


def test_what_a_partial_function_was_given_is_not_provided_again(app: App) -> None:
    class Name(str):
        """A name."""

    class Person:
        def __init__(self, name: Name) -> None:
            self.name = name

    app.provide(Name, lambda: Name("provided"))
    app.provide(Person, partial(Person, name=Name("given")))

    with app.app_context():
        assert app.provided(Person).name == "given"
