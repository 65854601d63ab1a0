"""The manifest says what links by name want."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kolben import (
    App,
    Body,
    Header,
    Inject,
    Query,
    QueryArgs,
    Resource,
    Router,
)
from kolben.checks.manifest import manifest_of, write_manifest


@dataclass
class Wanted:
    words: str = ""


@pytest.fixture
def app() -> App:
    """Return an application without routes."""
    return App(__name__, static_folder=None)


def endpoints(app: App) -> Any:
    """Return what the manifest of *app* says about each name."""
    document = json.loads(manifest_of(app))
    assert document["version"] == 1
    for entry in document["endpoints"].values():
        assert entry.pop("rule").startswith("/")
    return document["endpoints"]


def test_a_variable_of_the_url_is_required_with_the_type_of_its_parameter(
    app: App,
) -> None:
    @app.get("/posts/<post_id>/<slug>")
    def show(post_id: int, slug: str) -> str:
        return slug

    assert endpoints(app) == {"show": {"required": {"post_id": "int", "slug": "str"}}}


def test_what_is_not_annotated_may_be_anything(app: App) -> None:
    def show(post_id):  # type: ignore[no-untyped-def]  # as documented for functions
        return str(post_id)

    app.add_url_rule("/posts/<int:post_id>", view_func=show)

    assert endpoints(app) == {"show": {"required": {"post_id": "Any"}}}


def test_a_variable_that_one_of_the_urls_lacks_is_optional(app: App) -> None:
    @app.get("/posts/", defaults={"page": 1})
    @app.get("/posts/page/<page>")
    def posts(page: int) -> str:
        return str(page)

    assert endpoints(app) == {"posts": {"optional": {"page": "int"}}}


def test_inputs_of_the_query_are_optional_and_others_are_refused(app: App) -> None:
    app.provide(Wanted, Wanted)

    @app.put("/posts/<post_id>")
    def save(
        post_id: int,
        body: Body[Wanted],
        token: Header[str],
        made: Inject[Wanted],
        wanted: QueryArgs[Wanted],
        page: Query[int],
    ) -> str:
        return ""

    assert endpoints(app) == {
        "save": {
            "required": {"post_id": "int"},
            "optional": {"page": "int | None", "wanted": f"{__name__}.Wanted | None"},
            "refused": {"body": "Body", "token": "Header", "made": "Inject"},
        }
    }


def test_a_resource_is_linked_by_its_get_or_by_what_it_has(app: App) -> None:
    class Post(Resource):
        def get(self, post_id: int, page: Query[int] = 1) -> str:
            return ""

        def put(self, post_id: int, body: Body[Wanted]) -> str:
            return ""

    class Login(Resource):
        def post(self, body: Body[Wanted]) -> str:
            return ""

    app.add("/posts/<post_id>", Post)
    app.add("/login", Login)

    assert endpoints(app) == {
        "Login": {"refused": {"body": "Body"}},
        "Post": {"required": {"post_id": "int"}, "optional": {"page": "int | None"}},
    }


def test_names_of_routers_and_static_files_are_there() -> None:
    app = App(__name__)
    blog = Router("blog", prefix="/blogs/<int:blog_id>")

    @blog.get("/")
    def index(blog_id: int) -> str:
        return str(blog_id)

    app.include(blog)

    assert endpoints(app) == {
        "blog.index": {"required": {"blog_id": "int"}},
        "static": {"required": {"filename": "str"}},
    }


def test_nothing_is_required_where_functions_fill_in_defaults(app: App) -> None:
    @app.get("/<language>/")
    def index(language: str) -> str:
        return language

    @app.url_defaults
    def add_language(_: str, values: dict[str, Any]) -> None:
        values.setdefault("language", "en")

    assert endpoints(app) == {"index": {"optional": {"language": "str"}}}


def test_the_file_is_left_alone_when_nothing_changed(app: App, tmp_path: Path) -> None:
    path = tmp_path / "routes.json"
    write_manifest(app, path)
    path.chmod(0o444)
    before = path.stat().st_mtime_ns

    write_manifest(app, path)

    assert path.stat().st_mtime_ns == before
    assert path.read_text("utf-8") == manifest_of(app)
