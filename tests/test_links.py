from __future__ import annotations

from typing import Any

import pytest

from kolben import URL, App, Resource, Router, Rule, url_for
from kolben.exceptions import UrlError
from kolben.links import values_of


class Post(Resource):
    def get(self, post_id: int, page: int = 1) -> str:
        return f"{post_id} {page}"

    def put(self, post_id: int, page: int = 1) -> str:
        return f"put {post_id} {page}"


class Login(Resource):
    def post(self, kind: str) -> str:
        return kind


def show(post_id: int, *rest: str, lang: str = "en") -> str:
    return f"{post_id} {lang}"


@pytest.fixture
def linked(app: App) -> App:
    """An application with a class on two paths, another class and a function."""
    app.add("/posts/<post_id>", Post)
    app.add("/posts/<post_id>/pages/<page>", Post)
    app.add("/login/<kind>", Login)
    app.get("/show/<post_id>")(show)
    return app


def test_classes_methods_functions_and_names_are_linked_alike(linked: App) -> None:
    with linked.test_request_context():
        links = [
            url_for(Post, post_id=3),
            url_for(Post.get, post_id=3),
            url_for(Post.put, post_id=3),
            url_for("Post", post_id=3),
            Post.url(post_id=3),
            Post.url(3),
            url_for(Post, 3),
            url_for(Post.put, 3),
        ]
        function = url_for(show, 4, page=2)

    assert links == ["/posts/3"] * 8
    assert function == "/show/4?page=2"
    assert all(isinstance(link, URL) for link in links)


def test_a_class_on_several_paths_takes_the_one_that_its_values_satisfy(
    linked: App,
) -> None:
    with linked.test_request_context():
        assert Post.url(3) == "/posts/3"
        assert Post.url(3, 2) == "/posts/3/pages/2"
        assert Post.url(3, page=2) == "/posts/3/pages/2"


def test_the_address_of_a_form_is_linked_by_its_class(linked: App) -> None:
    with linked.test_request_context():
        assert Login.url(kind="in") == Login.url("in") == "/login/in"


def test_values_that_are_too_many_are_refused(linked: App) -> None:
    with linked.test_request_context():
        with pytest.raises(UrlError, match="Post takes 2 values, not 3"):
            url_for(Post, 3, 2, 1)
        with pytest.raises(UrlError, match="show takes 1 values, not 2"):
            url_for(show, 3, 2)


def test_a_name_takes_values_by_name_only(linked: App) -> None:
    with pytest.raises(UrlError, match="A link to 'Post' takes values by name only"):
        linked.url_for("Post", 3)


@pytest.mark.parametrize(
    ("target", "arguments", "values"),
    [
        pytest.param("name", (), {}, id="nothing given"),
        pytest.param(Post, (3, 4), {"post_id": 3, "page": 4}, id="class"),
        pytest.param(Post.put, (3,), {"post_id": 3}, id="method"),
        pytest.param(Login, ("in",), {"kind": "in"}, id="class without get"),
        pytest.param(show, (3,), {"post_id": 3}, id="function"),
    ],
)
def test_values_by_position_get_their_names(
    target: Any, arguments: tuple[Any, ...], values: dict[str, Any]
) -> None:
    assert values_of(target, arguments) == values


def test_static_and_class_methods_have_no_self_to_skip() -> None:
    class Mixed(Resource):
        @staticmethod
        def get(one: str) -> str:
            return one

        @classmethod
        def post(cls, two: str) -> str:
            return two

    assert values_of(Mixed, ("x",)) == {"one": "x"}
    assert values_of(Mixed.post, ("x",)) == {"two": "x"}


@pytest.mark.parametrize(
    "target",
    [Login, Login.post, len, [1], Post()],
    ids=["class", "method", "function", "list", "instance"],
)
def test_what_is_not_registered_has_no_url(app: App, target: Any) -> None:
    with (
        app.test_request_context(),
        pytest.raises(UrlError, match="has no URL: it is not registered"),
    ):
        app.url_for(target)


def test_an_unknown_name_is_refused_with_the_nearest(linked: App) -> None:
    with (
        linked.test_request_context(),
        pytest.raises(UrlError, match="no endpoint named 'Pots'") as caught,
    ):
        url_for("Pots", post_id=3)

    assert "'Post'" in caught.value.hint


def test_missing_variables_are_named(linked: App) -> None:
    with linked.test_request_context(), pytest.raises(UrlError, match="post_id"):
        url_for(Post)


def test_a_value_that_would_not_match_again_is_refused(linked: App) -> None:
    with linked.test_request_context(), pytest.raises(UrlError, match="'x'"):
        url_for(Post, post_id="x")


def test_what_is_inherited_belongs_to_several_classes(app: App) -> None:
    class Base(Resource):
        def get(self) -> str:
            return type(self).__name__

    class One(Base):
        pass

    class Two(Base):
        def post(self) -> str:
            return ""

    app.add("/one", One)
    app.add("/two", Two)

    assert app.test_client().get("/two").text == "Two"
    with app.test_request_context():
        assert (One.url(), Two.url(), url_for(Two.post)) == ("/one", "/two", "/two")
        with pytest.raises(UrlError, match=r"get belongs to several .*: One, Two\."):
            url_for(One.get)


