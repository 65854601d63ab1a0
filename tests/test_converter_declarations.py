from __future__ import annotations

from typing import Any, NewType

import pytest
from tests.refusals import refused

from kolben import App, Resource, Router
from kolben.exceptions import RouteError, RouteTypeError
from kolben.routing import Converter

Slug = NewType("Slug", str)


class Words(Converter[str]):
    """Words joined with dashes."""

    regex = "[a-z]+(?:-[a-z]+)*"

    def to_python(self, value: str) -> str:
        return f"words {value}"


class Shout(Converter[str]):
    """Words in capitals."""

    regex = "[A-Z]+"

    def to_python(self, value: str) -> str:
        return f"shout {value}"


def test_templates_use_a_converter_by_its_name(app: App) -> None:
    app.add_converter(Words, name="slug")

    @app.get("/<slug:title>")
    def show(title: str) -> str:
        return title

    client = app.test_client()

    assert client.get("/a-b").text == "words a-b"
    assert client.get("/a_b").status_code == 404


def test_annotations_use_a_converter_by_its_type(app: App) -> None:
    app.add_converter(Words, type=Slug)

    class Show(Resource):
        def get(self, title: Slug) -> str:
            return title

    app.add("/<title>", Show)

    assert app.test_client().get("/a-b").text == "words a-b"


def test_a_decorator_declares_and_returns_the_class(app: App) -> None:
    assert app.converter("slug", type=Slug)(Words) is Words

    app.get("/<slug:title>")(lambda title: title)

    assert app.test_client().get("/a-b").text == "words a-b"


def part(prefix: str) -> Router:
    router = Router(prefix.strip("/"), prefix=prefix)
    router.get("/<slug:title>")(lambda title: title)
    return router


def test_the_converter_of_the_nearest_router_wins(app: App) -> None:
    app.add_converter(Words, name="slug")
    plain, loud = part("/plain"), part("/loud")
    loud.add_converter(Shout, name="slug")
    inner = part("/inner")
    loud.include(inner)
    app.include(plain)
    app.include(loud)
    client = app.test_client()

    assert client.get("/plain/a").text == "words a"
    assert client.get("/loud/A").text == "shout A"
    assert client.get("/loud/inner/A").text == "shout A"
    assert client.get("/loud/a").status_code == 404


def test_a_converter_by_type_is_nearest_too(app: App) -> None:
    def router_of(name: str) -> Router:
        router = Router(name, prefix=f"/{name}")

        class Show(Resource):
            def get(self, title: Slug) -> str:
                return title

        router.add("/<title>", Show)
        return router

    app.add_converter(Words, type=Slug)
    plain, loud = router_of("plain"), router_of("loud")
    loud.add_converter(Shout, type=Slug)
    app.include(plain)
    app.include(loud)
    client = app.test_client()

    assert client.get("/plain/a").text == "words a"
    assert client.get("/loud/A").text == "shout A"


def test_a_prefix_uses_the_converters_of_the_router_that_wrote_it(app: App) -> None:
    outer = Router("outer", prefix="/<slug:team>")
    outer.add_converter(Words, name="slug")
    inner = Router("inner", prefix="/<slug:name>")
    inner.add_converter(Shout, name="slug")
    inner.get("/<slug:title>")(lambda team, name, title: f"{team}, {name}, {title}")
    outer.include(inner)
    app.include(outer)

    assert app.test_client().get("/a/B/C").text == "words a, shout B, shout C"


def test_a_converter_that_a_router_gets_later_serves_its_later_routes(
    app: App,
) -> None:
    router = Router("part")
    app.include(router)
    router.add_converter(Words, name="slug")
    router.get("/<slug:title>")(lambda title: title)

    assert app.test_client().get("/a-b").text == "words a-b"


def test_a_converter_of_one_router_is_unknown_to_another(app: App) -> None:
    router = Router("part")
    router.add_converter(Words, name="slug")
    app.include(router)

    with refused(RouteError, "There is no URL converter named 'slug'"):
        app.get("/<slug:title>")(lambda title: title)


@pytest.mark.parametrize("owner", [App("tested"), Router("part")], ids=repr)
@pytest.mark.parametrize(
    ("converter", "options", "kind", "problem"),
    [
        pytest.param(int, {"name": "x"}, RouteTypeError, "<class 'int'>", id="a type"),
        pytest.param(Words, {}, RouteError, "neither a name nor a type", id="nameless"),
        pytest.param(Words, {"name": "a b"}, RouteError, "'a b'", id="no word"),
    ],
)
def test_what_is_no_converter_is_refused_at_once(
    owner: Router,
    converter: Any,
    options: dict[str, Any],
    kind: type[RouteError],
    problem: str,
) -> None:
    with refused(kind, problem):
        owner.add_converter(converter, **options)


def test_a_decorator_that_was_not_called_is_refused(app: App) -> None:
    with refused(RouteTypeError, "A converter cannot be named <class") as caught:
        app.converter(Words)  # type: ignore[arg-type]

    assert "@app.converter(" in caught.error.hint


def test_a_decorator_needs_a_name_or_a_type(app: App) -> None:
    with refused(RouteError, "neither a name nor a type"):
        app.converter()(Words)
