"""Links are judged by what they lead to, in one line, and without bodies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.mypy_plugin.projects import Project, Told, promised

BLOG = """
import enum
from collections.abc import Callable
from datetime import date
from typing import Annotated, Generic, ParamSpec, TypeVar

from kolben import App, Body, Cookie, File, Form, Header, Inject, Named, Query
from kolben import Resource, ResponseReturn, Upload

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
Draft = Body[dict[str, int]]


class Kind(enum.Enum):
    NEW = "new"


class Store:
    pass


def logged(function: Callable[P, R]) -> Callable[P, R]:
    return function


app = App(__name__)


@app.get("/posts/<post_id>")
def show(post_id: int, page: Query[int] = 1) -> str:
    return ""


@app.put("/posts/<post_id>")
@logged
def save(
    post_id: int,
    draft: Draft,
    token: Annotated[Header[str], Named("X-Token")],
    seen: Cookie[str] | None,
    store: Inject[Store],
) -> str:
    return ""


class Post(Resource, path="/p/<post_id>"):
    def get(self, post_id: int, page: Query[int] = 1) -> str:
        return self.url(post_id, page=page + 1)

    @logged
    def put(self, post_id: int, body: Body[dict[str, int]], note: Form[str]) -> str:
        return ""

    @staticmethod
    def patch(post_id: int, picture: File[Upload]) -> str:
        return ""


class Shelf(Resource, Generic[T]):
    def get(self, key: T, body: Header[str]) -> str:
        return ""


class Books(Shelf[date], path="/books/<key>"):
    pass


class Login(Resource, path="/login/<realm>"):
    def post(self, realm: str, form: Form[dict[str, str]]) -> str:
        return ""
"""
USES = """
from datetime import date
from typing import Any, assert_type

from blog import Books, Kind, Login, Post, app, logged, save, show
from kolben import URL, Resource, url_for

assert_type(url_for(save, 3), URL)
assert_type(url_for(save, post_id=3), URL)
assert_type(url_for(Post.put, post_id=3), URL)
assert_type(url_for(Post.patch, post_id=3), URL)
assert_type(url_for(Post, 3, page=2), URL)
assert_type(Post.url(3, page=2), URL)
assert_type(Post().url(3, page=2), URL)
assert_type(Books.url(key=date.today()), URL)
assert_type(url_for(Books, key=date.today()), URL)
assert_type(Login.url(realm="a"), URL)
assert_type(url_for(Login.post, realm="a"), URL)
assert_type(app.url_for(save, 3), URL)
values: dict[str, Any] = {}
url_for(save, **values)
url_for(Post, *[3])
anything: Any = None
url_for(anything, a=1)
url_for(anything.get, a=1)


def link(kind: type[Post], function: Any, name: str) -> list[URL]:
    return [kind.url(3), url_for(kind, 3), url_for(function, 3), url_for(name, a=3)]


url_for(save)  # E: Missing positional argument "post_id" in call to "url_for(save)"
url_for(save, "3")  # E: Argument 2 to "url_for(save)" has incompatible type "str"
url_for(save, post_id="3")  # E: Argument "post_id" to "url_for(save)" has incompatible
url_for(save, 3, draft={})  # E: Unexpected keyword argument "draft" for "url_for(save)"
url_for(save, 3, token="")  # E: Unexpected keyword argument "token" for "url_for(save)"
url_for(save, 3, seen="")  # E: Unexpected keyword argument "seen" for "url_for(save)"
url_for(save, 3, store=1)  # E: Unexpected keyword argument "store" for "url_for(save)"
url_for(show, 3, pge=2)  # E: for "url_for(show)"; did you mean "page"?
url_for(Post.put, 3, body={})  # E: Unexpected keyword argument "body" for
url_for(Post.patch, "3")  # E: Argument 2 to "url_for(Post.patch)" has incompatible type
url_for(Post.delete)  # E: Post defines no 'delete'.  [kolben-url]
url_for(Login)  # E: Login defines no 'get'.  [kolben-url]
url_for(Post, post_id="3")  # E: Argument "post_id" to "url_for(Post)" has incompatible
Post.url(pst_id=3)  # E: for "url" of "Post"; did you mean "post_id"?
Books.url(key=3)  # E: Argument "key" to "url" of "Books" has incompatible
Books.url(key=date.today(), body="")  # E: Unexpected keyword argument "body" for "url"
Login.url()  # E: Missing positional argument "realm" in call to "url" of "Login"
Login.url(realm=3)  # E: Argument "realm" to "url" of "Login" has incompatible type
app.url_for(show, post="3")  # E: Unexpected keyword argument "post" for "url_for(show)"
url_for(404)  # E: No overload variant of "url_for" matches argument type "int"
url_for(logged)  # E: Missing positional argument
"""
NAMED = """
from datetime import date
from typing import Any, Final

