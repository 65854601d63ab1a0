from __future__ import annotations

from kolben import App, ErrorHandler, Request
from kolben.binding import Inject


class Db:
    """A dependency."""


class Lost(ErrorHandler[Exception]):
    def __init__(self, db: Db, asked: Request) -> None:
        self.db = db
        self.asked = asked

    def handle(self, error: Exception) -> str:
        same = self.asked.environ.get("db") in {None, id(self.db)}
        return f"{type(error).__name__} {self.asked.path} {same}"


def test_a_handler_is_made_of_the_values_of_the_request_that_failed(app: App) -> None:
    app.provide(Db)
    app.add_error_handler(Lost)

    @app.get("/")
    def index(db: Inject[Db], asked: Inject[Request]) -> str:
        asked.environ["db"] = id(db)
        raise KeyError

    assert app.test_client().get("/").text == "KeyError / True"


def test_a_handler_of_a_request_without_a_route_is_made_by_the_application(
    app: App,
) -> None:
    app.provide(Db)
    app.add_error_handler(Lost)

    assert app.test_client().get("/nowhere").text == "NotFound /nowhere True"
