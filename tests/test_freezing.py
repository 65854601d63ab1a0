from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.refusals import refused

from kolben import App, Resource, Router
from kolben._freezing import Freezable
from kolben.exceptions import RouteError
from kolben.routing import Converter


class Page(Resource):
    def get(self) -> str:
        return ""


def view() -> str:
    return ""


DECLARATIONS: dict[str, Callable[[Any], Any]] = {
    "add": lambda part: part.add("/x", Page),
    "resource": lambda part: part.resource("/x")(Page),
    "route": lambda part: part.route("/x")(view),
    "get": lambda part: part.get("/x")(view),
    "add_url_rule": lambda part: part.add_url_rule("/x", view_func=view),
    "add_converter": lambda part: part.add_converter(Converter, name="x"),
    "converter": lambda part: part.converter("x")(Converter),
    "include": lambda part: part.include(Router("late")),
    "before_request": lambda part: part.before_request(view),
    "after_request": lambda part: part.after_request(view),
    "teardown_request": lambda part: part.teardown_request(view),
    "url_value_preprocessor": lambda part: part.url_value_preprocessor(view),
    "url_defaults": lambda part: part.url_defaults(view),
    "context_processor": lambda part: part.context_processor(view),
    "errorhandler": lambda part: part.errorhandler(404)(view),
    "register_error_handler": lambda part: part.register_error_handler(404, view),
}

every_declaration = pytest.mark.parametrize(
    "declare", DECLARATIONS.values(), ids=DECLARATIONS
)


@every_declaration
def test_an_application_takes_no_declaration_after_the_first_request(
    app: App, declare: Callable[[Any], Any]
) -> None:
    app.test_client().get("/")

    with refused(RouteError, "was declared after the first request"):
        declare(app)


@every_declaration
def test_neither_does_a_router_that_is_part_of_it(
    app: App, declare: Callable[[Any], Any]
) -> None:
    router, inner = Router("part"), Router("inner")
    router.include(inner)
    app.include(router)
    app.test_client().get("/")

    with refused(RouteError, "was declared after the first request"):
        declare(router)
    with refused(RouteError, "was declared after the first request"):
        declare(inner)


def test_links_and_contexts_close_nothing(app: App) -> None:
    app.get("/one")(view)
    with app.test_request_context("/one"):
        app.url_for("view")
    app.get("/two", endpoint="two")(view)

    assert app.test_client().get("/two").status_code == 200


def test_what_is_closed_stays_closed() -> None:
    part = Freezable()
    part.close_declarations()

    with pytest.raises(RouteError, match="A thing was declared after"):
        part._require_open("A thing")


def test_a_router_serves_one_application_after_another() -> None:
    router = Router("part", prefix="/part")
    router.get("/")(view)
    statuses = []

    for _ in range(2):
        app = App("tested")
        app.include(router)
        statuses.append(app.test_client().get("/part/").status_code)

    assert statuses == [200, 200]
    assert router._places == []
