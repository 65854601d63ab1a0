from __future__ import annotations

from threading import Thread
from typing import Any

import pytest
from werkzeug.exceptions import BadHost, MethodNotAllowed, NotFound
from werkzeug.routing import MapAdapter

from kolben._sites import Site
from kolben.exceptions import RouteError
from kolben.routing import (
    Converters,
    Match,
    Pattern,
    RequestRedirect,
    Route,
    RouteOptions,
    Table,
    TableSettings,
)

GET = frozenset({"GET", "HEAD"})


def route(template: str, name: str = "x", *methods: str, **options: Any) -> Route[str]:
    pattern = Pattern.parse(template)
    given = RouteOptions(**options)
    variables = list(pattern.variables)
    for host in (given.host, given.subdomain):
        variables += Pattern.parse_host(host or "").variables
    converters = {each.name: Converters().make(each) for each in variables}
    site = Site(f"{name}.py", 1)
    return Route(
        pattern, name, name, converters, frozenset(methods) or GET, given, site
    )


def table(*routes: Route[str] | str, **settings: Any) -> Table[str]:
    made: Table[str] = Table(TableSettings(**settings))
    for each in routes:
        made.add(route(each, each) if isinstance(each, str) else each)
    return made


def match(
    routes: Table[str], path: str, method: str = "GET", **more: Any
) -> Match[str]:
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path.encode().decode("latin-1"),
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        **more,
    }
    return routes.match(environ)


def redirect(routes: Table[str], path: str, method: str = "GET", **more: Any) -> str:
    """Return the URL that a request is redirected to."""
    with pytest.raises(RequestRedirect) as caught:
        match(routes, path, method, **more)
    return caught.value.new_url


def test_a_table_holds_its_routes_in_order() -> None:
    one, two, three = route("/a", "y"), route("/b", "x"), route("/c", "y")
    routes = table(one, two, three)

    assert list(routes) == [one, two, three]
    assert len(routes) == 3
    assert routes.names == ("y", "x")
    assert routes.named("y") == (one, three)
    assert routes.named("z") == ()
    assert routes.settings == TableSettings()


def test_a_match_has_its_own_variables_each_time() -> None:
    routes = table(route("/", defaults={"page": 1}), route("/<page>"))
    match(routes, "/").variables["page"] = 2

    assert match(routes, "/").variables == {"page": 1}
    assert match(routes, "/x").variables == {"page": "x"}


def test_what_is_added_later_is_found() -> None:
    routes = table("/a")
    routes.compile()
    routes.add(route("/b"))

    assert match(routes, "/b").route.rule == "/b"


def test_new_settings_are_heeded_at_once() -> None:
    routes = table("/a/")
    redirected = redirect(routes, "/a")
    routes.settings = TableSettings(strict_slashes=False)

    assert redirected == "http://localhost/a/"
    assert match(routes, "/a").route.rule == "/a/"


def test_many_threads_may_ask_first() -> None:
    routes = table(*(f"/{number}" for number in range(300)))
    found: list[str] = []
    threads = [
        Thread(target=lambda: found.append(match(routes, "/7").route.name))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == ["/7"] * 8


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param("/a", "/a", id="same text"),
        pytest.param("/<a>", "/<b>", id="other names"),
        pytest.param("/<a>", "/<string:a>", id="the same by name"),
        pytest.param("/<int(min=1):a>", "/<int(min=1):b>", id="arguments"),
        pytest.param("/<any(a, b):a>", "/<any(a, b):b>", id="items"),
        pytest.param("/a//b", "/a/b", id="merged slashes"),
    ],
)
def test_two_routes_for_the_same_requests_are_refused(one: str, two: str) -> None:
    routes = table(route(one, "one"))

    with pytest.raises(RouteError) as caught:
        routes.add(route(two, "two"))

    assert caught.value.problem == (
        f"GET {two!r} is answered twice: by 'one' ({one}) at one.py:1 and by 'two' "
        f"({two}) at two.py:1."
    )
    assert [each.name for each in routes] == ["one"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(route("/a"), route("/a/"), id="slash"),
        pytest.param(route("/a"), route("/a", "x", "POST"), id="methods"),
        pytest.param(route("/<int:a>"), route("/<float:a>"), id="converters"),
        pytest.param(route("/<int(max=5):a>"), route("/<int(min=6):a>"), id="limits"),
        pytest.param(route("/a"), route("/a", build_only=True), id="only built"),
        pytest.param(route("/a", host="a"), route("/a", host="b"), id="hosts"),
        pytest.param(route("/a", host="a"), route("/a", subdomain="a"), id="domains"),
        pytest.param(route("/a", host="<a>"), route("/a"), id="any host"),
        pytest.param(
            route("/a/b"), route("/a//b", merge_slashes=False), id="kept slashes"
        ),
    ],
)
def test_routes_for_other_requests_are_taken(one: Route[str], two: Route[str]) -> None:
    assert len(table(one, two)) == 2


