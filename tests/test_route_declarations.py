from __future__ import annotations

import functools
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from tests.refusals import refused

from kolben import App, Resource, Router, Rule, request, url_for
from kolben.app_settings import AppOptions
from kolben.exceptions import BindError, RouteError, RouteTypeError
from kolben.testing import TestClient


class Page(Resource):
    def get(self, number: int = 1) -> str:
        return f"page {number}"


class Plain(Resource):
    def get(self) -> str:
        return "plain"


def view() -> str:
    return "view"


def statuses(client: TestClient, path: str) -> dict[str, int]:
    methods = ("GET", "POST", "PUT", "PATCH", "DELETE")
    return {method: client.open(path, method=method).status_code for method in methods}


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_each_decorator_answers_its_method_only(app: App, method: str) -> None:
    def answer() -> str:
        return request.method

    decorated = getattr(app, method.lower())("/thing")(answer)

    assert decorated is answer
    assert statuses(app.test_client(), "/thing") == {
        each: 200 if each == method else 405
        for each in ("GET", "POST", "PUT", "PATCH", "DELETE")
    }


def test_decorators_stack_and_return_the_function_unchanged(app: App) -> None:
    def answer() -> str:
        return f"{request.method} {request.path}"

    decorated = app.get("/a")(app.post("/a")(app.route("/b", methods=["PUT"])(answer)))
    client = app.test_client()

    assert decorated is answer
    assert client.get("/a").text == "GET /a"
    assert client.post("/a").text == "POST /a"
    assert client.put("/b").text == "PUT /b"
    assert client.put("/a").status_code == 405


def test_a_decorator_for_one_method_takes_no_methods(app: App) -> None:
    with refused(RouteTypeError, "'get' answers GET and takes no 'methods'") as caught:
        app.get("/x", methods=["POST"])

    assert caught.error.hint == "Write route('/x', methods=['POST'])."


@pytest.mark.parametrize("name", ["route", "get", "post", "put", "patch", "delete"])
def test_a_decorator_that_was_not_called_is_refused(app: App, name: str) -> None:
    with refused(RouteTypeError, "A route needs a URL", "<function view") as caught:
        getattr(app, name)(view)

    assert "('/view')" in caught.error.hint


def test_the_decorator_of_a_class_that_was_not_called_is_refused(app: App) -> None:
    with refused(RouteTypeError, "A route needs a URL", "Page") as caught:
        app.resource(Page)  # type: ignore[arg-type]

    assert "resource('/...')" in caught.error.hint


def test_lambdas_answer(app: App) -> None:
    app.get("/a/<int:number>", endpoint="a")(lambda number: str(number + 1))
    app.add_url_rule("/b", "b", lambda: "b")

    assert app.test_client().get("/a/1").text == "2"
    assert app.test_client().get("/b").text == "b"


def test_two_lambdas_need_names(app: App) -> None:
    app.get("/a")(lambda: "a")

    with refused(RouteError, "The route name '<lambda>' is taken by '/a'"):
        app.get("/b")(lambda: "b")


def test_objects_and_partial_functions_answer_by_the_names_of_their_makers(
    app: App,
) -> None:
    class Greeting:
        def __call__(self, name: str) -> str:
            return f"Hello {name}"

    def greet(word: str, name: str) -> str:
        return f"{word} {name}"

    app.add_url_rule("/hello/<name>", view_func=Greeting())
    app.add_url_rule("/bye/<name>", view_func=partial(greet, "Bye"))
    client = app.test_client()

    assert client.get("/hello/Ada").text == "Hello Ada"
    assert client.get("/bye/Ada").text == "Bye Ada"
    with app.test_request_context():
        assert url_for("Greeting", name="Ada") == "/hello/Ada"
        assert url_for("greet", name="Ada") == "/bye/Ada"


def test_views_may_take_whatever_the_url_gives(app: App) -> None:
    @app.get("/<kind>/<int:number>")
    def show(**values: Any) -> dict[str, Any]:
        return values

    assert app.test_client().get("/a/2").json == {"kind": "a", "number": 2}


