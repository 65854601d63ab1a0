from __future__ import annotations

import pytest

from kolben import App, Router
from kolben._declaring import Declaring
from kolben.exceptions import BindError, RouteError


def test_an_error_is_told_where_it_was_provoked() -> None:
    with pytest.raises(RouteError) as caught, Declaring("adding a route"):
        raise RouteError("It is taken.", hint="Choose another.")

    (note,) = caught.value.__notes__
    assert note.startswith("while adding a route at ")
    assert __file__.rpartition("/")[2] in note


def test_a_place_is_named_once() -> None:
    with pytest.raises(RouteError) as caught:
        Router("part").route(3)  # type: ignore[arg-type]

    assert len(caught.value.__notes__) == 1


def test_an_error_may_have_several_places(app: App) -> None:
    router = Router("part", prefix="/<part>")
    router.get("/")(lambda: "")

    with pytest.raises(BindError) as caught:
        app.include(router)

    assert [note.partition(" at ")[0] for note in caught.value.__notes__] == [
        "while adding <lambda>",
        "while including <Router 'part'>",
    ]


def test_other_errors_are_left_alone() -> None:
    with pytest.raises(ValueError, match="other") as caught, Declaring("x"):
        raise ValueError("other")

    assert not hasattr(caught.value, "__notes__")


def test_where_nothing_is_raised_nothing_happens() -> None:
    with Declaring("adding a route"):
        done = True

    assert done