def test_a_route_without_a_place_is_named_without_it() -> None:
    bare: Route[str] = Route(Pattern.parse("/"), "x", "", {}, GET)

    with pytest.raises(RouteError, match=r"by 'x' \(/\) and by 'x' \(/\)\."):
        table(bare, Route(Pattern.parse("/"), "x", "", {}, GET))


@pytest.mark.parametrize("kind", ["host", "subdomain"])
def test_a_route_on_a_host_that_nobody_looks_at_is_refused(kind: str) -> None:
    routes = table(route("/", **{kind: "api"}))

    with pytest.raises(RouteError) as caught:
        routes.compile()

    assert f"is on the {kind} 'api', but {kind}s are not matched" in str(caught.value)
    assert "x.py:1" in caught.value.problem
    assert f"{kind}_matching=True" in caught.value.hint


def test_every_variable_needs_a_converter() -> None:
    bare: Route[str] = Route(Pattern.parse("/<a>"), "x", "", {}, GET)

    with pytest.raises(RouteError, match="variable 'a' of '/<a>' has no converter"):
        table(bare)


def test_the_host_takes_no_path() -> None:
    with pytest.raises(RouteError, match="host of '/' has a variable with slashes"):
        table(route("/", host="<path:a>.test"), host_matching=True)


def test_a_default_has_to_fit_its_place_in_the_path() -> None:
    with pytest.raises(RouteError, match="default 'x' of 'page' cannot stand"):
        table(route("/<int:page>", defaults={"page": "x"}))


@pytest.mark.parametrize(
    ("target", "hint"),
    [("/b/<pge>", "Did you mean 'page'?"), ("/b/<zzz>", "Add '<zzz>' to the route")],
)
def test_a_redirect_needs_the_variables_it_names(target: str, hint: str) -> None:
    with pytest.raises(RouteError) as caught:
        table(route("/a/<page>", redirect_to=target))

    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        pytest.param({}, "http://localhost/a/", id="plain"),
        pytest.param(
            {"QUERY_STRING": "b=1&c"}, "http://localhost/a/?b=1&c", id="query"
        ),
        pytest.param(
            {"QUERY_STRING": "b=\xe9"}, "http://localhost/a/?b=%E9", id="bytes"
        ),
        pytest.param({"SCRIPT_NAME": "/app/"}, "http://localhost/app/a/", id="mounted"),
        pytest.param(
            {"SCRIPT_NAME": "/\xc3\xa9"}, "http://localhost/%C3%A9/a/", id="é"
        ),
        pytest.param({"HTTP_HOST": "Test:80"}, "http://test/a/", id="usual port"),
        pytest.param({"HTTP_HOST": "test:81"}, "http://test:81/a/", id="other port"),
        pytest.param(
            {"HTTP_HOST": "test:443", "wsgi.url_scheme": "https"},
            "https://test/a/",
            id="secure",
        ),
        pytest.param({"PATH_INFO": "//a"}, "http://localhost/a/", id="two slashes"),
        pytest.param({"PATH_INFO": "a"}, "http://localhost/a/", id="no slash"),
    ],
)
def test_redirects_to_the_final_slash(environ: dict[str, str], url: str) -> None:
    assert redirect(table("/a/"), "/a", **environ) == url


def test_merges_slashes_and_adds_the_final_one_at_once() -> None:
    assert redirect(table("/a/b/"), "/a//b") == "http://localhost/a/b/"
    assert redirect(table("/a/b"), "/a///b") == "http://localhost/a/b"


def test_a_route_that_keeps_its_slashes_has_no_other_path() -> None:
    routes = table(route("/a/b", merge_slashes=False), route("/<x>/b", "y", "POST"))

    with pytest.raises(MethodNotAllowed) as caught:
        match(routes, "/a//b")

    assert caught.value.valid_methods == ["OPTIONS", "POST"]
    with pytest.raises(NotFound):
        match(table("/a/b", merge_slashes=False), "/a//b")


