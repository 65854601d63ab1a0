"""Building is the inverse of matching, and gives what werkzeug's ``Map`` gives.

The rules, the values and the mount points are made by hypothesis. What werkzeug matches
is the measure of what comes back, so that these tests do not trust our own matcher; one
of them asks that as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import UUID

from hypothesis import assume, event, given
from hypothesis import strategies as st
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter, BuildError, Map, RequestRedirect, Rule

from kolben.exceptions import UrlError
from kolben.routing import (
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

GET = frozenset({"GET", "HEAD"})
HERE = Origin("http", "localhost")

texts = st.one_of(
    st.text(),
    st.text(alphabet="ab-_./ %?#é\u2028\n", min_size=1, max_size=8),
    st.sampled_from(["x", "me", "a/b", "..", "a//b", "/a", "a/", "\U0001f600", "ß"]),
)
numbers = st.one_of(
    st.integers(-3, 200), st.integers(), st.floats(), st.sampled_from(["7", "x"])
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "": texts,
    "string:": texts,
    "string(length=2):": texts,
    "string(minlength=2, maxlength=4):": texts,
    "int:": numbers,
    "int(fixed_digits=3):": numbers,
    "int(min=5, max=50):": numbers,
    "int(signed=True):": numbers,
    "float:": numbers,
    "float(signed=True):": numbers,
    "path:": texts,
    "uuid:": st.one_of(st.uuids(), texts),
    "any(me, you, 'a b'):": st.one_of(st.sampled_from(["me", "you", "a b"]), texts),
}
literals = st.sampled_from(
    ["a", "b", "a-b", "é", "100%", "x y", "%s", ".txt", "//", ""]
)
settings_of_maps = st.builds(
    TableSettings, strict_slashes=st.booleans(), merge_slashes=st.booleans()
)


@dataclass(frozen=True)
class Case:
    """A template and a value for each of its variables."""

    template: str
    values: dict[str, Any]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw templates that mix text and variables, also within one segment."""
    template, values = "", {}
    for number in range(draw(st.integers(1, 3))):
        template += "/" + draw(literals)
        for letter in draw(st.sampled_from(["", "v", "v", "v", "vw"])):
            name = f"{letter}{number}"
            converter = draw(st.sampled_from(sorted(VALUES)))
            values[name] = draw(VALUES[converter])
            template += f"<{converter}{name}>" + draw(st.sampled_from(["", "-", "."]))
    template += draw(st.sampled_from(["", "/"]))
    assume(not template.startswith("//"))  # browsers and servers take one away
    return Case(template, values)


def route_of(template: str, **options: Any) -> Route[str]:
    pattern = Pattern.parse(template)
    converters = {each.name: Converters().make(each) for each in pattern.variables}
    return Route(pattern, "x", "", converters, GET, RouteOptions(**options))


def urls_of(*routes: Route[str], settings: TableSettings | None = None) -> Urls[str]:
    table: Table[str] = Table(settings)
    for route in routes:
        table.add(route)
    return Urls(table)


def map_of(*rules: Rule, settings: TableSettings | None = None) -> Map:
    settings = settings or TableSettings()
    return Map(
        rules,
        strict_slashes=settings.strict_slashes,
        merge_slashes=settings.merge_slashes,
        host_matching=settings.host_matching,
    )


def environ_of(url: str) -> dict[str, Any]:
    """Return the environ of a request for the path of *url*."""
    return {
        "REQUEST_METHOD": "GET",
        "HTTP_HOST": "localhost",
        "PATH_INFO": unquote(urlsplit(url).path).encode().decode("latin-1"),
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "wsgi.url_scheme": "http",
    }


def comes_back_as(given_value: Any, converter: BaseConverter) -> Any:
    """Return what a value is after a conversion that loses nothing."""
    return converter.to_python(unquote(converter.to_url(given_value)))


@given(cases(), settings_of_maps)
def test_what_is_built_matches_with_the_values_it_was_built_of(
    case: Case, settings: TableSettings
) -> None:
    route = route_of(case.template)
    try:
        url = urls_of(route, settings=settings).build("x", case.values, HERE)
    except UrlError:
        event("refused")
        return

    rule = Rule(case.template, endpoint="x", methods=["GET"])
    adapter = map_of(rule, settings=settings).bind_to_environ(environ_of(url))
    endpoint, values = adapter.match()

    assert endpoint == "x"
    assert values == {
        name: comes_back_as(value, route.converters[name])
        for name, value in case.values.items()
    }