def test_a_decorator_that_wraps_keeps_name_and_types(app: App) -> None:
    def shouting(view: Callable[..., str]) -> Callable[..., str]:
        @functools.wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> str:
            return view(*args, **kwargs).upper()

        return wrapper

    @app.get("/double/<number>")
    @shouting
    def double(number: int) -> str:
        return f"is {2 * number}"

    @app.resource("/triple/<number>")
    class Triple(Resource):
        @shouting
        def get(self, number: int) -> str:
            return f"is {3 * number}"

    client = app.test_client()

    assert client.get("/double/4").text == "IS 8"
    assert client.get("/triple/4").text == "IS 12"
    assert client.get("/double/x").status_code == 404
    with app.test_request_context():
        assert url_for(double, 3) == "/double/3"
        assert Triple.url(3) == "/triple/3"


def test_a_wrapper_may_add_what_the_url_does_not_give(app: App) -> None:
    def with_store(view: Callable[..., str]) -> Callable[..., str]:
        @functools.wraps(view)
        def wrapper(**kwargs: Any) -> str:
            return view("store", **kwargs)

        return wrapper

    @app.get("/<int:number>")
    @with_store
    def show(store: str, number: int) -> str:
        return f"{store} {number}"

    assert app.test_client().get("/3").text == "store 3"


def test_a_coroutine_function_answers(app: App) -> None:
    @app.get("/<int:number>")
    async def show(number: int) -> str:
        return f"{request.path} {number + 1}"

    assert app.test_client().get("/3").text == "/3 4"


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        pytest.param(Page, "Page is a Resource, not a function", id="a resource"),
        pytest.param(dict, "dict is a class, not a function", id="another class"),
        pytest.param("view", "'view' is not a function", id="a name"),
    ],
)
def test_what_is_no_function_is_refused(app: App, view: Any, problem: str) -> None:
    with refused(RouteTypeError, problem):
        app.route("/x")(view)
    with refused(RouteTypeError, problem):
        app.add_url_rule("/x", "x", view)


def test_a_function_that_does_not_fit_its_url_is_refused(app: App) -> None:
    with refused(BindError, "view() does not take 'number'"):
        app.route("/<number>")(view)


def test_a_rule_needs_a_function(app: App) -> None:
    with refused(RouteTypeError, "The rule '/x' has no function that answers it"):
        app.add_url_rule("/x")
    with refused(RouteTypeError, "The rule '/x' has no function that answers it"):
        app.add_url_rule("/x", "nothing")


def test_a_rule_without_a_function_is_answered_by_the_one_of_its_name(
    app: App,
) -> None:
    app.add("/plain", Plain)
    app.add_url_rule("/links", "links", build_only=True)
    app.get("/one")(view)
    app.get("/two", endpoint="other")(lambda: "other")
    app.add_url_rule("/uno", "view")
    app.add_url_rule("/due", "other")
    client = app.test_client()

    assert (client.get("/uno").text, client.get("/due").text) == ("view", "other")


def test_a_rule_that_is_only_built_is_never_matched(app: App) -> None:
    app.add_url_rule("/files/<path:name>", "file", build_only=True)
    app.add_url_rule("/old-files/<path:name>", "file", build_only=True)

    assert app.test_client().get("/files/a.txt").status_code == 404
    with app.test_request_context():
        assert url_for("file", name="a/b.txt") == "/files/a/b.txt"


def test_a_rule_that_is_only_built_needs_a_name(app: App) -> None:
    with refused(RouteTypeError, "The rule '/x' is only linked to, but has no name"):
        app.add_url_rule("/x", build_only=True)


def test_a_rule_may_redirect_to_a_template_or_what_a_function_says(app: App) -> None:
    app.add_url_rule("/new/<int:number>", "new", lambda number: f"new {number}")
    app.add_url_rule("/old/<int:number>", redirect_to="/new/<number>")
    app.add_url_rule(
        "/older/<int:number>", redirect_to=lambda adapter, number: f"/new/{number + 1}"
    )
    client = app.test_client()

    assert client.get("/old/3").status_code == 308
    assert client.get("/old/3", follow_redirects=True).text == "new 3"
    assert client.get("/older/3", follow_redirects=True).text == "new 4"


def test_an_alias_redirects_to_the_rule_of_its_name(app: App) -> None:
    app.add_url_rule("/users", "users", view)
    app.add_url_rule("/people", "users", view, alias=True)

    answer = app.test_client().get("/people")

    assert answer.status_code == 308
    assert answer.location.endswith("/users")
    with app.test_request_context():
        assert url_for("users") == "/users"


def test_a_default_of_a_rule_has_to_be_what_the_handler_takes(app: App) -> None:
    with refused(
        BindError, "show() takes 'page' as int, but the defaults of its rule say 'one'."
    ):

        @app.get("/", defaults={"page": "one"})
        def show(page: int) -> str:
            return str(page)