def test_a_redirect_never_leaves_the_host() -> None:
    routes = table("/<path:a>/", "/<b>/x")

    assert redirect(routes, "//evil.test") == "http://localhost/evil.test/"
    assert redirect(routes, "/\\evil.test") == "http://localhost/%5Cevil.test/"
    assert redirect(routes, "/evil.test//x") == "http://localhost/evil.test//x/"


def test_a_path_that_is_missing_is_the_root() -> None:
    assert table("/").match({"REQUEST_METHOD": "GET"}).route.rule == "/"


def test_an_empty_path_is_sent_to_the_root() -> None:
    assert redirect(table("/"), "", SCRIPT_NAME="/app") == "http://localhost/app/"


@pytest.mark.parametrize("host", ["", "a b", "a" * 70 + ".test"])
def test_a_redirect_needs_a_host_that_is_one(host: str) -> None:
    with pytest.raises(BadHost):
        match(table("/a/"), "/a", HTTP_HOST=host)


def test_a_bad_host_does_not_matter_where_none_is_needed() -> None:
    assert match(table("/a"), "/a", HTTP_HOST="a b").route.rule == "/a"


def test_the_allowed_methods_are_those_of_all_routes_of_the_path() -> None:
    routes = table(
        route("/a", "one"),
        route("/a", "two", "POST"),
        route("/<name>", "three", "PUT"),
        route("/<int:number>", "four", "DELETE"),
    )

    with pytest.raises(MethodNotAllowed) as caught:
        match(routes, "/a", "DELETE")

    assert caught.value.valid_methods == ["GET", "HEAD", "OPTIONS", "POST", "PUT"]


def test_options_are_answered_for_the_programmer() -> None:
    routes = table(route("/a", "one"), route("/<name>", "two", "PUT"))
    found = match(routes, "/a", "OPTIONS")

    assert found.route.name == "one"
    assert found.allowed == ("GET", "HEAD", "OPTIONS", "PUT")
    assert match(routes, "/a").allowed is None


def test_options_may_be_the_programmers() -> None:
    routes = table(route("/a", "one"), route("/a", "two", "OPTIONS"))
    found = match(routes, "/a", "OPTIONS")

    assert (found.route.name, found.allowed) == ("two", None)


def test_options_may_be_switched_off() -> None:
    with pytest.raises(MethodNotAllowed) as caught:
        match(table(route("/a", automatic_options=False)), "/a", "OPTIONS")

    assert caught.value.valid_methods == ["GET", "HEAD"]


def test_a_method_may_be_written_small() -> None:
    assert match(table("/<a>"), "/x", "get").route.rule == "/<a>"


def test_what_does_not_convert_is_left_to_the_next_route() -> None:
    routes = table("/<int(max=5):low>", "/<int(min=9):high>", "/<word>")

    assert match(routes, "/3").variables == {"low": 3}
    assert match(routes, "/9").variables == {"high": 9}
    assert match(routes, "/7").variables == {"word": "7"}
    assert match(routes, "/" + "9" * 5_000).route.rule == "/<word>"


def test_a_slash_is_not_added_for_what_does_not_convert() -> None:
    with pytest.raises(NotFound):
        match(table("/<int(max=5):low>/"), "/7")


def test_a_lenient_route_is_allowed_where_it_lacks_its_slash() -> None:
    with pytest.raises(MethodNotAllowed):
        match(table("/a/", strict_slashes=False), "/a", "POST")


def test_an_alias_leads_to_its_canonical_url() -> None:
    routes = table(
        route("/users/<int:page>", "users"),
        route("/people/<int:page>", "users", alias=True),
    )

    assert redirect(routes, "/people/2") == "http://localhost/users/2"


def test_an_alias_may_have_more_variables() -> None:
    routes = table(
        route("/users/<int:page>", "users"),
        route("/<lang>/users/<int:page>", "users", alias=True),
    )

    assert redirect(routes, "/en/users/2") == "http://localhost/users/2"


def test_an_alias_of_nothing_answers_by_itself() -> None:
    assert match(table(route("/a", alias=True)), "/a").route.rule == "/a"


