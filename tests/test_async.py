from __future__ import annotations

import asyncio
import contextvars
import functools
import gc
import os
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from kolben._async import Loop, LoopError

color: contextvars.ContextVar[str] = contextvars.ContextVar("color", default="none")


@pytest.fixture
def loop() -> Iterator[Loop]:
    """A loop that is closed after the test."""
    made = Loop()
    yield made
    made.close()


async def double(number: int) -> int:
    await asyncio.sleep(0)
    return 2 * number


async def where() -> tuple[asyncio.AbstractEventLoop, threading.Thread]:
    return asyncio.get_running_loop(), threading.current_thread()


async def paint(name: str) -> tuple[str, str]:
    before = color.get()
    color.set(name)
    await asyncio.sleep(0)
    return before, color.get()


def test_returns_what_the_coroutine_returns(loop: Loop) -> None:
    assert loop.run(double(4)) == 8


def test_raises_what_the_coroutine_raises(loop: Loop) -> None:
    async def fail() -> None:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        loop.run(fail())

    assert loop.run(double(1)) == 2


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_an_exit_is_raised_in_the_caller_and_does_not_end_the_loop(
    kind: type[BaseException], loop: Loop
) -> None:
    async def leave() -> None:
        raise kind

    with pytest.raises(kind):
        loop.run(leave())

    assert loop.run(double(1)) == 2


def test_a_coroutine_that_is_cancelled_says_so(loop: Loop) -> None:
    async def give_up() -> None:
        raise asyncio.CancelledError

    with pytest.raises(LoopError, match="cancelled") as caught:
        loop.run(give_up())

    assert isinstance(caught.value, RuntimeError)


def test_no_thread_is_started_before_it_is_needed() -> None:
    before = threading.active_count()

    Loop().close()

    assert threading.active_count() == before


def test_one_loop_and_thread_serve_every_call(loop: Loop) -> None:
    first, second = loop.run(where()), loop.run(where())

    assert first == second
    assert first[1] is not threading.current_thread()


def test_many_threads_share_the_loop(loop: Loop) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda n: loop.run(double(n)), range(50)))
        loops = set(pool.map(lambda _: loop.run(where())[0], range(50)))

    assert numbers == [2 * n for n in range(50)]
    assert len(loops) == 1


def test_the_coroutine_sees_the_context_of_its_caller(loop: Loop) -> None:
    token = color.set("red")

    seen = loop.run(paint("blue"))
    color.reset(token)

    assert seen == ("red", "blue")


def test_what_the_coroutine_sets_stays_with_it(loop: Loop) -> None:
    loop.run(paint("blue"))

    assert color.get() == "none"
    assert loop.run(paint("green")) == ("none", "green")


def test_callers_at_the_same_time_keep_their_contexts_apart(loop: Loop) -> None:
    def call(name: str) -> tuple[str, str]:
        color.set(name)
        return loop.run(paint(name.upper()))

    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(call, "abcdefgh"))

    assert seen == [(name, name.upper()) for name in "abcdefgh"]


def test_waiting_for_the_loop_within_it_is_an_error_not_a_deadlock(loop: Loop) -> None:
    async def outer() -> int:
        return loop.run(double(1))

    with pytest.raises(LoopError, match=r"^double\(\) cannot be waited for") as caught:
        loop.run(outer())

    assert "await" in caught.value.hint


def test_one_loop_may_wait_for_another(loop: Loop) -> None:
    other = Loop()

    async def outer() -> int:
        return other.run(double(1))

    assert loop.run(outer()) == 2
    other.close()


def test_closing_cancels_what_still_runs(loop: Loop) -> None:
    started, ended = threading.Event(), threading.Event()

    async def wait_for_ever() -> None:
        started.set()
        try:
            await asyncio.sleep(3600)
        finally:
            ended.set()

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(loop.run, wait_for_ever())
        started.wait(5)
        loop.close()

        with pytest.raises(LoopError):
            waiting.result(5)

    assert ended.is_set()


def test_a_closed_loop_starts_anew(loop: Loop) -> None:
    first, thread = loop.run(where())
    loop.close()
    loop.close()

    assert not thread.is_alive()
    assert first.is_closed()
    assert loop.run(double(2)) == 4


def test_closing_from_within_does_not_wait_for_itself(loop: Loop) -> None:
    async def close() -> threading.Thread:
        loop.close()
        return threading.current_thread()

    thread = loop.run(close())
    thread.join(5)

    assert not thread.is_alive()


def test_an_interrupted_wait_cancels_the_coroutine(
    loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()

    async def wait_for_ever() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            ended.set()

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    loop.run(double(1))
    monkeypatch.setattr("concurrent.futures.Future.result", interrupt)
    with pytest.raises(KeyboardInterrupt):
        loop.run(wait_for_ever())
    monkeypatch.undo()
    loop.run(double(1))

    assert ended.wait(5)


def test_the_thread_ends_with_what_it_belongs_to() -> None:
    loop = Loop()
    _, thread = loop.run(where())
    gone = weakref.ref(loop)

    del loop
    gc.collect()
    thread.join(5)

    assert gone() is None
    assert not thread.is_alive()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_process_gets_a_loop_of_its_own(loop: Loop) -> None:
    loop.run(double(1))

    child = os.fork()
    if child == 0:
        os._exit(loop.run(double(21)))
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 42
    assert loop.run(double(2)) == 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_fork_leaves_an_unused_loop_as_it_is(loop: Loop) -> None:
    child = os.fork()
    if child == 0:
        os._exit(loop.run(double(21)))
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 42


def test_what_a_fork_left_behind_is_not_touched(loop: Loop) -> None:
    inherited, thread = loop.run(where())

    loop._forget()

    assert loop.run(where())[0] is not inherited
    assert thread.is_alive()
    inherited.call_soon_threadsafe(inherited.stop)
    thread.join(5)


def test_a_coroutine_function_becomes_one_that_waits(loop: Loop) -> None:
    waiting = loop.sync(double)

    assert waiting(3) == 6
    assert waiting.__wrapped__ is double
    assert waiting.__name__ == "double"


def test_whatever_makes_coroutines_is_waited_for(loop: Loop) -> None:
    class Doubling:
        async def __call__(self, number: int) -> int:
            return await double(number)

        async def method(self, number: int) -> int:
            return await double(number)

    assert loop.sync(Doubling())(3) == 6
    assert loop.sync(Doubling().method)(3) == 6
    assert loop.sync(functools.partial(double, 3))() == 6


class Doubling:
    async def __call__(self) -> None: ...


@pytest.mark.parametrize(
    "function",
    [
        pytest.param(len, id="a built-in function"),
        pytest.param(lambda: double, id="a plain function"),
        pytest.param(Doubling, id="a class whose instances are asynchronous"),
        pytest.param(functools.partial(max, 1), id="a partial"),
    ],
)
def test_any_other_function_is_left_alone(function: Any, loop: Loop) -> None:
    assert loop.sync(function) is function
