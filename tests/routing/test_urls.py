from __future__ import annotations

import copy
import pickle
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

import pytest
from werkzeug.routing import BaseConverter

from kolben.exceptions import ContextError, UrlError
from kolben.routing import (
    URL,
    Converter,
    Converters,
    Origin,
    Pattern,
    Route,
    RouteOptions,
    Table,
    TableSettings,
    UrlOptions,
    Urls,
)

HERE = Origin("http", "localhost")
GET = frozenset({"GET", "HEAD"})


class Tag(Converter[str]):
    regex = "[a-z]+(?:-[a-z]+)*"

    def to_python(self, value: str) -> str:
        return value.replace("-", " ")

    def to_url(self, value: str) -> str:
        return value.replace(" ", "-")


class Raw(BaseConverter):
    """Writes text as it is, which a careless programmer may do."""

    regex = ".+"
    part_isolating = False

    def to_url(self, value: Any) -> str:
        return str(value)


def route(template: str, name: str, **said: Any) -> Route[str]:
    """Return a route; what is not an option of routes is ``methods`` or ``types``."""
    methods = said.pop("methods", GET)
    types = said.pop("types", {})
    options = RouteOptions(**said)
    converters = Converters()
    converters.add(Tag, name="tag")
    converters.add(Raw, name="raw")
    pattern = Pattern.parse(template)
    variables = list(pattern.variables)
    for host in (options.host, options.subdomain):
        variables += Pattern.parse_host(host).variables if host else ()
    made = {
        each.name: converters.make(each, *types.get(each.name, ()))
        for each in variables
    }
    return Route(pattern, name, "", made, frozenset(methods), options)


def urls(*routes: Route[str], settings: TableSettings | None = None) -> Urls[str]:
    """Return the builder of URLs of a table with *routes*."""
    table: Table[str] = Table(settings or TableSettings())
    for each in routes:
        table.add(each)
    return Urls(table)


def link(
    routes: Route[str] | Iterable[Route[str]],
    values: dict[str, Any] | None = None,
    origin: Origin | None = HERE,
    settings: TableSettings | None = None,
    **options: Any,
) -> str:
    """Return the URL of the first of *routes*, which may share its name."""
    all_routes = [routes] if isinstance(routes, Route) else list(routes)
    built = urls(*all_routes, settings=settings)
    return built.build(all_routes[0].name, values or {}, origin, UrlOptions(**options))


def refusal(*arguments: Any, **options: Any) -> UrlError:
    """Return the error of a link that cannot be built."""
    with pytest.raises(UrlError) as caught:
        link(*arguments, **options)
    return caught.value


class Colour(Enum):
    RED = "red"
    BLUE = "light blue"


def test_s59_a_name_gives_the_url_of_its_route() -> None:
    built = urls(route("/", "index"), route("/login", "login"))

    assert built.build("index", {}, HERE) == "/"
    assert built.build("login", {}, HERE) == "/login"


def test_s60_values_fill_the_variables() -> None:
    post = route("/user/<username>/<int:post>", "post")

    assert link(post, {"username": "ada", "post": 3}) == "/user/ada/3"


def test_s61_unknown_values_become_the_query() -> None:
    assert link(route("/login", "login"), {"next": "/"}) == "/login?next=/"


def test_s62_special_characters_and_unicode_are_escaped() -> None:
    profile = route("/user/<username>", "profile")

    assert link(profile, {"username": "John Doe"}) == "/user/John%20Doe"
    assert link(profile, {"username": "Jürgen?#"}) == "/user/J%C3%BCrgen%3F%23"


def test_s63_a_path_begins_with_one_slash_always() -> None:
    merging = TableSettings(merge_slashes=False)

    assert link(route("//evil.example/", "trap"), settings=merging) == "/evil.example/"
    assert link(route("//a//b", "merged")) == "/a/b"


@pytest.mark.parametrize("root", ["/myapplication", "/myapplication/", "myapplication"])
def test_s64_the_mount_point_stands_before_every_path(root: str) -> None:
    origin = Origin("http", "localhost", root)

    assert link(route("/login", "login"), origin=origin) == "/myapplication/login"


