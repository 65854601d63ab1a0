"""What an application keeps: values that are made once, and what tests put in place.

Layer 4. A value is made under a lock of its own. While a test overrides a type, the
values that are made of it are made anew and kept apart, so that none of them outlives
the test.
"""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from kolben._annotations import describe
from kolben._async import Loop, LoopError
from kolben.context import Context
from kolben.providers.endings import Ending

__all__ = ["ABSENT", "Make", "Override", "Shared", "Slot", "Store"]

_PATIENCE: Final = 2.0  # seconds, on the event loop

ABSENT: Final[Any] = object()
"""Stands for a value that is not there."""

Make: TypeAlias = Callable[[Context], tuple[Any, Ending | None]]
"""Makes a value, and says what cleans up after it."""


@dataclass(frozen=True, eq=False, slots=True)
class Slot:
    """A value that is made once.

    Attributes:
        key: Its type.
        make: Makes it.
        made_of: The types that it is made of, at any distance.
        lock: Is held while it is made.
    """

    key: object
    make: Make
    made_of: frozenset[object]
    lock: threading.RLock = field(default_factory=threading.RLock)


class Store:
    """Values by their slots, and what cleans up after them.

    Args:
        owner: With whose end the values are cleaned up, if not by :meth:`close`.
        loop: The event loop that asynchronous factories run on, if there is one.
    """

    def __init__(self, owner: object = None, loop: Loop | None = None) -> None:
        self._loop = loop
        self._values: dict[Slot, Any] = {}
        self._endings: list[tuple[int, Ending]] = []
        self._owner = None if owner is None else weakref.ref(owner)
        self._finalizer: weakref.finalize[Any, Any] | None = None

    def value(self, slot: Slot, context: Context) -> Any:
        """Return the value of *slot*, which is made on first use."""
        value = self._values.get(slot, ABSENT)
        if value is not ABSENT:
            return value
        self._acquire(slot)
        try:
            value = self._values.get(slot, ABSENT)
            if value is ABSENT:
                value, ending = slot.make(context)
                if ending is not None:
                    self._keep(ending)
                self._values[slot] = value
        finally:
            slot.lock.release()
        return value

    def _acquire(self, slot: Slot) -> None:
        """Wait until no other thread makes the value of *slot*.

        Raises:
            LoopError: If called on the event loop, which the other thread may be
                waiting for in turn.
        """
        on_loop = self._loop is not None and self._loop.is_here
        if not slot.lock.acquire(timeout=_PATIENCE if on_loop else -1):
            raise LoopError(
                f"{describe(slot.key)} is being made in another thread, and cannot be "
                "waited for in a coroutine.",
                hint=f"Take it as a parameter: Inject[{describe(slot.key)}].",
            )

    def _keep(self, ending: Ending) -> None:
        """Run *ending* before all earlier ones, when the owner ends at the latest.

        What was finalized last ends first, also with the process, so that the loop on
        which an asynchronous clean-up runs, started before it, is still there.
        """
        self._endings.append((os.getpid(), ending))
        owner = None if self._owner is None else self._owner()
        if owner is not None:
            if self._finalizer is not None:
                self._finalizer.detach()
            self._finalizer = weakref.finalize(owner, _end_all, self._endings)

    def close(self) -> None:
        """Clean up, the last value first, and forget all values.

        What a parent process made is left to the parent.

        Raises:
            Exception: What a clean-up raised, when all of them have run.
            BaseExceptionGroup: If several raised.
        """
        self._values.clear()
        _end_all(self._endings)


def _end_all(endings: list[tuple[int, Ending]]) -> None:
    failures: list[BaseException] = []
    while endings:
        process, ending = endings.pop()
        if process != os.getpid():
            continue
        try:
            ending(None)
        except BaseException as failure:  # noqa: BLE001  # the others must run
            failures.append(failure)
    if len(failures) == 1:
        raise failures[0]
    if failures:
        raise BaseExceptionGroup("clean-ups of providers failed", failures)


@dataclass(frozen=True, eq=False, slots=True)
class Override:
    """A value in place of what a provider makes.

    Attributes:
        key: The type, or the guard, whose value it is.
        value: The value.
        store: What was made of it meanwhile.
    """

    key: object
    value: Any
    store: Store = field(default_factory=Store)


class Shared:
    """What an application keeps for all its requests.

    Args:
        owner: The application.
        loop: Its event loop.

    Attributes:
        store: The values that are made once.
        overrides: What stands in the place of provided values now, the latest last.
    """

    def __init__(self, owner: object = None, loop: Loop | None = None) -> None:
        self.store: Store = Store(owner, loop)
        self.overrides: tuple[Override, ...] = ()
        self._lock = threading.Lock()

    def begin(self, override: Override) -> None:
        """Put *override* in place, for all threads."""
        with self._lock:
            self.overrides = (*self.overrides, override)

    def end(self, override: Override) -> None:
        """Take *override* away, and clean up what was made of it."""
        with self._lock:
            self.overrides = tuple(
                each for each in self.overrides if each is not override
            )
        override.store.close()

    def overridden(self, key: object) -> Any:
        """Return what stands in the place of *key* now, or ``ABSENT``."""
        for override in reversed(self.overrides):
            if override.key == key:
                return override.value
        return ABSENT

    def value(self, slot: Slot, context: Context) -> Any:
        """Return the value of *slot*, or what stands in its place."""
        if not self.overrides:
            return self.store.value(slot, context)
        value = self.overridden(slot.key)
        if value is not ABSENT:
            return value
        for override in reversed(self.overrides):
            if override.key in slot.made_of:
                return override.store.value(slot, context)
        return self.store.value(slot, context)
