from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest

from kolben import App, BindError, NotFound, request
from kolben.binding import Inject


class Db:
    """A dependency."""


class Cache:
    """What is made of it."""

    def __init__(self, db: Db) -> None:
        self.db = db


Log = list[str]


@pytest.fixture
def log() -> Log:
    """What happened, in order."""
    return []


def transactions(log: Log) -> Callable[[], Iterator[Db]]:
    def db() -> Iterator[Db]:
        log.append("begin")
        try:
            yield Db()
            log.append("commit")
        except BaseException as error:
            log.append(f"roll back {type(error).__name__}")
            raise
        finally:
            log.append("close")

    return db


def async_transactions(log: Log) -> Callable[[], AsyncIterator[Db]]:
    async def db() -> AsyncIterator[Db]:
        log.append("begin")
        try:
            yield Db()
            log.append("commit")
        except BaseException as error:
            log.append(f"roll back {type(error).__name__}")
            raise
        finally:
            log.append(f"close {request.path}")

    return db


def test_a_generator_cleans_up_when_the_request_is_over(app: App, log: Log) -> None:
    app.provide(Db, transactions(log))

    @app.get("/")
    def index(db: Inject[Db]) -> str:
        log.append("work")
        return ""

    app.test_client().get("/")

    assert log == ["begin", "work", "commit", "close"]


def test_an_asynchronous_generator_does_so_within_the_context(
    app: App, log: Log
) -> None:
    app.provide(Db, async_transactions(log))

    @app.get("/here")
    async def index(db: Inject[Db]) -> str:
        log.append("work")
        return ""

    app.test_client().get("/here")

    assert log == ["begin", "work", "commit", "close /here"]


def test_coroutine_functions_and_what_gives_coroutines_are_awaited(app: App) -> None:
    async def made() -> Db:
        return Db()

    async def cached(db: Db) -> Cache:
        return Cache(db)

    app.provide(Db, lambda: made())  # noqa: PLW0108  # not seen to be a coroutine function
    app.provide(Cache, cached)

    @app.get("/")
    def index(cache: Inject[Cache]) -> str:
        return type(cache.db).__name__

    assert app.test_client().get("/").text == "Db"


@pytest.mark.parametrize("kind", [transactions, async_transactions])
@pytest.mark.parametrize(
    ("error", "status"), [(NotFound, 404), (KeyError, 409), (ZeroDivisionError, 500)]
)
def test_an_error_of_the_request_is_raised_at_the_yield_though_it_was_answered(
    app: App, log: Log, kind: Any, error: type[Exception], status: int
) -> None:
    app.provide(Db, kind(log))

    @app.get("/")
    def index(db: Inject[Db]) -> str:
        raise error

    @app.errorhandler(KeyError)
    def conflict(error: KeyError) -> tuple[str, int]:
        return "", 409

    assert app.test_client().get("/").status_code == status
    assert log[:2] == ["begin", f"roll back {error.__name__}"]
    assert log[2].startswith("close")


def test_clean_ups_run_in_reverse_order_though_one_raises_which_is_logged(
    app: App, log: Log, caplog: pytest.LogCaptureFixture
) -> None:
    def db() -> Iterator[Db]:
        yield Db()
        log.append("db")

    def cache(db: Db) -> Iterator[Cache]:
        yield Cache(db)
        log.append("cache")
        raise RuntimeError("the cache is stuck")

    app.provide(Db, db)
    app.provide(Cache, cache)

    @app.get("/")
    def index(cache: Inject[Cache]) -> str:
        return "answered"

    with caplog.at_level(logging.ERROR):
        assert app.test_client().get("/").text == "answered"

    assert log == ["cache", "db"]
    assert "the cache is stuck" in caplog.text


def test_teardown_functions_may_still_use_what_was_provided(app: App, log: Log) -> None:
    app.provide(Db, transactions(log))

    @app.teardown_request
    def ended(error: BaseException | None) -> None:
        log.append(f"teardown {type(app.provided(Db)).__name__}")

    @app.get("/")
    def index(db: Inject[Db]) -> str:
        return ""

    app.test_client().get("/")

    assert log == ["begin", "teardown Db", "commit", "close"]


@pytest.mark.parametrize("fails", [False, True])
def test_a_streamed_body_keeps_what_is_provided_until_it_is_closed(
    app: App, log: Log, fails: bool
) -> None:
    app.provide(Db, transactions(log))

    @app.get("/")
    def index(db: Inject[Db]) -> Iterator[str]:
        def pieces() -> Iterator[str]:
            log.append("piece")
            yield "a"
            if fails:
                raise ZeroDivisionError

        return pieces()

    answer = app.test_client().get("/", buffered=False)
    pieces = iter(answer.response)
    next(pieces)
    assert log == ["begin", "piece"]
    if fails:
        with pytest.raises(ZeroDivisionError):
            next(pieces)
    answer.close()

    end = "roll back ZeroDivisionError" if fails else "commit"
    assert log == ["begin", "piece", end, "close"]


def test_a_request_that_was_refused_before_it_was_made_cleans_up_nothing(
    app: App, log: Log
) -> None:
    app.provide(Db, transactions(log))

    @app.get("/")
    def index(db: Inject[Db]) -> str:
        return ""

    app.test_client().get("/nowhere")

    assert log == []


def test_an_error_that_the_generator_takes_is_no_error_of_the_clean_up(
    app: App, log: Log, caplog: pytest.LogCaptureFixture
) -> None:
    def db() -> Iterator[Db]:
        try:
            yield Db()
        except KeyError:
            log.append("taken")

    app.provide(Db, db)

    @app.get("/")
    def index(db: Inject[Db]) -> str:
        raise KeyError

    assert app.test_client().get("/").status_code == 500
    assert log == ["taken"]


def never() -> Iterator[Db]:
    yield from ()


def twice() -> Iterator[Db]:
    yield Db()
    yield Db()


async def never_async() -> AsyncIterator[Db]:
    nothing: list[Db] = []
    for each in nothing:
        yield each


async def twice_async() -> AsyncIterator[Db]:
    yield Db()
    yield Db()


@pytest.mark.parametrize("factory", [never, never_async, lambda: None])
def test_a_factory_that_gives_nothing_is_an_error_that_says_so(
    app: App, factory: Any
) -> None:
    app.provide(Db, factory)

    with app.app_context(), pytest.raises(BindError, match="The provider of Db "):
        app.provided(Db)


@pytest.mark.parametrize("factory", [twice, twice_async])
def test_a_factory_that_yields_twice_is_an_error_that_says_so(
    app: App, factory: Any
) -> None:
    app.provide(Db, factory)

    context = app.app_context()
    context.push()
    app.provided(Db)

    with pytest.raises(BindError, match="The provider of Db yielded twice"):
        context.pop()