from blog import Kind, app
from kolben import url_for

SHOW: Final = "show"
values: dict[str, Any] = {}

url_for("show", post_id=3)
url_for(SHOW, post_id=3, page=2, _anchor="top", _external=True)
url_for("show", post_id=3, other="x")
url_for("show", **values)
url_for("archive", kind=Kind.NEW, day=date.today())
url_for("admin.index", order="new")
url_for(".index", order=None)
url_for("list", tags=["a"])
url_for("odd", thing=object())
url_for("shw", post_id=3)  # E: There is no endpoint named 'shw'.  [kolben-url]
url_for(".shw")  # E: There is no endpoint named '.shw'.  [kolben-url]
url_for(SHOW)  # E: The URL of 'show' (/posts/<post_id>) lacks 'post_id'.  [kolben-url]
url_for("show", pst_id=3)  # E: The URL of 'show' (/posts/<post_id>) lacks 'post_id'.
url_for("show", post_id="3")  # E: Argument "post_id" to "url_for('show')"
url_for("show", post_id=3, page="2")  # E: Argument "page" to "url_for('show')"
url_for("archive", kind="new", day=date.today())  # E: expected "Kind"
url_for("admin.index", order="mid")  # E: expected "Literal['new', 'old'] | None"
url_for("list", tags=[1])  # E: List item 0 has incompatible type "int"; expected "str"
url_for("save", post_id=3, body={})  # E: is Body[...], and no link can have
url_for("show", 3)  # E: No overload variant of "url_for"
app.url_for("shw")  # E: There is no endpoint named 'shw'.  [kolben-url]
"""
ENDPOINTS: dict[str, Any] = {
    "show": {
        "rule": "/posts/<post_id>",
        "required": {"post_id": "int"},
        "optional": {"page": "int | None"},
    },
    "save": {
        "rule": "/posts/<post_id>",
        "required": {"post_id": "int"},
        "refused": {"body": "Body"},
    },
    "archive": {
        "rule": "/archive/<kind>/<day>",
        "required": {"kind": "blog.Kind", "day": "datetime.date"},
    },
    "admin.index": {
        "rule": "/admin/",
        "optional": {"order": "Literal['new', 'old'] | None"},
    },
    "list": {"rule": "/list", "optional": {"tags": "list[str] | None"}},
    "odd": {"rule": "/odd/<thing>", "required": {"thing": "nowhere.Thing"}},
}


def manifest(endpoints: dict[str, Any]) -> str:
    """Return the text of a manifest."""
    return json.dumps({"version": 1, "endpoints": endpoints})


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with links and a manifest."""
    folder = tmp_path_factory.mktemp("links")
    project = Project.into(folder, blog=BLOG, uses=USES, named=NAMED)
    (folder / "routes.json").write_text(manifest(ENDPOINTS))
    return project


def require_promised(told: Told, text: str) -> None:
    """Make sure that *told* is what *text* promises."""
    expected = promised(text)
    assert sorted(told) == sorted(expected), dict(told)
    for line, message in expected.items():
        assert message in told[line][0], f"line {line}"


def test_links_take_what_a_url_can_carry_and_nothing_else(project: Project) -> None:
    require_promised(project.mypy("uses"), USES)