def test_a_default_of_a_rule_may_be_what_nobody_annotated(app: App) -> None:
    @app.get("/", defaults={"page": "one", "size": None})
    def show(page, size: int | None) -> str:  # type: ignore[no-untyped-def]
        return f"{page} {size}"

    assert app.test_client().get("/").text == "one None"


def test_defaults_fill_what_a_rule_lacks(app: App) -> None:
    @app.get("/page/<int:number>")
    @app.get("/", defaults={"number": 1})
    def page(number: int) -> str:
        return f"page {number}"

    client = app.test_client()

    assert client.get("/").text == "page 1"
    assert client.get("/page/2").text == "page 2"
    assert client.get("/page/1").location.endswith("/")
    with app.test_request_context():
        assert [url_for(page, number=each) for each in (1, 2)] == ["/", "/page/2"]


def test_hosts_and_subdomains_tell_routes_apart() -> None:
    app = App(
        "tested",
        static_folder=None,
        config={"SERVER_NAME": "example.org"},
        options=AppOptions(subdomain_matching=True),
    )
    app.add_url_rule("/", "home", lambda: "home")
    app.add_url_rule("/", "user", lambda name: name, subdomain="<name>")
    client = app.test_client()

    assert client.get("/", base_url="http://example.org").text == "home"
    assert client.get("/", base_url="http://ada.example.org").text == "ada"

    hosts = App("tested", static_folder=None, options=AppOptions(host_matching=True))
    hosts.add_url_rule("/", "a", lambda: "a", host="a.example")
    hosts.add(Rule("/", host="b.example"), Plain)

    assert hosts.test_client().get("/", base_url="http://a.example").text == "a"
    assert hosts.test_client().get("/", base_url="http://b.example").text == "plain"


def test_slashes_may_be_lax_for_one_rule(app: App) -> None:
    app.add_url_rule("/lax/", "lax", view, strict_slashes=False)
    app.add_url_rule("/strict/", "strict", view)
    client = app.test_client()

    assert client.get("/lax").status_code == 200
    assert client.get("/strict").status_code == 308


def test_options_answered_by_the_function_itself(app: App) -> None:
    app.add_url_rule("/", "own", lambda: "own", methods=["GET", "OPTIONS"])

    assert app.test_client().options("/").text == "own"


@pytest.mark.parametrize(
    "add",
    [
        pytest.param(lambda app: app.add("/x"), id="text"),
        pytest.param(lambda app: app.add(Rule("/x")), id="rule"),
    ],
)
def test_a_path_without_a_class_is_refused(
    app: App, add: Callable[[App], None]
) -> None:
    with refused(RouteTypeError, "The URL '/x' was added without a class") as caught:
        add(app)

    assert caught.error.hint == "Write add('/x', Class)."


def test_a_class_without_a_path_is_refused(app: App) -> None:
    with refused(RouteError, "Page was added without a path") as caught:
        app.add(Page)

    assert "add('/...', Page)" in caught.error.hint


def test_a_path_is_not_inherited(app: App) -> None:
    class Login(Resource, path="/login"):
        def get(self) -> str:
            return ""

    class Logout(Login):
        pass

    with refused(RouteError, "Logout was added without a path"):
        app.add(Logout)


def test_the_class_in_front_of_its_path_is_refused(app: App) -> None:
    with refused(RouteTypeError, "A route needs a URL", "Page") as caught:
        app.add(Page, "/x")  # type: ignore[call-overload]

    assert "Give the URL first: add('/...', Page)" in caught.error.hint


def test_a_class_with_a_rule_for_a_path_is_added_by_itself(app: App) -> None:
    class Login(Resource, path=Rule("/login", name="sign_in")):
        def get(self) -> str:
            return "login"

    app.add(Login)

    assert app.test_client().get("/login").text == "login"
    with app.test_request_context():
        assert url_for("sign_in") == Login.url() == "/login"


def test_a_router_declares_as_an_application_does() -> None:
    router = Router("part", prefix="/part")
    router.add("/page", Page)
    assert router.resource("/pages/<number>")(Page) is Page
    router.get("/view")(view)
    app = App("tested")
    app.include(router)
    client = app.test_client()

    paths = ["/part/page", "/part/pages/3", "/part/view"]

    assert [client.get(path).text for path in paths] == ["page 1", "page 3", "view"]
