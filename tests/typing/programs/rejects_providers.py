"""Factories that do not make what they are given for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager
from typing import Protocol

from kolben import App

app = App(__name__)


class Db:
    """A class of the application."""


class Sqlite(Db):
    """One below it."""


class Mailer(Protocol):
    def send(self, text: str) -> None: ...


def text() -> str:
    return ""


def nothing() -> None:
    """Forget to return."""


def texts() -> Iterator[str]:
    yield ""


async def later() -> str:
    return ""


async def later_texts() -> AsyncIterator[str]:
    yield ""


@contextmanager
def managed() -> Generator[Db, None, None]:
    yield Db()


app.provide(Db, text)  # E mypy: has incompatible type "Callable[[], str]" # E pyright: "str" is not assignable to "Db"
app.provide(Db, nothing)  # E mypy: has incompatible type "Callable[[], None]" # E pyright: "None" is not assignable to "Db"
app.provide(Db, texts)  # E mypy: has incompatible type "Callable[[], Iterator[str]]" # E pyright: "str" is not a subtype of "Db"
app.provide(Db, later)  # E mypy: has incompatible type "Callable[[], Coroutine[Any, Any, str]]" # E pyright: "str" is not a subtype of "Db"
app.provide(Db, later_texts)  # E mypy: has incompatible type "Callable[[], AsyncIterator[str]]" # E pyright: "AsyncIterator[str]" is not assignable to "Db"
app.provide(Db, managed)  # E mypy: "Callable[[], _GeneratorContextManager[Db, None, None]]" # E pyright: cannot be assigned to parameter "factory"
app.provide(Sqlite, Db)  # E mypy: has incompatible type "type[Db]" # E pyright: "Db" is not assignable to "Sqlite"
app.provide(Mailer, Db)  # E mypy: has incompatible type "type[Db]" # E pyright: "Db" is incompatible with protocol "Mailer"
app.provide(Db, Db())  # E mypy: No overload variant of "provide" # E pyright: cannot be assigned to parameter "factory"
app.provide(Db, scope="thread")  # E mypy: No overload variant of "provide" # E pyright: "Literal['thread']" is not assignable
app.provide("Db", text)  # E mypy: No overload variant of "provide" # E pyright: cannot be assigned to parameter
app.override(Db, "text")  # E pyright: No overloads for "override" match
app.provided("Db")  # E mypy: has incompatible type "str" # E pyright: cannot be assigned to parameter