def test_links_by_name_are_judged_by_the_manifest(project: Project) -> None:
    require_promised(project.mypy("named"), NAMED)


def test_parallel_workers_say_the_same(project: Project) -> None:
    output = project.run(
        "mypy", "--num-workers", "2", "--cache-dir", "parallel", "uses.py", "named.py"
    )

    require_promised(project.read(output)["uses.py"], USES)
    require_promised(project.read(output)["named.py"], NAMED)


def test_a_misspelt_name_is_told_with_the_nearest(project: Project) -> None:
    line = next(n for n, text in promised(NAMED).items() if "'shw'" in text)

    assert project.mypy("named")[line][1] == "Did you mean 'show'?"


def test_a_changed_manifest_has_those_checked_again_who_mention_it(
    tmp_path: Path,
) -> None:
    link = 'from kolben import url_for\n\nurl_for("show", post_id=3)\n'
    project = Project.into(tmp_path, link=link)
    routes = tmp_path / "routes.json"
    told = []
    for endpoints in (
        {"show": ENDPOINTS["show"]},
        {"other": {"rule": "/"}},
        {"show": {"rule": "/<slug>", "required": {"slug": "str"}}},
        {"show": {"rule": "/", "optional": {"post_id": "str"}}},
        {"show": ENDPOINTS["show"], "other": {"rule": "/"}},
    ):
        routes.write_text(manifest(endpoints))
        told.append([*project.mypy("link").values()])

    assert told[0] == told[4] == []
    assert [
        each[0][0].partition(";")[0].partition(".  [")[0] for each in told[1:4]
    ] == [
        "There is no endpoint named 'show'",
        "The URL of 'show' (/<slug>) lacks 'slug'",
        'Argument "post_id" to "url_for(\'show\')" has incompatible type "int"',
    ]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 2, "endpoints": {}}', '{"version": 1}']
)
def test_a_manifest_that_cannot_be_read_is_told_where_it_is_needed(
    tmp_path: Path, text: str
) -> None:
    project = Project.into(tmp_path, link='from kolben import url_for\nurl_for("a")\n')
    (tmp_path / "routes.json").write_text(text)

    told = project.mypy("link")

    assert "routes.json' cannot be read, so links by name go unchecked." in told[2][0]
    assert "kolben check --manifest" in told[2][1]


def test_without_a_manifest_links_by_name_pass(tmp_path: Path) -> None:
    project = Project.into(tmp_path, link='from kolben import url_for\nurl_for("a")\n')
    settings = tmp_path / "pyproject.toml"
    settings.write_text(settings.read_text().partition("[tool.kolben-mypy]")[0])

    assert project.mypy("link") == {}


def test_an_ini_file_can_name_the_manifest(tmp_path: Path) -> None:
    project = Project.into(tmp_path, link='from kolben import url_for\nurl_for("a")\n')
    (tmp_path / "mypy.ini").write_text(
        "[mypy]\nplugins = kolben.mypy_plugin\n[kolben-mypy]\nmanifest = routes.json\n"
    )
    (tmp_path / "routes.json").write_text(manifest(ENDPOINTS))

    assert "There is no endpoint named 'a'." in project.mypy("link")[2][0]


def test_the_daemon_notices_a_changed_marker(tmp_path: Path) -> None:
    link = "from kolben import url_for\nfrom pages import save\n\nurl_for(save)\n"
    pages = (
        "from kolben import {0}\n\ndef save(note: {0}[str]) -> str:\n    return note\n"
    )
    project = Project.into(tmp_path, link=link)
    told = []
    try:
        for marker in ("Body", "Query", "Body"):
            project.write("pages", pages.format(marker))
            output = project.run("mypy.dmypy", "run", "--", "link.py", "pages.py")
            told.append("\n".join(map(str, project.read(output)["link.py"].values())))
    finally:
        project.run("mypy.dmypy", "stop")

    assert told[0] == told[2] == ""
    assert 'Missing positional argument "note"' in told[1]
