"""Values that clean up after themselves: made when asked for, ended with their context.

Layer 4. A factory may return a value, or yield it once: what stands behind the
``yield`` runs at the end, whatever happened in between. An error that ended the work
is raised at the ``yield``, so that a transaction can be rolled back.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncGenerator, Callable, Generator
from types import AsyncGeneratorType, GeneratorType
from typing import Any, TypeAlias

from kolben._async import Sync
from kolben.context import Context
from kolben.exceptions import BindError

__all__ = ["Ending", "Endings", "begin", "blame", "end_provided"]

Ending: TypeAlias = Callable[[BaseException | None], object]
"""Cleans up, told of the error that ended the work, if one did."""


def begin(made: Any, label: str, sync: Sync) -> tuple[Any, Ending | None]:
    """Return the value that a factory made, and what cleans up after it.

    Args:
        made: What the factory returned.
        label: The type that it provides, for messages.
        sync: Makes a plain function of an ``async def``.

    Raises:
        BindError: If the factory gave nothing.
    """
    ending: Ending | None = None
    if isinstance(made, GeneratorType):
        made, ending = _begin_generator(made, label)
    elif isinstance(made, AsyncGeneratorType):
        made, ending = _begin_async_generator(made, label, sync)
    elif inspect.iscoroutine(made):
        made = sync(_awaited)(made)
    if made is None:
        raise BindError(
            f"The provider of {label} gave None.",
            hint=f"Let it return (or yield) a value of {label}.",
        )
    return made, ending


async def _awaited(made: Any) -> Any:
    return await made


def _begin_generator(
    generator: Generator[Any, None, None], label: str
) -> tuple[Any, Ending]:
    try:
        value = next(generator)
    except StopIteration:
        raise _no_value(label) from None

    def end(error: BaseException | None) -> None:
        try:
            if error is None:
                next(generator)
            else:
                generator.throw(error)
        except StopIteration:
            return
        except BaseException as failure:
            if _is_same(failure, error):
                return
            raise
        generator.close()
        raise _second_value(label)

    return value, end


def _begin_async_generator(
    generator: AsyncGenerator[Any, None], label: str, sync: Sync
) -> tuple[Any, Ending]:
    async def first() -> Any:
        try:
            return await anext(generator)
        except StopAsyncIteration:
            raise _no_value(label) from None

    async def end(error: BaseException | None) -> None:
        try:
            if error is None:
                await anext(generator)
            else:
                await generator.athrow(error)
        except StopAsyncIteration:
            return
        except BaseException as failure:
            if _is_same(failure, error):
                return
            raise
        await generator.aclose()
        raise _second_value(label)

    return sync(first)(), sync(end)


def _is_same(failure: BaseException, error: BaseException | None) -> bool:
    """Whether *failure* is only *error* again, which nobody has to be told of twice.

    A generator makes a ``RuntimeError`` of a ``StopIteration`` (PEP 479).
    """
    return failure is error or (
        isinstance(failure, RuntimeError)
        and error is not None
        and failure.__cause__ is error
    )


def _no_value(label: str) -> BindError:
    return BindError(
        f"The provider of {label} ended without a 'yield'.",
        hint="Let it yield one value on every way through it.",
    )


def _second_value(label: str) -> BindError:
    return BindError(
        f"The provider of {label} yielded twice.",
        hint="Let it yield one value; what follows cleans up.",
    )


class Endings:
    """What is to be cleaned up when a context ends.

    Attributes:
        error: The error that ended the request, though it may have been answered.
    """

    def __init__(self) -> None:
        self.error: BaseException | None = None
        self._endings: list[tuple[object, Ending]] = []

    @classmethod
    def of(cls, context: Context) -> Endings:
        """Return those of *context*."""
        found: Endings = context.kept.setdefault(cls, cls())
        return found

    def add(self, key: object, ending: Ending) -> None:
        """Run *ending* before all that were added earlier, and forget *key* then."""
        self._endings.append((key, ending))

    def run(self, context: Context, error: BaseException | None) -> list[BaseException]:
        """Run all of them, the last one first; return what they raised."""
        failures: list[BaseException] = []
        raised = self.error if error is None else error
        while self._endings:
            key, ending = self._endings.pop()
            context.kept.pop(key, None)
            try:
                ending(raised)
            except BaseException as failure:  # noqa: BLE001  # the others must run
                failures.append(failure)
        self.error = None
        return failures


def blame(context: Context, error: BaseException) -> None:
    """Let what *context* has to clean up know of the error that ended its request."""
    endings = _endings_in(context)
    if endings is not None:
        endings.error = error


def end_provided(context: Context, error: BaseException | None) -> list[BaseException]:
    """Clean up what was provided in *context*; return what that raised."""
    endings = _endings_in(context)
    return [] if endings is None else endings.run(context, error)


def _endings_in(context: Context) -> Endings | None:
    """Return the endings of *context*, without making a store that it never needed."""
    kept = context.kept_if_any
    return None if kept is None else kept.get(Endings)
