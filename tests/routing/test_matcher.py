"""What the matcher promises besides being right: that nothing makes it slow."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import BaseConverter

from kolben.routing import (
    Converters,
    Match,
    Pattern,
    RequestRedirect,
    Route,
    Table,
)

GET = frozenset({"GET", "HEAD"})
CONVERTERS = Converters()


class Sliced(BaseConverter):
    regex = "[a-z]/[a-z]"


CONVERTERS.add(Sliced, name="sliced")


def table(*templates: str) -> Table[str]:
    made: Table[str] = Table()
    for template in templates:
        pattern = Pattern.parse(template)
        converters = {each.name: CONVERTERS.make(each) for each in pattern.variables}
        made.add(Route(pattern, template, template, converters, GET))
    return made


def match(routes: Table[str], path: str) -> Match[str]:
    return routes.match(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
        }
    )


HOSTILE = table(
    "/<int:a>",
    "/users/<int:a>/<b>/<float:c>",
    "/paths/<path:a>/x/<path:b>/y/<path:c>/z",
    "/numbers/<path:a>/<int:b>/<path:c>/end",
    "/words/<a>-<b>-<c>-<d>",
    "/tangled/<a>-<int:b>-<c>-<float:d>",
    "/adjacent/<a><int:b><c>x",
    "/named/<path:a>.<any(html, json):b>",
    "/open/<path:a>-<b>-<path:c>/end",
    "/slash/<path:a>/",
)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/" * 100_000, id="slashes only"),
        pytest.param("/a" * 50_000, id="many segments"),
        pytest.param("/" + "9" * 100_000, id="many digits"),
        pytest.param("/paths/" + "/x/y" * 25_000, id="paths, with slashes"),
        pytest.param("/paths/" + "a/x/b/y/" * 12_500, id="paths"),
        pytest.param("/paths/" + "a/x/" * 25_000 + "b/y/c/z", id="paths that match"),
        pytest.param("/numbers/" + "a/1/" * 25_000, id="numbers between paths"),
        pytest.param("/words/" + "-" * 100_000, id="separators only"),
        pytest.param("/words/" + "a-" * 50_000, id="words"),
        pytest.param("/tangled/" + "1-" * 50_000, id="tangled"),
        pytest.param("/tangled/" + "1-" * 120, id="tangled, but short"),
        pytest.param("/adjacent/" + "1" * 100_000, id="adjacent"),
        pytest.param("/adjacent/" + "1" * 250, id="adjacent, but short"),
        pytest.param("/named/" + ".html" * 20_000 + "/", id="named"),
        pytest.param("/open/" + "-" * 100_000, id="open"),
        pytest.param("/open/" + "-" * 250, id="open, but short"),
        pytest.param("/slash/" + "a" * 100_000 + "//", id="final slashes"),
    ],
)
def test_no_path_keeps_the_matcher_busy(path: str) -> None:
    with _ended_after(seconds=60), suppress(NotFound, RequestRedirect):
        assert match(HOSTILE, path).route in HOSTILE


@contextmanager
def _ended_after(seconds: int) -> Iterator[None]:
    """End what would go on for ever; what is merely slow is no fault here."""
    earlier = signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, earlier)


def _give_up(*_: object) -> None:
    pytest.fail("the matcher does not come to an end")


def calls_of(routes: Table[str], path: str) -> int:
    """Return how many functions are called to match *path*."""
    match(routes, path)  # compiles the table
    calls = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        match(routes, path)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("path", ["/users/7/posts", "/about", "/999/7/posts"])
def test_the_number_of_routes_does_not_matter(path: str) -> None:
    few = table("/users/<int:a>/posts", "/about", "/999/<int:a>/posts")
    many = table(
        "/users/<int:a>/posts",
        "/about",
        *(f"/{number}/<int:a>/posts" for number in range(1_000)),
    )

    assert calls_of(many, path) == calls_of(few, path)


@pytest.mark.parametrize(
    ("template", "path", "variables"),
    [
        ("/a-<b>", "/a-x", {"b": "x"}),
        ("/<b>.txt", "/x.txt.txt", {"b": "x.txt"}),
        ("/pre<b>post", "/prexpost", {"b": "x"}),
        ("/<a>-<b>", "/1-2-3", {"a": "1-2", "b": "3"}),
        ("/<a>-<b>", "/1--", {"a": "1", "b": "-"}),
        ("/<a><b>", "/123", {"a": "12", "b": "3"}),
        ("/x<a>-<b>y", "/x-----y", {"a": "---", "b": "-"}),
        ("/<int:a>-<b>", "/12-3-4", {"a": 12, "b": "3-4"}),
        ("/<int:a><int:b>", "/123", {"a": 12, "b": 3}),
        ("/<path:a>.html", "/x/y.html", {"a": "x/y"}),
        ("/<path:a>/x/<path:b>", "/1/x/2/x/3", {"a": "1", "b": "2/x/3"}),
        ("/<path:a>/<path:b>", "/1//2/3", {"a": "1/", "b": "2/3"}),
        ("/<path:a>/<int:b>-<c>/x", "/1/2-3/x", {"a": "1", "b": 2, "c": "3"}),
        ("/<path:a>/<int:b>/<path:c>", "/1/2/3/4", {"a": "1", "b": 2, "c": "3/4"}),
        ("/<path:a>-<path:b>", "/1-2/3-4", {"a": "1", "b": "2/3-4"}),
        ("/<path:a>/<sliced:b>", "/1/2/a/b", {"a": "1/2", "b": "a/b"}),
        ("/<sliced:a>", "/a/b", {"a": "a/b"}),
    ],
)
def test_takes_segments_apart(
    template: str, path: str, variables: dict[str, Any]
) -> None:
    assert match(table(template), path).variables == variables


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("/ab<c>ba", "/aba"),
        ("/ab<c>-<d>ba", "/aba"),
        ("/<a>-<b>", "/-x"),
        ("/<a>-<b>", "/x-"),
        ("/<a>-<b>", "/xy"),
        ("/x<a>-<b>", "/y-z"),
        ("/<a>-<b>-<c>", "/-a-b"),
        ("/<path:a>/x", "//x"),
        ("/<path:a>/x/<path:b>", "/x/x"),
        ("/<path:a>/x/<path:b>", "/1/x/"),
        ("/<path:a>/<path:b>", "/a"),
        ("/<path:a>/<path:b>/<path:c>", "/a/b"),
        ("/<path:a>/", "/a//"),
        ("/<path:a>/x/<path:b>", "/a\nb/x/c"),
        ("/<path:a>", "/a\nb"),
        ("/<int:a>/x", "/1/y"),
    ],
)
def test_what_does_not_fit_does_not_match(template: str, path: str) -> None:
    routes = table(template)
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_HOST": "localhost"}
    environ["wsgi.url_scheme"] = "http"

    with pytest.raises(HTTPException) as caught:
        routes.match(environ)

    assert isinstance(caught.value, NotFound) or caught.value.code == 308
