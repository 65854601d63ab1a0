from __future__ import annotations

from typing import Protocol

import pytest

from kolben import (
    App,
    BindError,
    Config,
    Context,
    Request,
    RequestState,
    Resource,
    Session,
    TypedSession,
)
from kolben.binding import Inject
from kolben.config import ConfigDict


class Settings(Config):
    secret_key: str = "no secret, but long enough"
    size: int = 3


class Visit(TypedSession):
    user: str = "nobody"


class Trace(RequestState):
    number: int


class Shop(App):
    """An application of one's own."""


class MyRequest(Request):
    """A request of one's own."""


class Everything(Resource, path="/"):
    def __init__(
        self, app_: App, shop: Shop, settings: Settings, config: ConfigDict
    ) -> None:
        self.same = app_ is shop is self.app
        self.settings = settings
        self.same_config = config is self.app.config

    def get(
        self,
        asked: Inject[Request],
        kept: Inject[Session],
        around: Inject[Context],
        visit: Inject[Visit],
        trace: Inject[Trace],
    ) -> list[object]:
        return [
            self.same and self.same_config,
            asked is self.request,
            kept is self.session,
            around is self.context,
            visit.user,
            trace.number,
            self.settings.size,
        ]


def test_what_is_there_anyway_needs_no_provider() -> None:
    app = Shop("shop", config=Settings())
    app.add(Everything)

    @app.before_request
    def trace() -> None:
        Trace(number=7).activate()

    answer = app.test_client().get("/").json

    assert answer == [True, True, True, True, "nobody", 7, 3]


def test_a_request_of_another_class_than_the_applications_is_not_there(
    app: App,
) -> None:
    @app.get("/")
    def index(asked: Inject[MyRequest]) -> str:
        return type(asked).__name__

    with pytest.raises(BindError, match="no provider of MyRequest"):
        app.freeze()
    app.request_class = MyRequest

    assert app.test_client().get("/").text == "MyRequest"


def test_the_settings_are_there_for_what_the_application_keeps() -> None:
    class Pool:
        def __init__(self, settings: Settings) -> None:
            self.size = settings.size

    app = Shop("shop", config=Settings(size=9))
    app.provide(Pool, scope="app")

    assert app.provided(Pool).size == 9


def test_a_protocol_is_no_settings_even_if_it_cannot_be_asked() -> None:
    class Clock(Protocol):
        def now(self) -> str: ...

    app = App("example")

    @app.get("/")
    def index(clock: Inject[Clock]) -> str:
        return clock.now()

    with pytest.raises(BindError, match="there is no provider of Clock"):
        app.freeze()


def test_settings_are_there_by_the_names_of_their_bases() -> None:
    class Paged:
        size: int

    class Pages(Config, Paged):
        size: int = 3

    app = App("example", config=Pages())

    @app.get("/")
    def index(paged: Inject[Paged]) -> str:
        return str(paged.size)

    assert app.test_client().get("/").text == "3"
