from __future__ import annotations

from typing import Any

import pytest

from kolben._sites import Site
from kolben.routing import Converters, Pattern, Route, RouteOptions

GET = frozenset({"GET", "HEAD"})


def route(template: str, *methods: str, **options: Any) -> Route[str]:
    pattern = Pattern.parse(template)
    converters = {each.name: Converters().make(each) for each in pattern.variables}
    answered = frozenset(methods) or GET
    return Route(
        pattern, "x", "", converters, answered, RouteOptions(**options), Site("a.py", 1)
    )


def test_a_route_speaks_the_words_of_the_field() -> None:
    found = route("/<a>", defaults={"b": 1})

    assert (found.rule, found.endpoint, found.defaults) == ("/<a>", "x", {"b": 1})
    assert found.arguments == {"a", "b"}
    assert (str(found), repr(found)) == ("/<a>", "<Route '/<a>' (GET, HEAD) -> 'x'>")


def test_variables_of_the_host_are_arguments() -> None:
    found = route("/<a>", host="<b>.test", subdomain="<c>")

    assert found.arguments == {"a", "b", "c"}


def test_routes_that_look_alike_are_two() -> None:
    assert len({route("/"), route("/")}) == 2


def test_a_route_is_settled_but_may_carry_what_others_put_there() -> None:
    found: Any = route("/")
    found.mark = 1

    assert found.mark == 1
    with pytest.raises(AttributeError, match=r"'name' of <Route '/' .* is settled"):
        found.name = "y"


@pytest.mark.parametrize(
    ("methods", "automatic", "provided"),
    [
        (("GET",), None, True),
        (("GET",), True, True),
        (("GET",), False, False),
        (("GET", "OPTIONS"), None, False),
    ],
)
def test_options_are_automatic_unless_it_is_said_otherwise(
    methods: tuple[str, ...], automatic: bool | None, provided: bool
) -> None:
    found = route("/", *methods, automatic_options=automatic)

    assert found.provide_automatic_options is provided
