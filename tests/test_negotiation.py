from __future__ import annotations

from functools import partial, wraps
from typing import TYPE_CHECKING, Any

import pytest

from kolben import App, Html, Json, Resource, Response, ResponseError, Router, request
from kolben.negotiation import steps_of_return
from kolben.testing import TestClient

if TYPE_CHECKING:
    from nowhere import Unknown  # type: ignore[import-not-found]  # as it says


class Cats(Resource, path="/cats"):
    def get(self) -> Html | Json[list[str]]:
        return Json(["Tom"]) if self.request.wants(Json) else Html("<li>Tom")

    async def post(self) -> Json[str] | Html:
        return Json("new")


@pytest.fixture
def app(app: App) -> App:
    """An application whose resource and function negotiate alike."""
    app.add(Cats)

    @app.route("/function", methods=["GET"])
    def cats() -> Html | Json[list[str]]:
        return Json(["Tom"]) if request.wants(Json) else Html("<li>Tom")

    return app


@pytest.mark.parametrize("path", ["/cats", "/function"])
def test_accept_chooses_among_the_results(client: TestClient, path: str) -> None:
    json = client.get(path, headers={"Accept": "application/json"})
    html = client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})

    assert (json.json, json.headers["Vary"]) == (["Tom"], "Accept")
    assert (html.text, html.headers["Vary"]) == ("<li>Tom", "Accept")
    assert client.get(path).text == "<li>Tom"


@pytest.mark.parametrize("path", ["/cats", "/function"])
def test_what_no_result_satisfies_is_406(client: TestClient, path: str) -> None:
    response = client.get(path, headers={"Accept": "image/png"})

    assert response.status_code == 406
    assert "text/html and application/json" in response.text
    assert client.head(path, headers={"Accept": "image/png"}).status_code == 406


def test_the_method_is_not_called_for_406(app: App, client: TestClient) -> None:
    called = []

    @app.post("/change")
    def change() -> Html | Json[int]:
        called.append(1)
        return Json(1)

    response = client.post("/change", headers={"Accept": "image/png"})

    assert (response.status_code, called) == (406, [])


def test_coroutines_negotiate(client: TestClient) -> None:
    assert client.post("/cats", headers={"Accept": "text/*"}).json == "new"
    assert client.post("/cats", headers={"Accept": "image/*"}).status_code == 406


def test_vary_keeps_what_the_handler_said(app: App, client: TestClient) -> None:
    @app.get("/varied")
    def varied() -> Html | Json[int]:
        return Html("", headers={"Vary": "Cookie"})

    @app.get("/wildly")
    def wildly() -> Html | Json[int]:
        return Html("", headers={"Vary": "*"})

    assert client.get("/varied").headers["Vary"] == "Cookie, Accept"
    assert client.get("/wildly").headers["Vary"] == "*"


def test_a_single_result_is_not_negotiated(app: App, client: TestClient) -> None:
    @app.get("/one")
    def one() -> Json[int]:
        return Json(1)

    response = client.get("/one", headers={"Accept": "image/png"})

    assert response.status_code == 200
    assert "Vary" not in response.headers


def test_a_name_that_is_defined_later_is_read_when_the_application_is_frozen(
    app: App, client: TestClient
) -> None:
    @app.get("/later")
    def later() -> Html | _Later:  # type: ignore[name-defined]  # noqa: F821  # not yet
        return Html("")

    globals()["_Later"] = Json
    try:
        response = client.get("/later", headers={"Accept": "image/png"})
    finally:
        del globals()["_Later"]

    assert response.status_code == 406


def test_where_nothing_was_negotiated_wants_asks_the_header(app: App) -> None:
    with app.test_request_context(headers={"Accept": "application/json"}):
        assert request.wants(Json)
        assert not request.wants(Html)


class Torn(Resource):
    def get(self) -> None:  # type: ignore[override]  # so it is
        pass


def nothing() -> None:
    pass


def swapped() -> tuple[int, str]:
    return 404, "lost"


async def number() -> int:
    return 3


@pytest.mark.parametrize(
    ("handler", "problem"),
    [
        (nothing, r"nothing\(\) returns None, and None is no response"),
        (swapped, r"swapped\(\) returns tuple\[int, str\], where the status stands"),
        (number, r"number\(\) returns int, which nothing can"),
        (partial(number), r"number\(\) returns int"),
    ],
)
def test_functions_that_return_what_cannot_be_sent_are_refused_at_once(
    app: App, handler: Any, problem: str
) -> None:
    with pytest.raises(ResponseError, match=problem) as caught:
        app.get("/wrong")(handler)

    assert "while adding" in "\n".join(caught.value.__notes__)
    assert "test_negotiation.py" in "\n".join(caught.value.__notes__)


def test_resources_that_return_what_cannot_be_sent_are_refused_at_once(
    app: App,
) -> None:
    with pytest.raises(ResponseError, match=r"Torn.get\(\) returns None"):
        app.add("/torn", Torn)


def test_handlers_of_routers_are_judged_when_they_are_included(app: App) -> None:
    router = Router("inner")
    router.add("/torn", Torn)

    with pytest.raises(ResponseError, match=r"Torn.get\(\) returns None"):
        app.include(router)


def test_what_a_decorator_makes_something_else_of_is_not_judged(
    app: App, client: TestClient
) -> None:
    def as_json(function: Any) -> Any:
        @wraps(function)
        def wrapper() -> Response:
            return Json(function())

        return wrapper

    @app.get("/decorated")
    @as_json
    def decorated() -> int:
        return 3

    assert client.get("/decorated").json == 3


def test_what_cannot_be_read_is_not_judged(app: App, client: TestClient) -> None:
    @app.get("/unknown")
    def unknown() -> Unknown:
        return "text"

    assert client.get("/unknown").text == "text"


def test_a_partial_of_a_class_returns_its_objects(app: App) -> None:
    class Page(Response):
        def __init__(self) -> None:
            super().__init__("page")

    app.get("/partial")(partial(Page))

    assert app.test_client().get("/partial").text == "page"


def test_a_rule_that_calls_nothing_has_no_steps() -> None:
    assert steps_of_return(None, "") == ()