def test_s65_a_changed_rule_changes_its_urls() -> None:
    table: Table[str] = Table()
    built = Urls(table)
    table.add(route("/old", "page"))
    before = built.build("page", {}, HERE)
    table.add(route("/new/<int:id>", "page"))

    assert before == "/old"
    assert built.build("page", {"id": 1}, HERE) == "/new/1"


def test_s66_the_documented_example_prints_what_is_documented() -> None:
    built = urls(
        route("/", "index"),
        route("/login", "login"),
        route("/user/<username>", "profile"),
    )

    assert [
        built.build("index", {}, HERE),
        built.build("login", {}, HERE),
        built.build("login", {"next": "/"}, HERE),
        built.build("profile", {"username": "John Doe"}, HERE),
    ] == ["/", "/login", "/login?next=/", "/user/John%20Doe"]


def test_s68_an_unknown_name_is_answered_with_the_nearest_one() -> None:
    built = urls(route("/user/<username>", "profile"), route("/", "index"))

    with pytest.raises(LookupError) as caught:
        built.build("prfile", {"username": "x"}, HERE)

    assert isinstance(caught.value, UrlError)
    assert caught.value.problem == "There is no endpoint named 'prfile'."
    assert caught.value.hint == "Did you mean 'profile'?"


def test_an_unknown_name_like_no_other_gets_a_hint_too() -> None:
    with pytest.raises(UrlError, match="There is no endpoint named 'zebra'") as caught:
        urls(route("/", "index")).build("zebra", {}, HERE)

    assert caught.value.hint == "Add a route of that name."


def test_s68_missing_values_are_named() -> None:
    error = refusal(route("/<a>/<b>/<c>", "three"), {"b": 1})

    assert error.problem == "The URL of 'three' (/<a>/<b>/<c>) lacks 'a' and 'c'."
    assert error.hint == "Give 'a' and 'c'."


def test_a_misspelt_value_is_named_beside_the_missing_one() -> None:
    error = refusal(route("/user/<username>", "profile"), {"usrname": "ada"})

    assert error.problem == "The URL of 'profile' (/user/<username>) lacks 'username'."
    assert error.hint == "Give 'username' (not 'usrname')."


def test_none_is_as_good_as_missing() -> None:
    error = refusal(route("/user/<username>", "profile"), {"username": None})

    assert "lacks 'username'" in error.problem


@pytest.mark.parametrize(
    ("values", "query"),
    [
        pytest.param({"tag": ["a", "b"]}, "?tag=a&tag=b", id="a list repeats"),
        pytest.param({"tag": ("a", "b")}, "?tag=a&tag=b", id="a tuple repeats"),
        pytest.param({"tag": {"a"}}, "?tag=a", id="a set repeats"),
        pytest.param({"tag": frozenset("a")}, "?tag=a", id="a frozen set repeats"),
        pytest.param({"tag": []}, "", id="an empty list says nothing"),
        pytest.param({"tag": None, "a": 1}, "?a=1", id="None is left out"),
        pytest.param({"tag": ["a", None]}, "?tag=a", id="None in a list too"),
        pytest.param({"b": 1, "a": 2}, "?b=1&a=2", id="in the order given"),
        pytest.param({"q": "a b&c=d"}, "?q=a+b%26c%3Dd", id="escaped"),
        pytest.param({"q": "ü"}, "?q=%C3%BC", id="unicode"),
        pytest.param({"ü": ""}, "?%C3%BC=", id="a name in unicode"),
        pytest.param({"q": b"\xff "}, "?q=%FF+", id="bytes"),
        pytest.param({"q": Fraction(1, 2)}, "?q=1/2", id="anything by its text"),
    ],
)
def test_query(values: dict[str, Any], query: str) -> None:
    assert link(route("/search", "search"), values) == f"/search{query}"


@pytest.mark.parametrize("values", [{"q": "\ud800"}, {"\ud800": "q"}])
def test_half_a_surrogate_cannot_stand_in_a_query(values: dict[str, str]) -> None:
    assert "is not text that a URL can hold" in refusal(route("/", "x"), values).problem


def test_values_and_query_together() -> None:
    show = route("/posts/<int:id>", "show")

    assert link(show, {"id": 3, "page": 2}) == "/posts/3?page=2"


