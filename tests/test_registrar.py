"""What is refused when a route is registered: the error, and where it stands."""

from __future__ import annotations

import abc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from tests.refusals import below, places_of, refused

from kolben import App, Resource, Router, Rule
from kolben.exceptions import BindError, RouteError, RouteTypeError


class Post(Resource):
    def get(self, post_id: int) -> str:
        return f"post {post_id}"


def view() -> str:
    return "view"


def test_a_variable_that_a_method_does_not_take_is_refused(app: App) -> None:
    with refused(BindError, "Post.get() does not take 'number', a variable"):
        app.add("/posts/<number>", Post)


def test_a_parameter_that_no_variable_fills_is_refused(app: App) -> None:
    with refused(BindError, "Nothing in a request to '/posts' can fill 'post_id'"):
        app.add("/posts", Post)


def test_an_unannotated_parameter_of_a_resource_is_refused(app: App) -> None:
    class Bare(Resource):
        def get(self, number) -> str:
            return str(number)

    with refused(BindError, "The parameter 'number' of Bare.get() has no annotation"):
        app.add("/<number>", Bare)


def test_a_type_that_no_converter_makes_is_refused(app: App) -> None:
    class Sized(Resource):
        def get(self, size: set[int]) -> str:
            return ""

    with refused(RouteError, "set[int]"):
        app.add("/<size>", Sized)


def test_a_converter_against_the_annotation_is_refused(app: App) -> None:
    with refused(RouteError, "post_id", "uuid"):
        app.add("/<uuid:post_id>", Post)


def test_an_unknown_converter_is_refused(app: App) -> None:
    with refused(RouteError, "There is no URL converter named 'imt'"):
        app.add("/<imt:post_id>", Post)


def test_methods_that_disagree_are_refused(app: App) -> None:
    class Torn(Resource):
        def get(self, key: int) -> str:
            return ""

        def put(self, key: str) -> str:
            return ""

    with refused(RouteError, "disagree on the type of 'key'", "Torn.get()"):
        app.add("/<key>", Torn)


def test_a_class_without_any_method_is_refused(app: App) -> None:
    class Empty(Resource):
        pass

    with refused(RouteError, "Empty has no method that answers a request"):
        app.add("/", Empty)
    with refused(RouteError, "Empty has no method that answers a request"):
        app.resource("/")(Empty)


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        pytest.param("posts", "does not start with '/'", id="no slash"),
        pytest.param("", "does not start with '/'", id="empty"),
        pytest.param("/<post_id", "stray bracket", id="not closed"),
        pytest.param("/<post_id>/<post_id>", "'post_id' twice", id="named twice"),
    ],
)
def test_a_template_that_cannot_be_read_is_refused(
    app: App, template: str, problem: str
) -> None:
    with refused(RouteError, problem):
        app.add(template, Post)


@pytest.mark.parametrize(
    ("thing", "kind", "hint"),
    [
        pytest.param(int, "<class 'int'>", "inherit from Resource", id="other class"),
        pytest.param(view, "<function view", "'@app.route(path)'", id="function"),
        pytest.param(Post(), "Post object", "the class itself", id="instance"),
        pytest.param("Post", "'Post'", "the class itself", id="text"),
    ],
)
def test_what_is_no_resource_is_refused(
    app: App, thing: Any, kind: str, hint: str
) -> None:
    with refused(RouteTypeError, kind, "is not a subclass of Resource") as added:
        app.add("/", thing)
    with refused(RouteTypeError, kind, "is not a subclass of Resource"):
        app.resource("/")(thing)

    assert hint in added.error.hint


def test_constructor_arguments_that_do_not_fit_are_refused(app: App) -> None:
    with refused(BindError, "Post cannot be made", "too many positional arguments"):
        app.add("/<post_id>", Post, "store")  # type: ignore[call-overload]


def test_an_abstract_class_is_refused(app: App) -> None:
    class Base(Resource, abc.ABC):
        @abc.abstractmethod
        def get(self) -> str: ...

    with refused(BindError, "Base is abstract: nothing defines get"):
        app.add("/", Base)


def test_two_handlers_of_one_name_are_refused_with_both_places(app: App) -> None:
    first = below()
    app.add("/posts/<post_id>", Post)

    with refused(RouteError, "'Post' is taken by '/posts/<post_id>' (Post, ") as caught:
        app.add_url_rule("/other", "Post", view)

    assert places_of(caught.error, first) == [caught.error.problem]


