from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import EnvironBuilder

from kolben import App, Header, InputError, Query, Resource
from kolben.binding import (
    Dependency,
    Making,
    Plan,
    Recipe,
    Signature,
    compiled_call,
    compiled_fill,
)
from kolben.context import Context

APP = App("binder", static_folder=None)


@APP.get("/posts/<int:post_id>")
def show(post_id: int, page: Query[int] = 1) -> str:
    return f"{post_id} {page}"


def nothing_provided(dependency: Dependency) -> None:
    return None


def plan_of(function: Callable[..., Any]) -> Plan:
    return Plan.of_maker(Signature.of(function, label=function.__name__))


def called(recipe: Recipe, url: str = "/posts/3", **headers: str) -> Any:
    environ = EnvironBuilder(url, headers=headers).get_environ()
    with APP.request_context(environ) as context:
        return compiled_call(recipe, nothing_provided)(context)


def test_a_call_gives_the_variables_of_the_url_and_the_inputs() -> None:
    def view(post_id: int, page: Query[int], x: Header[int]) -> tuple[int, ...]:
        return post_id, page, x

    plan = Plan(
        Signature.of(view, label="view"),
        tuple(each for each in plan_of(view_of_inputs).inputs),
    )

    assert called(Recipe(view, plan), "/posts/3?page=2", X="4") == (3, 2, 4)


def view_of_inputs(page: Query[int], x: Header[int]) -> None:
    """Take inputs and nothing else."""


def test_what_runs_before_may_refuse_the_request() -> None:
    def refuse(context: Context) -> None:
        raise PermissionError(context.request.path)

    recipe = Recipe(
        lambda post_id: None, Plan(Signature("", {}, {}, True)), None, (refuse,)
    )

    with pytest.raises(PermissionError, match="/posts/3"):
        called(recipe)


def test_an_object_is_made_before_the_inputs_of_its_method_are_read() -> None:
    order = []

    class Thing:
        def __init__(self, size: Query[int]) -> None:
            order.append(f"made with {size}")

        def method(self, post_id: int, page: int) -> list[str]:
            return [*order, f"called with {post_id} and {page}"]

    making = Making(
        lambda context: Thing.__new__(Thing),
        Thing.__init__,
        Plan.of_maker(Signature.of(Thing, label="Thing")),
    )
    plan = plan_of(only_page)
    recipe = Recipe(Thing.method, plan, making)

    assert called(recipe, "/posts/3?page=2&size=1") == [
        "made with 1",
        "called with 3 and 2",
    ]
    with pytest.raises(InputError) as caught:
        called(recipe, "/posts/3?page=a&size=1")
    assert [each.location for each in caught.value.problems] == ["query.page"]
    assert order[-1] == "made with 1"


def only_page(page: Query[int]) -> None:
    """Take one value of the query."""


def test_a_part_of_a_request_is_opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    (first, second) = plan_of(two_of_the_query).inputs

    def open_query(context: Context) -> dict[str, list[str]]:
        opened.append(context)
        return {"page": ["1"], "size": ["2"]}

    for each in (first, second):
        object.__setattr__(each, "open", open_query)
    plan = Plan(Signature("", {}, {}, True), (first, second))

    assert called(Recipe(lambda **given: given, plan)) == {
        "post_id": 3,
        "page": 1,
        "size": 2,
    }
    assert len(opened) == 1


def two_of_the_query(page: Query[int], size: Query[int]) -> None:
    """Take two values of the query."""


def test_a_fill_calls_its_function_with_its_own_inputs() -> None:
    fill = compiled_fill(lambda page: page + 1, plan_of(only_page), nothing_provided)

    with APP.request_context(EnvironBuilder("/?page=2").get_environ()) as context:
        assert fill(context) == 3


def test_a_provided_value_is_given_by_the_name_of_its_parameter() -> None:
    class Db: ...

    db = Db()

    def make(db: Db, page: Query[int] = 1) -> tuple[Db, int]:
        return db, page

    plan = Plan.of_maker(Signature.of(make, label="make", names={"Db": Db}))
    fill = compiled_fill(make, plan, lambda dependency: lambda context: db)

    with APP.request_context(EnvironBuilder("/").get_environ()) as context:
        assert fill(context) == (db, 1)


def test_functions_and_methods_are_called_alike() -> None:
    app = App("alike", static_folder=None)

    @app.get("/function/<int:post_id>")
    def function(post_id: int, page: Query[int] = 1) -> list[int]:
        return [post_id, page]

    class Method(Resource, path="/method/<int:post_id>"):
        def get(self, post_id: int, page: Query[int] = 1) -> list[int]:
            return [post_id, page]

    app.add(Method)
    client = app.test_client()

    for query, status in (("", 200), ("?page=2", 200), ("?page=a", 422)):
        one = client.get(f"/function/3{query}")
        other = client.get(f"/method/3{query}")
        assert (one.status_code, one.data) == (status, other.data)
        assert other.status_code == status