def test_literal_text_is_escaped_and_percent_signs_stay_literal() -> None:
    assert link(route("/100 %/ü", "static")) == "/100%20%25/%C3%BC"
    assert link(route("/100%s/<name>", "x"), {"name": "%s"}) == "/100%25s/%25s"


@pytest.mark.parametrize(
    ("template", "value", "text"),
    [
        pytest.param("<int:x>", 3, "3", id="int"),
        pytest.param("<int:x>", "3", "3", id="text for an int"),
        pytest.param("<int:x>", "03", "3", id="text with a zero before"),
        pytest.param("<int:x>", 3.0, "3", id="float without a fraction"),
        pytest.param("<int:x>", 10**30, f"1{'0' * 30}", id="a very large int"),
        pytest.param("<int(fixed_digits=4):x>", 7, "0007", id="fixed digits"),
        pytest.param("<int(signed=True):x>", -7, "-7", id="signed"),
        pytest.param("<int(min=2, max=9):x>", 9, "9", id="within the limits"),
        pytest.param("<float:x>", 1.5, "1.5", id="float"),
        pytest.param("<float:x>", 2, "2.0", id="int for a float"),
        pytest.param("<float:x>", Decimal("0.1"), "0.1", id="decimal for a float"),
        pytest.param("<string(length=2):x>", "ab", "ab", id="length"),
        pytest.param("<string(length=2):x>", "üß", "%C3%BC%C3%9F", id="in characters"),
        pytest.param("<x>", 3, "3", id="a number as text"),
        pytest.param("<x>", "a+b@c:d,e;f=g", "a+b@c:d,e;f=g", id="safe characters"),
        pytest.param("<x>", "a\nb", "a%0Ab", id="a line break"),
        pytest.param("<path:x>", "a/b c.txt", "a/b%20c.txt", id="path"),
        pytest.param("<path:x>", PurePosixPath("a/b"), "a/b", id="a path object"),
        pytest.param("<any(a, b):x>", "b", "b", id="any"),
        pytest.param("<tag:x>", "not so new", "not-so-new", id="of one's own"),
        pytest.param(
            "<uuid:x>",
            UUID("8f8bbdd2-6c1d-4b7b-8f3c-0c3b6d6c5a11"),
            "8f8bbdd2-6c1d-4b7b-8f3c-0c3b6d6c5a11",
            id="uuid",
        ),
    ],
)
def test_a_value_is_written_by_its_converter(
    template: str, value: object, text: str
) -> None:
    assert link(route(f"/{template}", "x"), {"x": value}) == f"/{text}"


@pytest.mark.parametrize(
    ("template", "value"),
    [
        pytest.param("<int:x>", -1, id="negative, unsigned"),
        pytest.param("<int:x>", 3.7, id="a fraction that would be lost"),
        pytest.param("<int:x>", Decimal("3.7"), id="a decimal fraction"),
        pytest.param("<int:x>", "three", id="not a number"),
        pytest.param("<int:x>", [], id="not even text"),
        pytest.param("<int:x>", float("inf"), id="infinity"),
        pytest.param("<int:x>", 10**5000, id="more digits than Python reads"),
        pytest.param("<int(fixed_digits=2):x>", 100, id="too many digits"),
        pytest.param("<int(min=2):x>", 1, id="too small"),
        pytest.param("<int(max=2):x>", 3, id="too large"),
        pytest.param("<float:x>", 1e30, id="exponent"),
        pytest.param("<float:x>", float("nan"), id="not a number at all"),
        pytest.param("<x>", "", id="empty"),
        pytest.param("<x>", "a/b", id="a slash in a segment"),
        pytest.param("<x>", "\ud800", id="half a surrogate"),
        pytest.param("<x>", ".", id="this folder"),
        pytest.param("<x>", "..", id="the folder above"),
        pytest.param("<string(length=2):x>", "abc", id="too long"),
        pytest.param("<path:x>", "/etc", id="begins with a slash"),
        pytest.param("<path:x>", "a/../b", id="steps out of its folder"),
        pytest.param("<path:x>", "a/..", id="ends in the folder above"),
        pytest.param("<path:x>", "a\nb", id="a line break in a path"),
        pytest.param("<any(a, b):x>", "c", id="none of any"),
        pytest.param("<uuid:x>", "8f8b", id="not a uuid"),
        pytest.param("<tag:x>", "Not So", id="not the pattern of one's own"),
        pytest.param("<tag:x>", 3, id="not what one's own converter works on"),
        pytest.param("<raw:x>", "a?b", id="begins a query"),
        pytest.param("<raw:x>", "a#b", id="begins an anchor"),
        pytest.param("<raw:x>", "/evil.example", id="would be a host"),
    ],
)
def test_a_value_that_would_not_match_again_is_refused(
    template: str, value: object
) -> None:
    error = refusal(route(f"/{template}", "x"), {"x": value})

    assert f"/{template}" in error.problem


