from __future__ import annotations

from typing import Any

import pytest
from tests.refusals import refused

from kolben import App, Resource, Rule
from kolben.exceptions import RouteError, RouteTypeError
from kolben.rules import methods_of


class Page(Resource):
    def get(self, number: int = 1) -> str:
        return str(number)


def test_a_path_is_the_shortest_rule() -> None:
    assert Rule.of("/pages") == Rule("/pages")
    assert (Rule("/pages").name, Rule("/pages").methods) == (None, None)


def test_a_rule_is_a_rule_already() -> None:
    rule = Rule("/pages", name="first", defaults={"number": 1})

    assert Rule.of(rule) is rule


def test_options_by_keyword_make_the_same_rule() -> None:
    made = Rule.from_options(
        "/pages",
        {
            "endpoint": "first",
            "methods": ["get", "POST"],
            "defaults": {"number": 1},
            "provide_automatic_options": False,
            "strict_slashes": False,
        },
    )

    assert made == Rule(
        "/pages",
        name="first",
        methods=("GET", "POST"),
        defaults={"number": 1},
        automatic_options=False,
        strict_slashes=False,
    )


def test_options_that_are_none_are_not_said() -> None:
    made = Rule.from_options(
        "/", {"methods": None, "defaults": None, "endpoint": None, "host": None}
    )

    assert made == Rule("/")


def test_methods_are_in_upper_case_and_each_there_once() -> None:
    assert Rule("/", methods=("get", "GET", "m-search")).methods == ("GET", "M-SEARCH")
    assert set(methods_of({"get", "put"})) == {"GET", "PUT"}


@pytest.mark.parametrize(
    ("options", "kind", "problem"),
    [
        pytest.param({"path": 404}, RouteTypeError, "not 404", id="a code"),
        pytest.param({"path": None}, RouteTypeError, "not None", id="no path"),
        pytest.param({"path": Page}, RouteTypeError, "not <class", id="a class"),
        pytest.param({"path": len}, RouteTypeError, "not <built-in", id="a function"),
        pytest.param({"name": 3}, RouteTypeError, "named 3", id="a number for a name"),
        pytest.param({"name": ""}, RouteTypeError, "named ''", id="an empty name"),
        pytest.param({"defaults": "x"}, RouteTypeError, "'x' are", id="no mapping"),
        pytest.param({"methods": "GET"}, RouteTypeError, "one text", id="one text"),
        pytest.param({"methods": 3}, RouteTypeError, "are not a list", id="no list"),
        pytest.param({"methods": [3]}, RouteTypeError, "method 3", id="no text"),
        pytest.param({"methods": []}, RouteError, "without any method", id="no method"),
        pytest.param({"methods": ["A B"]}, RouteError, "'A B' is not", id="a space"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(
    options: dict[str, Any], kind: type[RouteError], problem: str
) -> None:
    with refused(kind, problem):
        Rule(**{"path": "/", **options})


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        pytest.param(404, "Did you mean 'errorhandler(404)'?", id="a code"),
        pytest.param(Page, "add('/...', Page)", id="a class"),
        pytest.param(len, "('/len')", id="a function"),
        pytest.param(None, "Write the URL as text", id="nothing"),
    ],
)
def test_what_is_no_path_is_told_what_may_be_meant(path: Any, hint: str) -> None:
    with pytest.raises(RouteTypeError) as caught:
        Rule(path)

    assert hint in caught.value.hint


def test_an_option_that_nothing_knows_is_refused(app: App) -> None:
    with refused(RouteTypeError, "A route has no option 'method'") as caught:
        app.route("/", method="GET")  # type: ignore[call-arg]

    assert "methods" in caught.error.hint


def test_a_function_takes_options_and_no_rule(app: App) -> None:
    with refused(RouteTypeError, "routed by text, not by Rule('/x', ...)"):
        app.route(Rule("/x"))  # type: ignore[arg-type]


def test_a_resource_takes_a_rule_in_place_of_its_path(app: App) -> None:
    app.add("/pages/<number>", Page)
    app.add(Rule("/pages", name="first", defaults={"number": 1}), Page)
    client = app.test_client()

    assert client.get("/pages").text == "1"
    assert client.get("/pages/7").text == "7"


def test_a_rule_of_a_resource_says_nothing_of_methods(app: App) -> None:
    with refused(RouteError, "The rule of Page has methods"):
        app.add(Rule("/", methods=("GET",)), Page)