def test_a_wrapper_that_hides_the_names_is_told_of_wraps(app: App) -> None:
    def hiding(function: Callable[[], str]) -> Callable[[], str]:
        def wrapper() -> str:
            return function()

        return wrapper

    app.get("/one")(hiding(view))

    with refused(RouteError, "The route name 'wrapper' is taken") as caught:
        app.get("/two")(hiding(lambda: "two"))

    assert "@functools.wraps(function)" in caught.error.hint


def test_two_handlers_of_one_url_and_method_are_refused_with_both_places(
    app: App,
) -> None:
    first = below()
    app.add("/posts/<post_id>", Post)

    with refused(RouteError, "GET '/posts/<int:number>' is answered twice") as caught:
        app.get("/posts/<int:number>")(lambda number: "")

    assert places_of(caught.error, first) == [caught.error.problem]


def test_the_same_class_twice_on_a_url_is_refused(app: App) -> None:
    app.add("/posts/<post_id>", Post)

    with refused(RouteError, "is answered twice"):
        app.add("/posts/<post_id>", Post)


def test_one_function_may_have_one_name_for_several_urls(app: App) -> None:
    @app.get("/one")
    @app.get("/two")
    def both() -> str:
        return "both"

    assert {route.name for route in app.routes if route.rule != "/static"} >= {"both"}
    assert app.test_client().get("/one").text == app.test_client().get("/two").text


def test_a_name_with_a_dot_is_refused_on_a_router(app: App) -> None:
    router = Router("part")
    app.include(router)

    with refused(RouteError, "The route name 'a.b' has a dot"):
        router.add_url_rule("/x", "a.b", view)


def test_a_name_with_a_dot_may_stand_on_the_application(app: App) -> None:
    app.add_url_rule("/x", "a.b", view)

    with app.test_request_context():
        assert app.url_for("a.b") == "/x"


def test_a_default_that_no_path_ever_replaces_is_refused_at_the_start(
    app: App,
) -> None:
    class Page(Resource):
        def get(self, number: int = 1) -> str:
            return ""

    site = below()
    app.add("/page", Page)

    with pytest.raises(BindError, match=r"ever fills 'number' of Page\.get") as caught:
        app.freeze()

    assert places_of(caught.value, site) == [caught.value.__notes__[0]]


def test_an_object_that_cannot_be_hashed_may_answer(app: App) -> None:
    @dataclass
    class Greeting:
        word: str

        def __call__(self, name: str) -> str:
            return f"{self.word} {name}"

    hello, bye = Greeting("Hello"), Greeting("Bye")
    app.add_url_rule("/hello/<name>", "hello", hello)
    app.add_url_rule("/bye/<name>", "bye", bye)

    assert app.test_client().get("/hello/Ada").text == "Hello Ada"
    with app.test_request_context():
        assert app.url_for(bye, name="Ada") == "/bye/Ada"


def test_a_method_of_an_object_may_answer_several_urls(app: App) -> None:
    class Shop:
        def open(self, key: int = 0) -> str:
            return f"open {key}"

    shop = Shop()
    app.add_url_rule("/open", view_func=shop.open)
    app.add_url_rule("/open/<key>", view_func=shop.open)

    assert app.test_client().get("/open/3").text == "open 3"
    with app.test_request_context():
        assert app.url_for(shop.open, key=3) == "/open/3"


@pytest.mark.parametrize(
    ("setting", "attribute", "rule", "status"),
    [
        pytest.param(True, None, None, 200, id="the setting"),
        pytest.param(False, None, None, 405, id="the setting says no"),
        pytest.param(True, False, None, 405, id="the function"),
        pytest.param(False, None, True, 200, id="the rule"),
        pytest.param(True, True, False, 405, id="the rule before the function"),
    ],
)
def test_who_says_whether_options_is_answered(
    app: App,
    setting: bool,
    attribute: bool | None,
    rule: bool | None,
    status: int,
) -> None:
    def answer() -> str:
        return ""

    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = setting
    if attribute is not None:
        answer.provide_automatic_options = attribute  # type: ignore[attr-defined]
    app.add_url_rule("/", view_func=answer, provide_automatic_options=rule)

    assert app.test_client().options("/").status_code == status


def test_a_host_and_its_variables_are_part_of_a_route(app: App) -> None:
    class Home(Resource):
        def get(self, user: str, page: int) -> str:
            return f"{user} {page}"

    with refused(BindError, "does not take 'name', a variable"):
        app.add(Rule("/<page>", subdomain="<name>"), Home)


@pytest.mark.parametrize("path", ["/search?q=1", "/page#top"])
def test_a_template_with_a_query_or_an_anchor_is_refused(app: App, path: str) -> None:
    with pytest.raises(RouteError, match="which ends a path"):
        app.get(path)(lambda: "")