def test_a_refusal_names_the_variable_the_value_and_the_route() -> None:
    error = refusal(route("/users/<int:id>", "user"), {"id": "ada"})

    assert error.problem == "'/users/<int:id>' does not match with 'ada' for 'id'."
    assert isinstance(error.__cause__, ValueError)


def test_a_refusal_does_not_show_a_long_value_wholly() -> None:
    error = refusal(route("/<int:id>", "x"), {"id": "a" * 1000})

    assert len(error.problem) < 200


def test_names_that_begin_with_a_dot_are_no_folders() -> None:
    assert link(route("/<x>", "x"), {"x": ".well-known"}) == "/.well-known"
    assert link(route("/<x>", "x"), {"x": "..."}) == "/..."
    assert link(route("/<path:x>", "x"), {"x": "a//b"}) == "/a//b"


@pytest.mark.parametrize(
    ("annotation", "value", "text"),
    [
        (bool, True, "true"),
        (Decimal, Decimal("1.50"), "1.50"),
        (PurePosixPath, PurePosixPath("a/b"), "a/b"),
        (Colour, Colour.BLUE, "light%20blue"),
    ],
)
def test_converters_of_annotations_write_their_values(
    annotation: object, value: object, text: str
) -> None:
    typed = route("/<x>", "x", types={"x": [annotation]})

    assert link(typed, {"x": value}) == f"/{text}"


def test_two_variables_of_one_segment_must_come_apart_as_they_were_joined() -> None:
    dashed = route("/<a>-<b>", "dashed")

    assert link(dashed, {"a": "x-y", "b": "z"}) == "/x-y-z"
    assert "'/x-y-z'" in refusal(dashed, {"a": "x", "b": "y-z"}).problem


def test_a_path_beside_another_variable_must_come_apart_too() -> None:
    files = route("/<path:folder>/of/<path:name>", "files")

    assert link(files, {"folder": "a/b", "name": "c"}) == "/a/b/of/c"
    assert refusal(files, {"folder": "a/of/b", "name": "c"})


def test_a_path_before_a_final_slash_may_not_end_with_one() -> None:
    folder = route("/<path:folder>/", "folder")

    assert link(folder, {"folder": "a/b"}) == "/a/b/"
    assert refusal(folder, {"folder": "a/"})


def test_default_in_the_template_is_written_into_the_url() -> None:
    first = route("/page/<int:page>/<tab>", "pages", defaults={"page": 1})

    assert link(first, {"tab": "new"}) == "/page/1/new"
    assert link(first, {"tab": "new", "page": 1}) == "/page/1/new"


def test_default_beside_two_variables_of_a_segment() -> None:
    dashed = route("/<a>-<b>", "dashed", defaults={"b": "z"})

    assert link(dashed, {"a": "x-y"}) == "/x-y-z"


PAGES = (
    route("/all/", "all", defaults={"page": 1}),
    route("/all/page/<int:page>", "all"),
    route("/all/page/<int:page>/<int:size>", "all"),
)


@pytest.mark.parametrize(
    ("values", "url"),
    [
        ({}, "/all/"),
        ({"page": 1}, "/all/"),
        ({"page": 2}, "/all/page/2"),
        ({"page": 1, "size": 5}, "/all/page/1/5"),
        ({"size": 5}, "/all/?size=5"),
    ],
)
def test_of_several_routes_the_one_with_most_use_for_the_values_is_taken(
    values: dict[str, int], url: str
) -> None:
    assert link(PAGES, values) == url