@given(cases(), settings_of_maps)
def test_nothing_is_refused_that_would_come_back(
    case: Case, settings: TableSettings
) -> None:
    route = route_of(case.template)
    rule = Rule(case.template, endpoint="x", methods=["GET"])
    rules = map_of(rule, settings=settings)
    url = werkzeug_link(rules, case.values)
    assume(url is not None and matched(rules, url) == case.values)
    assume(not {".", ".."} & set(urlsplit(url).path.split("/")))

    assert urls_of(route, settings=settings).build("x", case.values, HERE) == url


def werkzeug_link(rules: Map, values: dict[str, Any], **options: Any) -> str | None:
    """Return what werkzeug builds, or None if it does not."""
    adapter = rules.bind("localhost")
    try:
        return adapter.build("x", values, **options)
    except (BuildError, ValueError, TypeError, OverflowError):
        return None


def matched(rules: Map, url: str) -> dict[str, Any] | None:
    try:
        return dict(rules.bind_to_environ(environ_of(url)).match()[1])
    except (HTTPException, RequestRedirect):
        return None


queries = st.dictionaries(
    st.text(max_size=4).filter(lambda name: not name.isascii() or "v" not in name),
    st.one_of(
        st.none(),
        st.text(max_size=6),
        st.binary(max_size=4),
        st.integers(),
        st.booleans(),
        st.lists(st.one_of(st.none(), st.text(max_size=4)), max_size=3),
    ),
    max_size=3,
)
roots = st.sampled_from(["", "/", "/app", "/app/", "/a/b"])
anchors = st.one_of(st.none(), st.sampled_from(["", "top", "x y", "é"]))


@given(cases(), queries, roots, st.sampled_from([None, "", "http", "https"]))
def test_what_is_built_is_what_werkzeug_builds(
    case: Case, query: dict[str, Any], root: str, scheme: str | None
) -> None:
    given_values = query | case.values
    origin = Origin("http", "example.com:8000", root)
    options = UrlOptions(scheme=scheme)
    try:
        url = urls_of(route_of(case.template)).build("x", given_values, origin, options)
    except UrlError:
        event("refused")
        return

    adapter = map_of(Rule(case.template, endpoint="x")).bind("example.com:8000", root)
    assert url == adapter.build(
        "x",
        {name: in_words(value) for name, value in given_values.items()},
        url_scheme=scheme,
        force_external=scheme is not None,
    )


def in_words(value: Any) -> Any:
    """Return a truth as our queries write it; werkzeug writes it in Python."""
    return str(value).lower() if isinstance(value, bool) else value


@given(queries)
def test_a_query_is_read_as_it_was_given(query: dict[str, Any]) -> None:
    try:
        url = urls_of(route_of("/")).build("x", query, HERE)
    except UrlError:
        event("refused")
        return

    expected = [
        (name, item if isinstance(item, bytes) else str(in_words(item)).encode())
        for name, value in query.items()
        for item in (value if isinstance(value, list) else [value])
        if item is not None
    ]
    read = parse_qsl(
        urlsplit(url).query, keep_blank_values=True, errors="surrogateescape"
    )
    assert [
        (name, item.encode(errors="surrogateescape")) for name, item in read
    ] == expected


@dataclass(frozen=True)
class Said:
    """A route in the words of both sides."""

    template: str
    methods: tuple[str, ...]
    options: dict[str, Any]


small = st.integers(0, 2)
said_routes = st.builds(
    Said,
    st.sampled_from(
        ["/", "/<int:a>", "/<int:a>/<b>", "/x/<b>", "/y/<int:c>/<b>", "/z/"]
    ),
    st.sampled_from([("GET", "HEAD"), ("POST",), ("GET", "HEAD", "POST")]),
    st.fixed_dictionaries(
        {
            "defaults": st.dictionaries(st.sampled_from("ac"), small, max_size=2),
            "alias": st.booleans(),
            "build_only": st.booleans(),
        },
        optional={"host": st.sampled_from(["localhost", "a.example", "b.example"])},
    ),
)


