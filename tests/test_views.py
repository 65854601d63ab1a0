from __future__ import annotations

import pytest

from kolben import App, Resource
from kolben.exceptions import RouteError, RouteTypeError
from kolben.views import view_methods, view_signature


def view(word: str = "none") -> str:
    return word


def test_a_function_answers_get_unless_something_else_is_said() -> None:
    assert view_methods(view, None) == ("GET",)
    assert view_methods(None, None) == ("GET",)
    assert view_methods(view, ("POST", "PUT")) == ("POST", "PUT")


def test_a_function_may_say_itself_what_it_answers() -> None:
    def own() -> str:
        return ""

    own.methods = ["post"]  # type: ignore[attr-defined]

    assert view_methods(own, None) == ("POST",)
    assert view_methods(own, ("GET",)) == ("GET",)


def test_what_a_function_requires_is_answered_in_any_case() -> None:
    def own() -> str:
        return ""

    own.required_methods = ("options", "get")  # type: ignore[attr-defined]

    assert view_methods(own, None) == ("GET", "OPTIONS")
    assert view_methods(own, ("POST",)) == ("POST", "OPTIONS", "GET")


@pytest.mark.parametrize(
    ("attribute", "value", "kind"),
    [
        pytest.param("methods", "GET", RouteTypeError, id="one text"),
        pytest.param("required_methods", "GET", RouteTypeError, id="one required text"),
        pytest.param("methods", [3], RouteTypeError, id="no text"),
        pytest.param("methods", ["GET POST"], RouteError, id="two in one"),
    ],
)
def test_attributes_of_a_function_are_judged(
    attribute: str, value: object, kind: type[RouteError]
) -> None:
    def own() -> str:
        return ""

    setattr(own, attribute, value)

    with pytest.raises(kind):
        view_methods(own, None)


def test_a_signature_is_labelled_like_the_function() -> None:
    assert view_signature(view, None).label == "view"


def test_functions_and_classes_answer_side_by_side(app: App) -> None:
    @app.get("/page")
    def read() -> str:
        return "read"

    @app.resource("/page")
    class Page(Resource):
        def post(self) -> str:
            return "written"

    client = app.test_client()

    assert (client.get("/page").text, client.post("/page").text) == ("read", "written")
    assert set(client.options("/page").allow) == {"GET", "HEAD", "OPTIONS", "POST"}
