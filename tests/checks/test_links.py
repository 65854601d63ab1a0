from __future__ import annotations

from pathlib import Path

import pytest
from tests.checks.projects import findings, told

ROUTES = """
from kolben import Query, Router
shop = Router("shop", prefix="/shop")

@shop.get("/items/<int:item_id>")
def item(item_id: int) -> str:
    return url_for(".item", item_id=item_id)

@app.get("/users/<user_id>")
def user(user_id: int, page: Query[int] = 1) -> str:
    return str(user_id)

app.include(shop)

def links(values: dict[str, int], number: int) -> object:
    return {link}
"""


TYPED = """
from typing import Annotated
from kolben import Body, Resource
import shelf

class Post(Resource, path="/posts/<post_id>"):
    def get(self, post_id: int) -> str:
        return ""

    def put(self, post_id: int, body: Body[dict[str, int]]) -> str:
        return ""

class Lost(Resource):
    def get(self) -> str:
        return ""

class Base(Resource):
    def get(self, name: str) -> str:
        return ""

class Named(Base, path="/names/<name>"):
    pass

app.add(Post)
app.add(Named)

@app.get("/users/<user_id>")
def user(user_id: int) -> str:
    return str(user_id)

def links(number: int, found: list[Post]) -> object:
    return {link}
"""


def of_typed_link(folder: Path, link: str) -> list[str]:
    """Return the problems of one link to a class or a function."""
    files = {"shelf.py": "class Book:\n    @classmethod\n    def url(cls): ..."}
    body = TYPED.replace("{link}", link)
    return [each.problem for each in findings(folder, body, files)]


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        pytest.param(
            "url_for(user)",
            "The URL of 'user' (/users/<user_id>) lacks 'user_id'.",
            id="function without its variable",
        ),
        pytest.param(
            "Post.url(id=number)",
            "The URL of 'Post' (/posts/<post_id>) lacks 'post_id'.",
            id="class without its variable",
        ),
        pytest.param(
            "url_for(Post.put, post_id='x')",
            "'/posts/<post_id>' does not match with 'x' for 'post_id'.",
            id="method with another value",
        ),
        pytest.param(
            "Lost.url()", "Lost has no URL: it is not registered.", id="no route"
        ),
        pytest.param(
            "url_for(user, 1, 2)", "user takes 1 values, not 2.", id="too many values"
        ),
    ],
)
def test_finds_a_link_to_a_class_or_function_that_cannot_be_built(
    link: str, problem: str, tmp_path: Path
) -> None:
    assert of_typed_link(tmp_path, link) == [problem]


@pytest.mark.parametrize(
    "link",
    [
        pytest.param("url_for(user, 3)", id="by position"),
        pytest.param("url_for(user, user_id=number)", id="by name"),
        pytest.param("Post.url(number)", id="class"),
        pytest.param("url_for(Post.put, number, body=number)", id="method"),
        pytest.param("[post.url() for post in found]", id="an object"),
        pytest.param("[Lost.url() for Lost in found]", id="a name of its own"),
        pytest.param("shelf.Book.url()", id="another url()"),
        pytest.param("url_for(Base.get, 'x')", id="a method of a base"),
        pytest.param("Base.url()", id="a base"),
        pytest.param("request.url()", id="a name that is nowhere"),
    ],
)
def test_has_nothing_against_typed_links_that_may_be_right(
    link: str, tmp_path: Path
) -> None:
    assert of_typed_link(tmp_path, link) == []