@given(
    st.lists(said_routes, min_size=1, max_size=5, unique_by=lambda said: said.template),
    st.dictionaries(st.sampled_from("abcd"), small),
    st.sampled_from(["GET", "POST", "PUT"]),
    st.sampled_from([None, "GET", "POST", "OPTIONS"]),
    st.booleans(),
)
def test_of_several_routes_the_same_one_is_taken_as_by_werkzeug(
    said: list[Said],
    values: dict[str, int],
    usual: str,
    wanted: str | None,
    host_matching: bool,  # hypothesis gives it
) -> None:
    settings = TableSettings(host_matching=host_matching)
    if host_matching:
        said = [each for each in said if "host" in each.options]
        assume(said)
    routes = [both_ways(each) for each in said]
    rules = map_of(*(rule for _, rule in routes), settings=settings)
    adapter = rules.bind("localhost", default_method=usual)
    origin = Origin("http", "localhost", method=usual)
    try:
        expected = adapter.build("x", values, method=wanted)
    except BuildError:
        expected = None

    try:
        url = urls_of(*(route for route, _ in routes), settings=settings).build(
            "x", values, origin, UrlOptions(method=wanted)
        )
    except UrlError:
        url = None

    assert url == expected


def both_ways(said: Said) -> tuple[Route[str], Rule]:
    """Return a route and the rule that is the same; hosts get along with neither."""
    options = RouteOptions(**said.options, automatic_options=False)
    pattern = Pattern.parse(said.template)
    converters = {each.name: Converters().make(each) for each in pattern.variables}
    route = Route(pattern, "x", "", converters, frozenset(said.methods), options)
    return route, Rule(
        said.template, endpoint="x", methods=said.methods, **said.options
    )


labels = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)


@given(labels, labels, st.sampled_from(["", "<user>", "fixed", "<user>.fixed"]))
def test_subdomains_are_built_and_matched_as_by_werkzeug(
    user: str, here: str, subdomain: str
) -> None:
    pattern = Pattern.parse("/<page>")
    variables = (*pattern.variables, *Pattern.parse_host(subdomain).variables)
    converters = {each.name: Converters().make(each) for each in variables}
    route = Route(
        pattern, "x", "", converters, GET, RouteOptions(subdomain=subdomain or None)
    )
    values = {"user": user, "page": "p"}
    if "<" not in subdomain:
        del values["user"]
    settings = TableSettings(subdomain_matching=True, server_name="example.com")
    rules = Map([Rule("/<page>", endpoint="x", subdomain=subdomain)])
    adapter = rules.bind("example.com", subdomain=here)

    url = urls_of(route, settings=settings).build(
        "x", values, Origin("http", "example.com", subdomain=here)
    )

    assert url == adapter.build("x", values)
    split = urlsplit(url)
    asked = (
        split.netloc.removesuffix("example.com").rstrip(".") if split.netloc else here
    )
    assert rules.bind("example.com", subdomain=asked).match(split.path) == ("x", values)


TYPED: dict[Any, st.SearchStrategy[Any]] = {
    int: st.integers(0),
    float: st.floats(0, 1e9).map(lambda number: round(number, 3)),
    str: st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"])),
    UUID: st.uuids(),
    bool: st.booleans(),
    date: st.dates(),
    Decimal: st.decimals(0, 10**9, places=3),
    PurePosixPath: st.from_regex(r"[a-z]+(/[a-z]+)*", fullmatch=True).map(
        PurePosixPath
    ),
}


@given(st.data())
def test_values_of_every_type_come_back_through_our_own_table(
    data: st.DataObject,
) -> None:
    kind = data.draw(st.sampled_from(list(TYPED)))
    value = data.draw(TYPED[kind].filter(lambda drawn: drawn not in {"", ".", ".."}))
    pattern = Pattern.parse("/typed/<value>/end")
    converters = {"value": Converters().make(pattern.variables[0], kind)}
    table: Table[str] = Table()
    table.add(Route(pattern, "x", "", converters, GET))

    url = Urls(table).build("x", {"value": value}, HERE)
    match = table.match(environ_of(url))

    assert match.variables == {"value": value}
    assert type(match.variables["value"]) is type(value)
