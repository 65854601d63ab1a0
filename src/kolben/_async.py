"""Coroutine functions, run from code that waits.

Layer 0. The way of a request is synchronous, and handlers may be coroutine functions
all the same. An application keeps one event loop in a thread of its own, so that
clients and pools that handlers make in one request still live in the next.
"""

from __future__ import annotations

import inspect
import os
import threading
import weakref
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeAlias, TypeVar

from kolben._lazy import load
from kolben.exceptions import KolbenError

if TYPE_CHECKING:
    import asyncio

__all__ = ["Loop", "LoopError", "SelfWaitError", "Sync"]

_P = ParamSpec("_P")
_T = TypeVar("_T")

Sync: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]
"""Makes a plain function of a coroutine function, and leaves others alone."""

_PATIENCE: Final = 5.0  # seconds, for coroutines that do not end when cancelled


class LoopError(KolbenError, RuntimeError):
    """A coroutine cannot be run from where it was called."""


class SelfWaitError(LoopError):
    """A loop would have to wait for itself."""


class Loop:
    """An event loop in a thread of its own, started when it is first used.

    It may be used from any thread, and from a process that was forked after its
    start, which gets a loop of its own. It ends when it is closed, when nothing refers
    to it any more, or with the process.

    Example:
        >>> async def double(number: int) -> int:
        ...     return 2 * number
        >>> loop = Loop()
        >>> loop.run(double(4))
        8
        >>> loop.sync(double)(5)
        10
        >>> loop.close()
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._finalizer: weakref.finalize[Any, Any] | None = None
        _LOOPS.add(self)

    def run(self, coroutine: Coroutine[Any, Any, _T]) -> _T:
        """Run *coroutine* in the loop's thread, and return what it returns.

        The coroutine sees a copy of the caller's context variables. If waiting is
        interrupted, the coroutine is cancelled.

        Raises:
            SelfWaitError: If called from within the loop.
            BaseException: Whatever the coroutine raises.
        """
        if self.is_here:
            coroutine.close()
            raise SelfWaitError(
                f"{_name_of(coroutine)}() cannot be waited for here, in a coroutine of "
                "the same event loop: the loop would wait for itself.",
                hint="Write 'await' before the call instead.",
            )
        with self._lock:
            loop = self._loop or self._start()
            submit = load("asyncio", "run_coroutine_threadsafe")
            future = submit(_outcome(coroutine), loop)
        outcome: _T | _Fatal = _wait_for(future)
        if isinstance(outcome, _Fatal):
            raise outcome.error
        return outcome

    def sync(self, function: Callable[_P, Any]) -> Callable[_P, Any]:
        """Return a function that waits for *function* if that makes coroutines.

        Any other function is returned unchanged.
        """
        if not _makes_coroutines(function):
            return function

        @wraps(function)
        def waiting(*args: _P.args, **kwargs: _P.kwargs) -> Any:
            return self.run(function(*args, **kwargs))

        return waiting

    @property
    def is_here(self) -> bool:
        """Whether the calling code runs on this loop, which waiting would stop."""
        return self._thread is threading.current_thread()

    def close(self) -> None:
        """Cancel what still runs and end the thread; running starts another one."""
        with self._lock:
            finalizer, self._finalizer = self._finalizer, None
            self._loop = self._thread = None
        if finalizer is not None:
            finalizer()

    def _start(self) -> asyncio.AbstractEventLoop:
        """Start the thread; the caller holds the lock."""
        loop: asyncio.AbstractEventLoop = load("asyncio", "new_event_loop")()
        thread = threading.Thread(
            target=_serve, args=(loop,), name="kolben-async", daemon=True
        )
        thread.start()
        self._loop, self._thread = loop, thread
        self._finalizer = weakref.finalize(self, _stop, loop, thread)
        return loop

    def _forget(self) -> None:
        """Be as new, in a forked process, where the thread does not exist.

        The old loop shares its file descriptors with the parent's, so closing it
        here would break the one there; it is kept, and never touched again.
        """
        if self._finalizer is not None:
            self._finalizer.detach()
        _ABANDONED.append(self._loop)
        self._lock = threading.Lock()
        self._loop = self._thread = self._finalizer = None


_LOOPS: Final[weakref.WeakSet[Loop]] = weakref.WeakSet()

_ABANDONED: Final[list[asyncio.AbstractEventLoop | None]] = []


def _forget_all() -> None:
    for loop in tuple(_LOOPS):
        loop._forget()  # noqa: SLF001  # the same module


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)


@dataclass(frozen=True, slots=True)
class _Fatal:
    """An error that would end the thread if it were raised there."""

    error: BaseException


async def _outcome(coroutine: Coroutine[Any, Any, _T]) -> _T | _Fatal:
    try:
        return await coroutine
    except (KeyboardInterrupt, SystemExit) as error:
        return _Fatal(error)


def _wait_for(future: Future[_T]) -> _T:
    try:
        return future.result()
    except CancelledError:
        raise LoopError(
            "A coroutine was cancelled before it returned.",
            hint="Look for what closes the application, or cancels the task.",
        ) from None
    except BaseException:
        future.cancel()
        raise


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    """Run *loop* until it is stopped, then cancel what is left, and close it."""
    with load("asyncio", "Runner")(loop_factory=lambda: loop) as runner:
        runner.get_loop().run_forever()


def _stop(loop: asyncio.AbstractEventLoop, thread: threading.Thread) -> None:
    """Stop *loop*; called from any thread, also by the garbage collector."""
    loop.call_soon_threadsafe(loop.stop)
    if thread is not threading.current_thread():
        thread.join(_PATIENCE)


def _makes_coroutines(function: Callable[..., Any]) -> bool:
    if isinstance(function, type):
        return False
    call = getattr(function, "__call__", None)  # noqa: B004  # it may be async
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(call)


def _name_of(coroutine: Coroutine[Any, Any, Any]) -> str:
    return getattr(coroutine, "__qualname__", type(coroutine).__qualname__)