def test_defaults_lead_to_their_canonical_url() -> None:
    routes = table(
        route("/users/", "users", defaults={"page": 1}),
        route("/users/page/<int:page>", "users"),
    )

    assert redirect(routes, "/users/page/1") == "http://localhost/users/"
    assert match(routes, "/users/page/2").variables == {"page": 2}
    assert match(routes, "/users/").variables == {"page": 1}
    routes.settings = TableSettings(redirect_defaults=False)
    assert match(routes, "/users/page/1").variables == {"page": 1}


def test_a_url_that_would_not_match_again_is_no_canonical_one() -> None:
    routes = table(
        route("/u/<name>", "users", defaults={"page": 1}),
        route("/u/<page>/<path:name>", "users"),
    )

    assert match(routes, "/u/1/a/b").variables == {"page": "1", "name": "a/b"}


def test_canonical_urls_are_built_on_their_host() -> None:
    routes = table(
        route("/", "x", host="<a>.test", defaults={"page": 1}),
        route("/<int:page>", "x", host="<a>.test"),
        host_matching=True,
    )

    assert redirect(routes, "/1", HTTP_HOST="b.test") == "http://b.test/"


def test_canonical_urls_are_built_on_their_subdomain() -> None:
    routes = table(
        route("/", "x", subdomain="<a>", defaults={"page": 1}),
        route("/<int:page>", "x", subdomain="<a>"),
        subdomain_matching=True,
        server_name="example.com",
    )

    found = redirect(routes, "/1", HTTP_HOST="b.example.com")
    assert found == "http://b.example.com/"


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("/b/<a>", "http://localhost/b/x%20y"),
        ("b/<a>/<c>", "http://localhost/app/b/x%20y/1"),
        ("<a>", "http://localhost/app/x%20y"),
        ("http://other.test/<a>", "http://other.test/x%20y"),
    ],
)
def test_redirects_by_template(target: str, url: str) -> None:
    routes = table(route("/<a>", redirect_to=target, defaults={"c": 1}))

    assert redirect(routes, "/x y", SCRIPT_NAME="/app") == url


def test_a_value_cannot_name_another_host() -> None:
    routes = table(route("/to/<path:a>", redirect_to="<a>"))

    found = redirect(routes, "/to/https:/evil.test")
    assert found == "http://localhost/https:/evil.test"


def test_redirects_by_function() -> None:
    adapters: list[Any] = []

    def target(adapter: Any, a: int) -> str:
        adapters.append(adapter)
        return str(adapter.build("other", {"b": a + 1}))

    routes = table(
        route("/<int:a>", redirect_to=target), route("/other/<int:b>", "other")
    )

    assert redirect(routes, "/1") == "http://localhost/other/2"
    assert isinstance(adapters[0], MapAdapter)


def test_canonical_url_before_redirect() -> None:
    routes = table(
        route("/", "x", defaults={"page": 1}),
        route("/<int:page>", "x", redirect_to="/old/<page>"),
    )

    assert redirect(routes, "/1") == "http://localhost/"
    assert redirect(routes, "/2") == "http://localhost/old/2"


def test_hosts_lead_to_their_routes() -> None:
    routes = table(
        route("/", "one", host="a.test"),
        route("/", "two", host="<name>.test"),
        host_matching=True,
    )

    assert match(routes, "/", HTTP_HOST="A.test").route.name == "one"
    assert match(routes, "/", HTTP_HOST="b.test").variables == {"name": "b"}
    with pytest.raises(NotFound):
        match(routes, "/", HTTP_HOST="b.test:81")


def test_subdomains_lead_to_their_routes() -> None:
    routes = table(
        route("/", "one"),
        route("/", "two", subdomain="api"),
        route("/", "three", subdomain="<name>"),
        subdomain_matching=True,
        server_name="example.com",
    )

    assert match(routes, "/", HTTP_HOST="example.com").route.name == "one"
    assert match(routes, "/", HTTP_HOST="api.example.com").route.name == "two"
    assert match(routes, "/", HTTP_HOST="b.c.example.com").variables == {"name": "b.c"}
    with pytest.raises(NotFound):
        match(routes, "/", HTTP_HOST="elsewhere.test")


def test_without_server_name_there_is_no_subdomain() -> None:
    routes = table("/", subdomain_matching=True)

    assert match(routes, "/", HTTP_HOST="api.example.com").route.rule == "/"
