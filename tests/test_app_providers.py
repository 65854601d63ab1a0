from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.request import urlopen

import pytest
from tests.refusals import refused
from werkzeug.serving import make_server

from kolben import App, BindError, Config, ContextError, Forbidden, Guard, Router
from kolben._async import LoopError
from kolben.binding import Inject


class Db:
    name = "real"


class Fake(Db):
    name = "fake"


class Cache:
    def __init__(self, db: Db) -> None:
        self.db = db


class User(str):
    """Who is signed in."""


class SignedIn(Guard[User]):
    def check(self) -> User:
        raise Forbidden


@pytest.fixture
def shop(app: App) -> App:
    """An application whose index tells which database there is."""
    app.provide(Db, scope="app")
    app.provide(Cache, scope="app")

    @app.get("/")
    def index(cache: Inject[Cache], db: Inject[Db]) -> str:
        return f"{cache.db.name} {db.name}"

    @app.get("/me", guards=[SignedIn])
    def me(user: Inject[User]) -> str:
        return f"{user} {SignedIn.current()}"

    return app


def text(app: App, path: str = "/") -> str:
    return app.test_client().get(path).text


def test_a_value_stands_in_for_what_is_provided_and_all_that_is_made_of_it(
    shop: App,
) -> None:
    assert text(shop) == "real real"

    with shop.override(Db, Fake()) as fake:
        assert isinstance(fake, Fake)
        assert text(shop) == "fake fake"

    assert text(shop) == "real real"


def test_nothing_made_of_a_stand_in_outlives_it(shop: App) -> None:
    with shop.override(Db, Fake()):
        assert text(shop) == "fake fake"

    assert text(shop) == "real real"


def test_what_was_made_of_a_stand_in_is_cleaned_up_at_its_end(app: App) -> None:
    log: list[str] = []

    def cache(db: Db) -> Iterator[Cache]:
        yield Cache(db)
        log.append(db.name)

    app.provide(Db, scope="app")
    app.provide(Cache, cache, scope="app")
    app.provided(Cache)

    with app.override(Db, Fake()):
        app.provided(Cache)

    assert log == ["fake"]
    app.close()
    assert log == ["fake", "real"]


def test_overrides_nest_and_end_with_an_error_too(shop: App) -> None:
    class Other(Db):
        name = "other"

    with shop.override(Db, Fake()):
        with suppress(ZeroDivisionError), shop.override(Db, Other()):
            assert text(shop) == "other other"
            raise ZeroDivisionError
        assert text(shop) == "fake fake"
        with shop.override(Cache, Cache(Other())):
            assert text(shop) == "other fake"

    assert text(shop) == "real real"


def test_a_value_of_a_request_is_overridden_as_well(app: App) -> None:
    app.provide(Db)

    @app.get("/")
    def index(db: Inject[Db]) -> str:
        return db.name

    with app.override(Db, Fake()):
        assert text(app) == "fake"
    assert text(app) == "real"


def test_a_server_in_another_thread_sees_the_stand_in(shop: App) -> None:
    server = make_server("127.0.0.1", 0, shop, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    url = f"http://127.0.0.1:{server.port}/"

    def answer() -> str:
        with urlopen(url, timeout=9) as response:
            return str(response.read().decode())

    try:
        before = answer()
        with shop.override(Db, Fake()):
            during = answer()
        after = answer()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

    assert (before, during, after) == ("real real", "fake fake", "real real")


def test_a_guard_that_is_overridden_does_not_run(shop: App) -> None:
    assert shop.test_client().get("/me").status_code == 403

    with shop.override(SignedIn, User("Ada")):
        assert text(shop, "/me") == "Ada Ada"


@pytest.mark.parametrize("kind", [Fake, int, "Db"])
def test_what_nothing_provides_cannot_be_overridden(shop: App, kind: Any) -> None:
    with refused(BindError, "so there is nothing to override"):
        shop.override(kind, None)


def test_a_guard_that_guards_nothing_cannot_be_overridden(app: App) -> None:
    with refused(BindError, "SignedIn guards no route"):
        app.override(SignedIn, User("Ada"))


def test_an_override_may_be_of_a_type_that_a_router_provides(app: App) -> None:
    inner = Router("inner")
    inner.provide(Db)

    @inner.get("/")
    def index(db: Inject[Db]) -> str:
        return db.name

    app.include(inner)

    with app.override(Db, Fake()):
        assert text(app) == "fake"


def test_work_outside_of_requests_asks_the_application(app: App) -> None:
    log: list[str] = []

    def db() -> Iterator[Db]:
        yield Db()
        log.append("closed")

    app.provide(Db, db)
    app.provide(Cache)

    with app.app_context():
        assert app.provided(Cache).db is app.provided(Db)
        assert log == []

    assert log == ["closed"]


def test_a_value_of_a_request_needs_a_context(app: App) -> None:
    app.provide(Db)

    with pytest.raises(ContextError, match="Db is made for each request"):
        app.provided(Db)


def test_what_nothing_provides_is_an_error_when_it_is_asked_for(app: App) -> None:
    with pytest.raises(BindError, match="nothing provides Db here"):
        app.provided(Db)

    app.provide(Db, scope="app")
    assert app.provided(Db).name == "real"


def test_within_a_request_the_nearest_router_provides(app: App) -> None:
    inner = Router("inner", prefix="/inner")
    inner.provide(Db, Fake)
    app.provide(Db)

    @inner.get("/")
    def index() -> str:
        return app.provided(Db).name

    app.include(inner)

    assert text(app, "/inner/") == "fake"


def test_a_router_with_guards_and_no_routes_is_reported(app: App) -> None:
    admin = Router("admin")
    admin.guard(SignedIn)
    app.include(admin)

    with pytest.raises(BindError, match="SignedIn guards <Router 'admin'>") as caught:
        app.freeze()

    assert "test_app_providers.py:" in caught.value.__notes__[0]


def test_a_router_whose_inner_router_has_routes_may_have_guards(app: App) -> None:
    admin, inner = Router("admin"), Router("inner")
    admin.guard(SignedIn)
    inner.get("/")(lambda: "")
    admin.include(inner)
    app.include(admin)

    assert app.test_client().get("/").status_code == 403


def test_other_settings_are_given_to_another_application() -> None:
    class Settings(Config):
        size: int = 3

    app = App("example", config=Settings())
    with refused(BindError, "Nothing provides Settings") as caught:
        app.override(Settings, Settings(size=4))
    assert "App(..., config=...)" in caught.error.hint


def test_what_a_coroutine_makes_is_no_value_to_ask_for_in_a_coroutine(app: App) -> None:
    async def connect() -> Db:
        return Db()

    app.provide(Db, connect)

    @app.get("/")
    async def index() -> str:
        with pytest.raises(LoopError, match="Db is made by coroutines") as caught:
            app.provided(Db)
        return caught.value.hint

    assert text(app) == "Take it as a parameter: Inject[Db]."
