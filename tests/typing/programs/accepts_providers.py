"""Dependencies by type, as type checkers see them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Generator, Iterator
from typing import Generic, Protocol, TypeVar

from typing_extensions import assert_type

from kolben import App, Header, Inject, Request, Resource, Router

T = TypeVar("T")


class Db:
    """A class of the application."""


class Sqlite(Db):
    def __init__(self, path: str) -> None:
        self.path = path


class Mailer(Protocol):
    def send(self, text: str) -> None: ...


class Smtp:
    def send(self, text: str) -> None:
        """Send it."""


class Store(ABC):
    @abstractmethod
    def keys(self) -> list[str]: ...


class Memory(Store):
    def keys(self) -> list[str]:
        return []


class Box(Generic[T]):
    """A generic class."""


def plain(request: Request) -> Db:
    return Sqlite(request.path)


def by_header(x_db: Header[str]) -> Sqlite:
    return Sqlite(x_db)


def generator() -> Iterator[Db]:
    yield Db()


def long_generator() -> Generator[Db, None, None]:
    yield Db()


async def coroutine() -> Db:
    return Db()


async def async_generator() -> AsyncIterator[Db]:
    yield Db()


app = App(__name__)
router = Router("shop")
app.provide(Db)
app.provide(Db, scope="app")
app.provide(Db, Sqlite)
app.provide(Db, plain)
app.provide(Db, by_header, scope="request")
app.provide(Db, generator)
app.provide(Db, long_generator)
app.provide(Db, coroutine)
app.provide(Db, async_generator, scope="app")
app.provide(Db, lambda: Sqlite("a.db"))
router.provide(Mailer, Smtp)
router.provide(Store, Memory, scope="app")
router.provide(Store, lambda: Memory())
router.provide(Box[int], lambda: Box[int]())

assert_type(app.provided(Db), Db)
assert_type(app.provided(Mailer), Mailer)
assert_type(app.provided(Store), Store)
assert_type(app.provided(Box[int]), Box[int])

with app.override(Db, Sqlite("b.db")) as db:
    assert_type(db, Db)
with app.override(Mailer, Smtp()):
    pass


class Mail(Resource, path="/mail"):
    def __init__(self, mailer: Mailer, db: Db | None = None) -> None:
        self.mailer = mailer
        self.db = db

    def post(self, store: Inject[Store]) -> list[str]:
        assert_type(store, Store)
        return store.keys()


@app.get("/keys")
def keys(store: Inject[Store]) -> list[str]:
    assert_type(store, Store)
    return store.keys()


app.add(Mail)
app.close()
