from __future__ import annotations

from typing import Any

import pytest

from kolben import App, Response, Router
from kolben.exceptions import RouteError, RouteTypeError

OLD = Response("old")


@pytest.mark.parametrize(
    "path", ["", "/", "old", "//old", "/old/<page>", "/old?x", "/the old"]
)
def test_a_path_that_is_none_is_refused(app: App, path: str) -> None:
    with pytest.raises(RouteError) as caught:
        app.mount(path, OLD)

    assert repr(path) in caught.value.problem
    assert "test_mounts.py" in caught.value.__notes__[0]


@pytest.mark.parametrize(
    ("path", "application"),
    [
        pytest.param(OLD, "/old", id="in the wrong order"),
        pytest.param("/old", "module:app", id="no application"),
        pytest.param("/old", Router("old"), id="a router"),
    ],
)
def test_what_is_no_application_is_refused(
    app: App, path: Any, application: Any
) -> None:
    with pytest.raises(RouteTypeError, match="cannot be mounted"):
        app.mount(path, application)


@pytest.mark.parametrize("rule", ["/old", "/old/", "/old/<page>"])
def test_a_route_below_a_mounted_application_is_refused(app: App, rule: str) -> None:
    app.mount("/old", OLD)
    app.get(rule)(lambda page="": "never")

    with pytest.raises(RouteError) as caught:
        app.freeze()

    assert caught.value.problem.count("test_mounts.py:") == 2


@pytest.mark.parametrize("rule", ["/older", "/<page>/old"])
def test_a_route_beside_a_mounted_application_is_answered(app: App, rule: str) -> None:
    app.mount("/old", OLD)
    app.get(rule)(lambda page="": "beside")
    client = app.test_client()

    assert client.get(rule.replace("<page>", "new")).text == "beside"
    assert client.get("/old/page").text == "old"


def test_an_application_may_take_the_place_of_the_static_files(app: App) -> None:
    app.mount("/static", OLD)

    assert app.test_client().get("/static/style.css").text == "old"