def test_a_name_that_begins_with_a_dot_is_looked_up_beside_the_route(
    app: App,
) -> None:
    outer, inner = Router("outer", prefix="/outer"), Router("inner", prefix="/inner")
    for part in (app, outer, inner):
        part.get("/", endpoint="index")(lambda: url_for(".other"))
        part.get("/other", endpoint="other")(lambda: "")
    outer.include(inner)
    app.include(outer)
    client = app.test_client()

    assert client.get("/").text == "/other"
    assert client.get("/outer/").text == "/outer/other"
    assert client.get("/outer/inner/").text == "/outer/inner/other"
    with app.test_request_context("/nowhere"):
        assert url_for(".other") == "/other"


def test_functions_add_the_values_that_a_link_lacks(app: App) -> None:
    part = Router("part", prefix="/<lang>")
    calls: list[str] = []

    @app.url_defaults
    def everywhere(name: str, values: dict[str, Any]) -> None:
        calls.append(name)

    @part.url_defaults
    def here(name: str, values: dict[str, Any]) -> None:
        values.setdefault("lang", "de")

    @part.get("/page")
    def page(lang: str) -> str:
        return lang

    app.get("/plain")(lambda: "")
    app.include(part)

    with app.test_request_context():
        assert url_for(page) == url_for("part.page") == "/de/page"
        assert url_for(page, lang="en") == "/en/page"
        assert url_for("<lambda>") == "/plain"
    assert calls == ["part.page"] * 3 + ["<lambda>"]


def test_the_values_of_the_caller_are_left_alone(app: App) -> None:
    app.url_defaults(lambda name, values: values.update(extra="1"))
    app.get("/")(show_nothing)
    values = {"q": "2"}

    with app.test_request_context():
        assert url_for(show_nothing, **values) == "/?q=2&extra=1"
    assert values == {"q": "2"}


def show_nothing() -> str:
    return ""


def test_links_outside_of_requests_use_the_settings(linked: App) -> None:
    linked.config["SERVER_NAME"] = "example.org"
    linked.config["APPLICATION_ROOT"] = "/root"
    linked.config["PREFERRED_URL_SCHEME"] = "https"

    with linked.app_context():
        assert url_for(Post, 3) == "https://example.org/root/posts/3"
        assert url_for(Post, 3, _external=False) == "/root/posts/3"


def test_options_of_a_link(linked: App) -> None:
    with linked.test_request_context(base_url="http://example.org/mounted"):
        assert url_for("Post", post_id=3, _anchor="top") == "/mounted/posts/3#top"
        assert (
            url_for("Post", post_id=3, _external=True)
            == "http://example.org/mounted/posts/3"
        )
        assert (
            url_for("Post", post_id=3, _scheme="https")
            == "https://example.org/mounted/posts/3"
        )


def test_the_method_chooses_among_the_routes_of_a_name(app: App) -> None:
    app.get("/read", endpoint="thing")(show_nothing)
    app.post("/write", endpoint="thing")(show_nothing)

    with app.test_request_context():
        assert url_for("thing", _method="POST") == "/write"
        assert url_for(show_nothing, _method="GET") == "/read"


def test_another_application_links_from_its_own_settings(app: App) -> None:
    other = App("tested", static_folder=None, config={"SERVER_NAME": "other.example"})
    other.get("/there")(show_nothing)

    with app.test_request_context(base_url="http://here.example"):
        assert other.url_for(show_nothing) == "http://other.example/there"


def test_rules_of_one_class_have_their_own_names(app: App) -> None:
    class Page(Resource):
        def get(self, number: int = 1) -> str:
            return ""

    app.add("/pages/<number>", Page)
    app.add(Rule("/", name="home", defaults={"number": 1}), Page)

    with app.test_request_context():
        assert url_for("home") == "/"
        assert url_for("Page", number=2) == "/pages/2"
        assert Page.url(number=1) == "/"
        assert Page.url(2) == "/pages/2"


def test_mounted_applications_know_where_they_are(linked: App) -> None:
    outer = App("tested", static_folder=None)
    outer.get("/")(show_nothing)
    linked.get("/here")(lambda: url_for(Post, 3))
    outer.mount("/old", linked)
    client = outer.test_client()

    assert client.get("/").status_code == 200
    assert client.get("/old/here").text == "/old/posts/3"
    assert client.get("/old/posts/3").text == "3 1"
    assert client.get("/older").status_code == 404


def test_a_value_that_is_given_twice_is_refused(linked: App) -> None:
    link: Any = url_for

    with (
        linked.test_request_context(),
        pytest.raises(UrlError, match="'post_id' twice: by position and by name"),
    ):
        link(Post, 3, post_id=4)
