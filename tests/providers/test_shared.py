from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from kolben import App
from kolben._async import LoopError
from kolben.binding import Inject


class Db:
    """A dependency."""


class Cache:
    """What is made of it."""

    def __init__(self, db: Db) -> None:
        self.db = db


def test_all_threads_share_one_value_that_is_made_once(app: App) -> None:
    made: list[Db] = []

    def slow() -> Db:
        time.sleep(0.02)
        made.append(Db())
        return made[-1]

    app.provide(Db, slow, scope="app")

    @app.get("/")
    def index(db: Inject[Db]) -> str:
        return str(id(db))

    app.freeze()
    with ThreadPoolExecutor(8) as pool:
        answers = {
            each.result()
            for each in [
                pool.submit(lambda: app.test_client().get("/").text) for _ in range(16)
            ]
        }

    assert answers == {str(id(made[0]))}
    assert len(made) == 1


def test_each_application_has_a_value_of_its_own() -> None:
    first, second = App("first"), App("second")
    for app in (first, second):
        app.provide(Db, scope="app")

    assert first.provided(Db) is first.provided(Db)
    assert first.provided(Db) is not second.provided(Db)


def test_a_factory_that_failed_is_tried_again(app: App) -> None:
    failures = [ConnectionError()]

    def db() -> Db:
        if failures:
            raise failures.pop()
        return Db()

    app.provide(Db, db, scope="app")

    with pytest.raises(ConnectionError):
        app.provided(Db)
    assert isinstance(app.provided(Db), Db)


def test_closing_cleans_up_in_reverse_order_and_a_later_use_makes_anew(
    app: App,
) -> None:
    log: list[str] = []

    async def db() -> AsyncIterator[Db]:
        yield Db()
        log.append("db")

    def cache(db: Db) -> Iterator[Cache]:
        yield Cache(db)
        log.append("cache")

    app.provide(Db, db, scope="app")
    app.provide(Cache, cache, scope="app")
    with closing(app):
        before = app.provided(Cache)
        assert log == []

    assert log == ["cache", "db"]
    assert app.provided(Cache) is not before
    app.close()


def test_closing_runs_every_clean_up_and_raises_what_they_raised(app: App) -> None:
    log: list[str] = []

    def db() -> Iterator[Db]:
        yield Db()
        log.append("db")

    def cache(db: Db) -> Iterator[Cache]:
        yield Cache(db)
        raise RuntimeError("stuck")

    app.provide(Db, db, scope="app")
    app.provide(Cache, cache, scope="app")
    app.provided(Cache)

    with pytest.raises(RuntimeError, match="stuck"):
        app.close()
    assert log == ["db"]


def test_an_application_that_nobody_holds_is_cleaned_up_after() -> None:
    log: list[str] = []

    def db() -> Iterator[Db]:
        yield Db()
        log.append("closed")

    def use() -> None:
        app = App("forgotten")
        app.provide(Db, db, scope="app")
        app.provided(Db)

    use()
    gc.collect()

    assert log == ["closed"]


PROGRAM = """
from collections.abc import AsyncIterator, Iterator
from kolben import App

class Db: ...
class Log: ...

def log() -> Iterator[Log]:
    yield Log()
    print("log closed")

async def db(log: Log) -> AsyncIterator[Db]:
    yield Db()
    print("db closed")

app = App("ended")
app.provide(Log, log, scope="app")
app.provide(Db, db, scope="app")
app.provided(Log)
app.provided(Db)
print("end")
"""


def test_the_end_of_the_process_cleans_up() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert done.stdout.split("\n") == ["end", "db closed", "log closed", ""]
    assert done.stderr == ""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
def test_a_forked_process_leaves_the_values_of_its_parent_alone() -> None:
    program = PROGRAM.replace("app.provided(Db)", "").replace(
        'print("end")',
        "import os\nif not os.fork(): app.close(); os._exit(0)\nos.wait()",
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert done.stdout == "log closed\n"


def test_values_that_wait_for_each_other_in_two_threads_do_not_block(
    app: App,
) -> None:
    started = threading.Barrier(2, timeout=5)

    class Other:
        pass

    def db() -> Db:
        started.wait()
        return Db()

    def other() -> Other:
        started.wait()
        return Other()

    app.provide(Db, db, scope="app")
    app.provide(Other, other, scope="app")

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(app.provided, Db)
        second = pool.submit(app.provided, Other)
        assert isinstance(first.result(5), Db)
        assert isinstance(second.result(5), Other)


def test_a_coroutine_waits_for_no_thread_that_waits_for_its_loop(app: App) -> None:
    begun, asked = threading.Event(), threading.Event()

    async def db() -> Db:
        begun.set()
        await asyncio.to_thread(asked.wait, 5)
        await asyncio.sleep(0)
        return Db()

    app.provide(Db, db, scope="app")

    @app.get("/by-parameter")
    def by_parameter(db: Inject[Db]) -> str:
        return "made"

    @app.get("/in-a-coroutine")
    async def in_a_coroutine() -> str:
        asked.set()
        return str(app.provided(Db))

    app.freeze()
    app.testing = True
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(app.test_client().get, "/by-parameter")
        assert begun.wait(5)
        second = pool.submit(app.test_client().get, "/in-a-coroutine")
        with pytest.raises(LoopError, match="Db is being made in another thread"):
            second.result(20)
        assert first.result(20).text == "made"