def test_a_value_against_a_default_is_refused_with_the_default() -> None:
    error = refusal(PAGES[0], {"page": 2})

    assert error.problem == (
        "No route of 'all' takes 2 for 'page': for '/all/' it is always 1."
    )


def test_the_next_route_is_tried_when_the_first_refuses_a_value() -> None:
    both = (route("/by-id/<int:key>", "thing"), route("/by-name/<key>", "thing"))

    assert link(both, {"key": 3}) == "/by-id/3"
    assert link(both, {"key": "spoon"}) == "/by-name/spoon"
    assert "/by-id/" in refusal(both, {"key": ""}).problem


def test_a_value_that_is_refused_does_not_go_into_the_query() -> None:
    both = (route("/page/<int:number>", "page"), route("/page", "page"))

    assert link(both, {"number": 3}) == "/page/3"
    assert link(both, {"q": "x"}) == "/page?q=x"
    assert "'bob' for 'number'" in refusal(both, {"number": "bob"}).problem


def test_missing_values_are_those_of_the_nearest_route() -> None:
    both = (route("/<a>/<b>/<c>", "x"), route("/<a>/<d>", "x"))

    assert "(/<a>/<d>) lacks 'd'" in refusal(both, {"a": 1}).problem


def test_an_alias_is_taken_last() -> None:
    both = (route("/old/<int:id>", "page", alias=True), route("/new/<int:id>", "page"))

    assert link(both, {"id": 1}) == "/new/1"
    assert link(both[0], {"id": 1}) == "/old/1"


def test_a_build_only_route_can_be_linked_to() -> None:
    cdn = route("/cdn/<path:file>", "cdn", build_only=True)

    assert link(cdn, {"file": "a/b.css"}) == "/cdn/a/b.css"


BY_METHOD = (
    route("/read", "thing", methods={"GET", "HEAD"}),
    route("/write", "thing", methods={"POST"}, automatic_options=False),
)


def test_the_method_of_the_request_is_preferred() -> None:
    posted = Origin("http", "localhost", method="POST")
    unknown = Origin("http", "localhost", method="BREW")

    assert link(BY_METHOD) == "/read"
    assert link(BY_METHOD, origin=posted) == "/write"
    assert link(BY_METHOD, origin=unknown) == "/read"
    assert link(BY_METHOD[1]) == "/write"


def test_a_method_that_is_asked_for_is_kept_to() -> None:
    assert link(BY_METHOD, method="POST") == "/write"
    assert link(BY_METHOD, method="post") == "/write"
    assert link(BY_METHOD, method="OPTIONS") == "/read"
    assert (
        refusal(BY_METHOD, method="PUT").problem == "No route of 'thing' answers PUT."
    )


def test_the_other_methods_are_tried_after_the_preferred_one() -> None:
    both = (
        route("/read/<id>", "thing"),
        route("/write", "thing", methods={"POST"}),
    )

    assert link(both) == "/write"


def test_an_error_under_a_method_speaks_of_its_routes() -> None:
    both = (route("/read/<id>", "thing"), route("/w", "thing", methods={"POST"}))

    assert "lacks 'id'" in refusal(both, method="GET").problem


def test_anchor() -> None:
    assert link(route("/", "x"), anchor="x y") == "/#x%20y"
    assert link(route("/", "x"), {"q": 1}, anchor="") == "/?q=1#"
    assert refusal(route("/", "x"), anchor="\ud800").problem.startswith("The anchor")


@pytest.mark.parametrize(
    ("options", "url"),
    [
        ({}, "/app/x"),
        ({"external": False}, "/app/x"),
        ({"external": True}, "https://example.com:8000/app/x"),
        ({"scheme": "http"}, "http://example.com:8000/app/x"),
        ({"scheme": "http", "external": True}, "http://example.com:8000/app/x"),
        ({"scheme": ""}, "//example.com:8000/app/x"),
        ({"scheme": "wss"}, "wss://example.com:8000/app/x"),
        ({"external": True, "anchor": "a"}, "https://example.com:8000/app/x#a"),
    ],
)
def test_external_urls(options: dict[str, Any], url: str) -> None:
    origin = Origin("https", "example.com:8000", "/app")

    assert link(route("/x", "x"), origin=origin, **options) == url


