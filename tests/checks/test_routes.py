from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
import pytest
from tests.checks.conftest import Found

from kolben import App, Resource


@pytest.fixture
def app() -> App:
    return App("example", static_folder=None)


def test_a_wider_route_declared_before_hides_a_narrower_one(
    app: App, found: Found
) -> None:
    @app.get("/<word>")
    def wide(word: str) -> str:
        return word

    @app.get("/<string(length=3):code>")
    def narrow(code: str) -> str:
        return code

    (finding,) = found(app)

    assert (finding.rule, finding.severity) == ("unreachable-route", "error")
    assert finding.site is not None
    assert finding.site.file == __file__
    assert finding.problem.startswith(
        "GET '/<string(length=3):code>' (narrow) is never answered: '/<word>' (wide, "
    )
    assert app.test_client().get("/abc").text == "abc"


def test_a_constrained_variable_behind_a_free_one_is_hidden(
    app: App, found: Found
) -> None:
    class Any(Resource, path="/c/<name>"):
        def get(self, name: str) -> str:
            return name

        def put(self, name: str) -> str:
            return name

    class Short(Resource, path="/c/<short>"):
        def get(self, short: Annotated[str, msgspec.Meta(max_length=3)]) -> str:
            return short

        def delete(self, short: Annotated[str, msgspec.Meta(max_length=3)]) -> str:
            return short

    app.add(Any)
    app.add(Short)

    assert [each.problem.partition(" (")[0] for each in found(app)] == [
        "GET '/c/<short>'"
    ]


@pytest.mark.parametrize("kind", [int, date, Literal["a", "b"]])
def test_what_is_tried_before_the_wider_route_is_not_hidden(
    app: App, found: Found, kind: object
) -> None:
    class Any(Resource, path="/c/<name>"):
        def get(self, name: str) -> str:
            return "wide"

    class Narrow(Resource, path="/c/<value>"):
        def get(self, value: str) -> str:
            return "narrow"

    Narrow.get.__annotations__["value"] = kind
    app.add(Any)
    app.add(Narrow)
    path = {int: "/c/1", date: "/c/2026-01-01"}.get(kind, "/c/a")  # type: ignore[call-overload]  # any key

    answered = app.test_client().get(path).text

    assert (answered == "narrow") == (not found(app))


def test_text_and_other_methods_and_other_paths_hide_nothing(
    app: App, found: Found
) -> None:
    @app.get("/<word>")
    def wide(word: str) -> str:
        return word

    @app.get("/about")
    def about() -> str:
        return ""

    @app.post("/<string(length=3):code>")
    def other_method(code: str) -> str:
        return code

    @app.get("/<a>/<b>")
    def longer(a: str, b: str) -> str:
        return a + b

    @app.get("/<path:rest>")
    def rest(rest: str) -> str:
        return rest

    assert found(app) == []
