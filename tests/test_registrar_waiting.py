"""Routes whose annotations use names that are not there yet, or never will be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.refusals import below, places_of

from kolben import App, Resource
from kolben._annotations import UnresolvedAnnotation
from kolben.exceptions import BindError

if TYPE_CHECKING:
    from nowhere import OnlyChecked  # type: ignore[import-not-found]


def test_a_name_that_only_type_checkers_know_is_explained_at_the_start(
    app: App,
) -> None:
    site = below(2)

    @app.get("/<thing>")
    def show(thing: OnlyChecked) -> str:
        return ""

    for _ in range(2):  # and again, for it must not get lost
        with pytest.raises(UnresolvedAnnotation) as caught:
            app.test_client().get("/x")

    assert "'OnlyChecked' of 'thing' cannot be read" in caught.value.problem
    assert "TYPE_CHECKING" in caught.value.hint
    assert places_of(caught.value, site) == [caught.value.__notes__[0]]


def test_of_several_unresolved_routes_the_first_is_named_and_others_serve(
    app: App,
) -> None:
    @app.get("/one/<thing>")
    def one(thing: OnlyChecked) -> str:
        return ""

    @app.get("/two/<thing>")
    def two(thing: OnlyChecked) -> str:
        return ""

    @app.get("/three")
    def three() -> str:
        return ""

    with pytest.raises(UnresolvedAnnotation) as caught:
        _ = app.routes

    assert "while adding one" in caught.value.__notes__[0]
    with app.app_context():
        assert app.url_for(three, _external=False) == "/three"
        assert app.url_for("three", _external=False) == "/three"


def test_a_name_that_is_defined_later_is_found(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    @app.get("/<number>")
    def show(number: DefinedLater) -> str:  # type: ignore[name-defined]  # noqa: F821
        return f"{number!r}"

    monkeypatch.setitem(globals(), "DefinedLater", int)

    with app.app_context():
        assert app.url_for(show, number=1, _external=False) == "/1"
        assert app.url_for("show", number=1, _external=False) == "/1"
    assert app.test_client().get("/7").text == "7"


def test_what_is_wrong_with_a_route_that_waited_is_said_when_it_is_made(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = below(2)

    @app.get("/<number>")
    def show(other: DefinedLater) -> str:  # type: ignore[name-defined]  # noqa: F821
        return ""

    monkeypatch.setitem(globals(), "DefinedLater", int)

    with pytest.raises(BindError, match="does not take 'number'") as caught:
        app.freeze()
    assert places_of(caught.value, site) == [caught.value.__notes__[0]]


def test_a_link_to_what_is_not_resolved_yet_says_so(app: App) -> None:
    @app.get("/<thing>")
    def show(thing: OnlyChecked) -> str:
        return ""

    with app.app_context():
        with pytest.raises(UnresolvedAnnotation):
            app.url_for(show, thing=1)
        with pytest.raises(UnresolvedAnnotation):
            app.url_for("show", thing=1)


def test_local_names_serve_the_annotations_of_local_functions(app: App) -> None:
    Number = int  # noqa: F841, N806

    @app.get("/<number>")
    def show(number: Number) -> str:
        return f"{number!r}"

    class Shown(Resource):
        def post(self, number: Number) -> str:
            return f"posted {number!r}"

    app.add("/<number>", Shown)

    assert app.test_client().get("/3").text == "3"
    assert app.test_client().post("/3").text == "posted 3"


Number = int


def show_number(number: Number) -> str:
    return f"{number!r}"


def test_local_names_do_not_hide_those_of_a_function_from_elsewhere(app: App) -> None:
    Number = str  # noqa: N806

    app.get("/<number>")(show_number)

    assert app.test_client().get("/3").text == "3"
    assert Number is str