def test_a_scheme_without_a_host_is_refused() -> None:
    error = refusal(route("/", "x"), scheme="https", external=False)

    assert "'https'" in error.problem


def test_outside_a_request_urls_are_external() -> None:
    origin = Origin.from_settings("Example.com:5000", "/app", "https")

    assert link(route("/x", "x"), origin=origin) == "https://example.com:5000/app/x"
    assert link(route("/x", "x"), origin=origin, external=False) == "/app/x"


@pytest.mark.parametrize("origin", [None, Origin.from_settings(None)])
def test_without_a_host_only_paths_can_be_built(origin: Origin | None) -> None:
    assert link(route("/x", "x"), origin=origin, external=False) == "/x"
    with pytest.raises(ContextError, match="No host is known") as caught:
        link(route("/x", "x"), origin=origin)

    assert isinstance(caught.value, RuntimeError)
    assert "SERVER_NAME" in caught.value.hint


SUBDOMAINS = TableSettings(subdomain_matching=True, server_name="example.com")


@pytest.mark.parametrize(
    ("here", "url"),
    [
        ("", "http://api.example.com/x"),
        ("api", "/x"),
        ("www", "http://api.example.com/x"),
    ],
)
def test_another_subdomain_needs_an_external_url(here: str, url: str) -> None:
    origin = Origin("http", "example.com", subdomain=here)

    assert link(route("/x", "x", subdomain="api"), None, origin, SUBDOMAINS) == url


def test_a_route_without_subdomain_is_left_for_from_a_subdomain() -> None:
    origin = Origin("http", "example.com", subdomain="api")

    assert link(route("/x", "x"), None, origin, SUBDOMAINS) == "http://example.com/x"


def test_variables_of_a_subdomain_are_filled() -> None:
    home = route("/<page>", "home", subdomain="<user>")
    origin = Origin("http", "example.com", subdomain="ada")

    assert link(home, {"user": "ada", "page": "x"}, origin, SUBDOMAINS) == "/x"
    assert (
        link(home, {"user": "bob", "page": "x", "q": 1}, origin, SUBDOMAINS)
        == "http://bob.example.com/x?q=1"
    )
    assert "lacks 'user'" in refusal(home, {"page": "x"}, origin, SUBDOMAINS).problem


@pytest.mark.parametrize("user", ["Ada", "a b", "jürgen", "a/b", ""])
def test_text_that_no_host_can_have_is_refused(user: str) -> None:
    home = route("/", "home", subdomain="<user>")

    assert refusal(home, {"user": user}, HERE, SUBDOMAINS)


HOSTS = TableSettings(host_matching=True)


def test_another_host_needs_an_external_url() -> None:
    shop = route("/x", "x", host="shop.example.com")

    assert link(shop, None, Origin("http", "shop.example.com"), HOSTS) == "/x"
    assert (
        link(shop, None, Origin("https", "a.b"), HOSTS) == "https://shop.example.com/x"
    )
    assert link(shop, None, None, HOSTS) == "http://shop.example.com/x"


def test_a_route_without_host_stays_where_one_is() -> None:
    assert link(route("/x", "x"), None, HERE, HOSTS) == "/x"
    assert link(route("/x", "x"), None, HERE, HOSTS, external=True) == (
        "http://localhost/x"
    )


def test_variables_of_a_host_are_filled() -> None:
    shop = route("/<item>", "x", host="<country>.example.com:80")

    assert link(shop, {"country": "de", "item": "tea"}, HERE, HOSTS) == (
        "http://de.example.com:80/tea"
    )


def test_of_several_hosts_the_one_of_the_request_is_preferred() -> None:
    both = (route("/x", "x", host="a.example"), route("/y", "x", host="b.example"))

    assert link(both, None, Origin("http", "b.example"), HOSTS) == "/y"
    assert link(both, None, HERE, HOSTS) == "http://a.example/x"


def test_a_single_route_under_host_matching_with_defaults() -> None:
    paged = route("/x", "x", host="a.example", defaults={"page": 1})

    assert link(paged, {"page": 1}, Origin("http", "a.example"), HOSTS) == "/x"