def of_link(folder: Path, link: str) -> list[str]:
    """Return the problems of one link of an application."""
    body = ROUTES.replace("{link}", link)
    return [each.problem for each in findings(folder, body)]


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        pytest.param(
            "url_for('usr', user_id=3)",
            "There is no endpoint named 'usr'.",
            id="misspelled name",
        ),
        pytest.param(
            "url_for('.itm', item_id=3)",
            "There is no endpoint named 'itm'.",
            id="misspelled name beside the route",
        ),
        pytest.param(
            "app.url_for('usr')",
            "There is no endpoint named 'usr'.",
            id="by the application",
        ),
        pytest.param(
            "current_app.url_for('usr')",
            "There is no endpoint named 'usr'.",
            id="by the current application",
        ),
        pytest.param(
            "url_for('user', id=number)",
            "The URL of 'user' (/users/<user_id>) lacks 'user_id'.",
            id="variable missing",
        ),
        pytest.param(
            "url_for('user', user_id=None)",
            "The URL of 'user' (/users/<user_id>) lacks 'user_id'.",
            id="variable None",
        ),
        pytest.param(
            "url_for('user', user_id='bob')",
            "'/users/<user_id>' does not match with 'bob' for 'user_id'.",
            id="value that its converter refuses",
        ),
        pytest.param(
            "url_for('user', user_id=number, page='x')",
            "user() does not take 'x' for 'page': Expected an integer.",
            id="value that its query refuses",
        ),
        pytest.param(
            "url_for('user', 3)",
            "A link to 'user' takes values by name only.",
            id="by position",
        ),
    ],
)
def test_finds_a_link_that_cannot_be_built(
    link: str, problem: str, tmp_path: Path
) -> None:
    assert of_link(tmp_path, link) == [problem]


@pytest.mark.parametrize(
    "link",
    [
        pytest.param("url_for('user', user_id=3, page=number)", id="complete"),
        pytest.param("url_for('user', user_id=number)", id="unknown value"),
        pytest.param("url_for('user', **values)", id="unknown names"),
        pytest.param("url_for('us' + 'er')", id="unknown endpoint"),
        pytest.param("url_for(user, user_id=3)", id="a function"),
        pytest.param("url_for('shop.item', item_id=3, _anchor='top')", id="options"),
        pytest.param("(lambda url_for: url_for('usr'))", id="a name of its own"),
    ],
)
def test_has_nothing_against_links_that_may_be_right(link: str, tmp_path: Path) -> None:
    assert of_link(tmp_path, link) == []


def test_a_link_that_is_meant_to_fail_is_left_alone(tmp_path: Path) -> None:
    body = """
    from contextlib import suppress
    from kolben import UrlError

    def lost() -> None:
        with suppress(UrlError):
            url_for("nowhere")
        try:
            url_for("nowhere")
        except UrlError:
            url_for("lost")
    """

    assert told(tmp_path, body) == ["app.py:14: There is no endpoint named 'lost'."]


def test_values_that_the_application_adds_are_not_missed(tmp_path: Path) -> None:
    body = """
    @app.url_defaults
    def add_language(endpoint: str, values: dict[str, object]) -> None:
        values.setdefault("language", "en")

    @app.get("/<language>/")
    def index(language: str) -> str:
        return url_for("index")
    """

    assert told(tmp_path, body) == []


def test_a_link_may_lead_to_any_of_the_routes_of_its_name(tmp_path: Path) -> None:
    body = """
    @app.get("/pages/", defaults={"page": 1})
    @app.get("/pages/<int:page>")
    def pages(page: int) -> str:
        return url_for("pages") + url_for("pages", page=page)
    """

    assert told(tmp_path, body) == []


def test_finds_links_in_templates_with_the_line(tmp_path: Path) -> None:
    body = """
    @app.get("/users/<int:user_id>")
    def user(user_id: int) -> str:
        return ""
    """
    files = {
        "templates/page.html": "<a href='{{ url_for('usr') }}'>\n"
        "{% if x %}<a href='{{ url_for('user', id=x.id) }}'>{% endif %}\n"
        "{{ url_for('user', user_id=x.id) }} {{ url_for(x.name) }}",
        "templates/own.html": "{% macro url_for(x) %}{% endmacro %}{{ url_for('x') }}",
        "templates/broken.html": "{% if",
        "templates/logo.png": "\x00{{",
    }

    assert told(tmp_path, body, files) == [
        "page.html:1: There is no endpoint named 'usr'.",
        "page.html:2: The URL of 'user' (/users/<int:user_id>) lacks 'user_id'.",
    ]


def test_says_what_was_probably_meant(tmp_path: Path) -> None:
    body = """
    @app.get("/profile")
    def profile() -> str:
        return url_for("prfile")
    """

    (finding,) = findings(tmp_path, body)

    assert (finding.rule, finding.severity) == ("broken-link", "error")
    assert finding.hint == "Did you mean 'profile'?"
