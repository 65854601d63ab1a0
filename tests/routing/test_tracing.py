"""What is told of the routes that a path is compared with agrees with the matcher."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from kolben.routing import (
    Converters,
    Pattern,
    RequestRedirect,
    Route,
    RouteOptions,
    Table,
    TableSettings,
)
from kolben.routing.tracing import Attempt, attempts

GET = frozenset({"GET", "HEAD"})
CONVERTERS = Converters()


def route(template: str, *methods: str, **options: Any) -> Route[str]:
    pattern = Pattern.parse(template)
    converters = {each.name: CONVERTERS.make(each) for each in pattern.variables}
    return Route(
        pattern,
        options.pop("name", template),
        template,
        converters,
        frozenset(methods) or GET,
        RouteOptions(**options),
    )


def environ_of(path: str, method: str = "GET") -> dict[str, str]:
    return {
        "PATH_INFO": path.encode("utf-8", "replace").decode("latin-1"),
        "REQUEST_METHOD": method,
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
    }


def tried(path: str, *routes: Route[str]) -> list[Attempt[str]]:
    return attempts(routes, TableSettings(), environ_of(path))


@pytest.mark.parametrize(
    ("template", "path", "reason"),
    [
        ("/posts", "/post", "'post' is not 'posts'"),
        ("/posts/new", "/posts", "the path ends before 'new'"),
        ("/posts/new", "/posts/", "the path ends before 'new'"),
        ("/posts", "/posts/new", "it ends before '/new'"),
        ("/posts/", "/posts/new", "it ends before '/new'"),
        ("/<int:a>", "/x", "'x' does not fit '<int:a>'"),
        ("/<int:a>/b", "/1/c", "'c' is not 'b'"),
        ("/<int(max=3):a>", "/4", "'4' does not convert to 'a'"),
        ("/<a>-<int:b>", "/x-y", "'x-y' does not fit '<a>-<int:b>'"),
        ("/<path:a>/edit", "/x/y", "'x/y' does not fit '<path:a>/edit'"),
        ("/é", "/è", "'è' is not 'é'"),
    ],
)
def test_says_why_a_path_does_not_fit(template: str, path: str, reason: str) -> None:
    (attempt,) = tried(path, route(template))

    assert attempt.reason == reason
    assert not attempt.whole


@pytest.mark.parametrize(
    ("told", "path", "reason"),
    [
        (route("/a/"), "/a", "it redirects to http://localhost/a/"),
        (route("/a", redirect_to="/b"), "/a", "it redirects to http://localhost/b"),
        (route("/a", "POST"), "/a", "it answers OPTIONS, POST"),
        (route("/a", build_only=True), "/a", "it is for links only"),
    ],
    ids=str,
)
def test_says_why_a_route_that_fits_does_not_answer(
    told: Route[str], path: str, reason: str
) -> None:
    (attempt,) = tried(path, told)

    assert attempt.reason == reason


def test_what_fits_comes_first_in_the_order_of_trying() -> None:
    routes = [route("/<path:rest>"), route("/posts/<a>"), route("/posts/new")]

    found = tried("/posts/new", route("/other"), *routes, route("/posts/x"))

    assert [each.route.rule for each in found] == [
        "/posts/new",
        "/posts/<a>",
        "/<path:rest>",
        "/posts/x",
        "/other",
    ]


TABLE: Table[str] = Table()
for each in (
    route("/"),
    route("/a"),
    route("/a/"),
    route("/a/b/", "POST"),
    route("/a/<int:x>"),
    route("/a/<x>-<int:y>"),
    route("/b/<float:x>/", "PUT", "GET"),
    route("/b/<path:x>/c"),
    route("/c/<path:x>/", strict_slashes=False),
    route("/d//e"),
    route("/pages", defaults={"page": 1}, name="pages"),
    route("/pages/<int:page>", name="pages"),
    route("/old", alias=True, name="/a"),
    route("/<uuid:x>/<any(a,b):y>"),
):
    TABLE.add(each)

PATHS = st.lists(
    st.sampled_from(["a", "b", "c", "d", "e", "1", "2.5", "x-3", "pages", "old", "é"])
    | st.just("")
    | st.text("ab1/-. \0", max_size=3),
    max_size=5,
).map("/".join)


@given(PATHS, st.sampled_from(["GET", "POST", "PUT", "OPTIONS", "BREW"]))
@example("a", "GET")
@example("/a", "OPTIONS")
@example("//d/e", "GET")
@example("", "GET")
def test_what_the_matcher_finds_is_told_to_answer(path: str, method: str) -> None:
    environ = environ_of(path, method)

    told = attempts(list(TABLE), TABLE.settings, environ)

    assert len(told) == len(TABLE)
    try:
        found = TABLE.match(environ)
    except RequestRedirect:
        return
    except MethodNotAllowed:
        assert all(each.reason is not None for each in told)
        assert any(each.whole for each in told)
    except NotFound:
        assert not any(each.whole for each in told)
    except HTTPException:
        pytest.fail("no other error is promised")
    else:
        assert next(e for e in told if e.reason is None).route is found.route