def test_new_settings_are_heeded_at_once() -> None:
    built = urls(route("/x//y", "x", host="a.example"))
    before = built.build("x", {}, HERE)
    built.table.settings = TableSettings(host_matching=True, merge_slashes=False)

    assert before == "/x/y"
    assert built.build("x", {}, HERE) == "http://a.example/x//y"


def test_a_route_may_keep_its_slashes_by_itself() -> None:
    assert link(route("/a//b", "x", merge_slashes=False)) == "/a//b"


def test_a_target_is_linked_by_its_routes() -> None:
    built = urls(*PAGES)

    assert built.build_route(PAGES[1:], {"page": 1}, HERE) == "/all/page/1"
    assert built.build_route(list(PAGES), {"page": 1}, HERE) == "/all/"


def test_a_key_error_of_a_value_is_not_taken_for_a_missing_one() -> None:
    class Broken:
        def __str__(self) -> str:
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        link(route("/", "x"), {"q": Broken()})


def test_values_are_not_changed() -> None:
    values = {"a": 1, "b": None}
    link(route("/<a>", "x"), values)

    assert values == {"a": 1, "b": None}


def environ(**changes: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "HTTP_HOST": "example.com",
        "SCRIPT_NAME": "",
        "wsgi.url_scheme": "http",
    } | changes


def test_the_origin_of_a_request_is_read_from_its_environ() -> None:
    read = Origin.from_environ(
        environ(REQUEST_METHOD="POST", HTTP_HOST="Example.com:80", SCRIPT_NAME="/a")
    )

    assert read == Origin("http", "example.com", "/a", method="POST")
    assert not read.external


def test_the_mount_point_is_unquoted_and_quoted_again() -> None:
    tunnelled = "/käse brot".encode().decode("latin-1")
    read = Origin.from_environ(environ(SCRIPT_NAME=tunnelled))

    assert read.root_path == "/käse brot"
    assert read.prefix == "/k%C3%A4se%20brot"


@pytest.mark.parametrize(
    ("requested", "host", "subdomain"),
    [
        ("example.com:5000", "example.com:5000", ""),
        ("api.v1.example.com:5000", "example.com:5000", "api.v1"),
        ("elsewhere.net", "example.com:5000", "<invalid>"),
        ("badexample.com:5000", "example.com:5000", "<invalid>"),
    ],
)
def test_the_subdomain_is_what_stands_before_the_server_name(
    requested: str, host: str, subdomain: str
) -> None:
    settings = TableSettings(subdomain_matching=True, server_name="Example.com:5000")
    read = Origin.from_environ(environ(HTTP_HOST=requested), settings)

    assert (read.host, read.subdomain) == (host, subdomain)


@pytest.mark.parametrize(
    ("scheme", "name"), [("http", "example.com:80"), ("https", "example.com:443")]
)
def test_the_usual_port_of_the_server_name_is_left_out(scheme: str, name: str) -> None:
    settings = TableSettings(subdomain_matching=True, server_name=name)
    read = Origin.from_environ(environ(**{"wsgi.url_scheme": scheme}), settings)

    assert (read.host, read.subdomain) == ("example.com", "")


def test_the_server_name_is_the_host_of_links_unless_hosts_are_matched() -> None:
    named = TableSettings(server_name="bücher.example:8000")
    matched = TableSettings(server_name="bücher.example", host_matching=True)
    request = environ(HTTP_HOST="10.0.0.1")

    assert Origin.from_environ(request, named).host == "xn--bcher-kva.example:8000"
    assert Origin.from_environ(request, matched).host == "10.0.0.1"
    assert Origin.from_environ(request, TableSettings()).host == "10.0.0.1"


def test_a_url_is_text_that_remembers_where_it_was_built() -> None:
    url = urls(route("/x", "x")).build("x", {}, HERE)

    assert isinstance(url, URL)
    assert url == "/x"
    assert repr(url) == "'/x'"
    assert url.origin is HERE
    assert URL("/y").origin is None


def test_a_url_can_be_copied_and_pickled() -> None:
    url = URL("/x", HERE)

    for other in (copy.copy(url), pickle.loads(pickle.dumps(url))):
        assert type(other) is URL
        assert (other, other.origin) == ("/x", HERE)
