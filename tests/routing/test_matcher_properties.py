"""The matcher gives what werkzeug's ``Map`` gives, for rules and paths at random.

Rules are drawn from a few words, so that they meet; paths are made of the rules, then
spoilt, so that they nearly match.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from tests.routing.oracle import (
    FAILED,
    Oracle,
    Outcome,
    Spec,
    outcome_of,
    table_of,
)

from kolben.routing import TableSettings

WORDS = ("a", "b", "ab", "é", "a.b", "x y", "1")
SAMPLES: dict[str, tuple[str, ...]] = {
    "": ("a", "b", "zz", "é", "a-b", "1", "..", "x y", "a?b"),
    "string(length=2):": ("ab", "zz", "é1", "a", "abc"),
    "string(minlength=2, maxlength=3):": ("ab", "abc", "a", "abcd"),
    "string(minlength=0):": ("", "a"),
    "int:": ("1", "007", "-1", "1.5", "٣", "9" * 4_400),
    "int(fixed_digits=2):": ("01", "10", "1", "100"),
    "int(min=2, max=5):": ("2", "5", "1", "6", "04"),
    "int(signed=True):": ("-1", "1", "--1"),
    "float:": ("1.5", "01.50", "1", ".5", "1.5.5"),
    "float(signed=True, max=2):": ("-1.5", "1.5", "2.5"),
    "path:": ("a", "a/b", "a/", "a//b", "/a", "a/b/1", "1"),
    'any(a, b, "x y"):': ("a", "b", "x y", "c"),
    "uuid:": (
        "00000000-0000-0000-0000-00000000000a",
        "0000000-0000-0000-0000-00000000000a",
    ),
}
METHODS = (
    frozenset({"GET", "HEAD"}),
    frozenset({"GET", "HEAD"}),
    frozenset({"POST"}),
    frozenset({"PUT", "DELETE"}),
    frozenset({"GET", "HEAD", "POST"}),
    frozenset({"OPTIONS"}),
)
CROWDED = re.compile(r">[^/]*<")
VARIABLE = re.compile(r"<([^>]*?:)?\w+>")

words = st.sampled_from(WORDS)
converters = st.sampled_from(sorted(SAMPLES))
switches = st.sampled_from([None, None, None, True, False])
tables = st.builds(
    TableSettings,
    strict_slashes=st.booleans(),
    merge_slashes=st.booleans(),
    redirect_defaults=st.booleans(),
)
SHAPES = (
    "w",
    "w",
    "w",
    "v",
    "v",
    "v",
    "v",
    "wv",
    "vw",
    "v-v",
    "v.v",
    "vv",
    "v-v-v",
    "",
)


@st.composite
def templates(draw: st.DrawFn) -> str:
    """Draw a template of a few segments; variables are numbered from the left."""
    segments = []
    count = 0
    for shape in draw(st.lists(st.sampled_from(SHAPES), max_size=4)):
        segment = ""
        for sign in shape:
            if sign == "w":
                segment += draw(words)
            elif sign == "v":
                segment += f"<{draw(converters)}v{count}>"
                count += 1
            else:
                segment += sign
        segments.append(segment)
    return "/" + "/".join(segments) + draw(st.sampled_from(["", "", "/"]))


@st.composite
def specs(draw: st.DrawFn) -> Spec:
    """Draw a rule."""
    options: dict[str, Any] = {
        "strict_slashes": draw(switches),
        "merge_slashes": draw(switches),
    }
    kind = draw(st.sampled_from(["", "", "", "", "only", "automatic", "to", "given"]))
    template = draw(templates())
    if kind == "only":
        options["build_only"] = True
    elif kind == "automatic":
        options["automatic_options"] = False
    elif kind == "to":
        options["redirect_to"] = "target/<v0>" if "v0>" in template else "/target"
    elif kind == "given":
        options["defaults"] = {"given": 1}
    name = draw(st.sampled_from(["x", "y"]))
    return Spec(template, name, draw(st.sampled_from(METHODS)), options)


@st.composite
def filled(draw: st.DrawFn, templates: list[str]) -> str:
    """Draw a path that one of *templates* matches, or nearly matches."""
    template = draw(st.sampled_from(templates))
    path = VARIABLE.sub(
        lambda found: draw(st.sampled_from(SAMPLES[found[1] or ""])), template
    )
    spoil = draw(st.sampled_from(["", "", "", "+/", "-/", "//", "cut", "word", "lead"]))
    if spoil == "+/":
        path += "/"
    elif spoil == "-/":
        path = path.removesuffix("/")
    elif spoil == "//":
        path = path.replace("/", draw(st.sampled_from(["//", "///"])), 2)
    elif spoil == "cut":
        path = path[: draw(st.integers(0, len(path)))]
    elif spoil == "word":
        path += draw(words)
    elif spoil == "lead":
        path = f"//{path}"
    return path


def environ_of(path: str, method: str, **more: str) -> dict[str, Any]:
    """Return the environ of a request; *path* is not quoted."""
    return {
        "REQUEST_METHOD": method,
        "HTTP_HOST": "localhost",
        "PATH_INFO": path.encode().decode("latin-1"),
        "SCRIPT_NAME": "/app",
        "QUERY_STRING": "q=1&r=%20",
        "wsgi.url_scheme": "http",
        **more,
    }


def require_equal(
    given_specs: list[Spec], table: TableSettings, *environs: Any
) -> None:
    """Compare the answers of both sides to all requests that werkzeug answers."""
    routes = table_of(given_specs, table)
    oracle = Oracle([route.target for route in routes], table)
    for environ in environs:
        expected, found = oracle.answer(environ), outcome_of(routes.match, environ)
        event(str(expected[0]))

        assert expected in (found, FAILED), environ["PATH_INFO"]


requests = st.sampled_from(["GET", "GET", "GET", "POST", "OPTIONS", "HEAD", "PATCH"])
unquoted = st.one_of(
    st.text(alphabet="ab/é1.- ", max_size=8).map(lambda text: f"/{text}"),
    st.sampled_from(["", "/", "//", "*", "a", "/%2F", "/a/" + "b/" * 3_000]),
)
LENIENT = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=2_000, suppress_health_check=LENIENT)
@given(st.data(), st.lists(specs(), min_size=1, max_size=6), tables)
def test_answers_are_those_of_werkzeug(
    data: st.DataObject, drawn: list[Spec], table: TableSettings
) -> None:
    of_rules = filled([spec.template for spec in drawn])
    paths = data.draw(st.lists(st.one_of(of_rules, of_rules, unquoted), max_size=5))
    if any(len(path) > 250 for path in paths):  # a crowded segment has its limit
        drawn = [spec for spec in drawn if not CROWDED.search(spec.template)]
    environs = [environ_of(path, data.draw(requests)) for path in paths]

    require_equal(drawn, table, *environs)


def test_a_route_that_is_written_alike_is_no_canonical_url() -> None:
    only = frozenset({"OPTIONS"})
    given = {"defaults": {"given": 1}}
    drawn = [Spec("//", options=given), Spec("/", methods=only, options=given)]

    environ = environ_of("/", "OPTIONS")
    routes = table_of(drawn, TableSettings())
    oracle = Oracle([route.target for route in routes], TableSettings())

    assert outcome_of(routes.match, environ) == oracle.answer(environ)


def test_a_canonical_url_that_cannot_be_built_is_none() -> None:
    given = {"defaults": {"given": 1}}
    drawn = [
        Spec("/a/<float(max=2):v0>", options=given),
        Spec("/b/<v0>", options=given),
    ]
    environ = environ_of("/b/word", "GET")
    routes = table_of(drawn, TableSettings())
    oracle = Oracle([route.target for route in routes], TableSettings())

    assert oracle.answer(environ) == FAILED
    assert outcome_of(routes.match, environ)[:2] == ("match", drawn[1])


FAMILY = {
    "": ("/", "/a", "/a/", "/b/"),
    "page": ("/a/<int:page>", "/<int:page>/", "/a/page-<int:page>", "/b/<page>"),
    "tab": ("/a/<tab>", "/t/<any(one, two):tab>/", "/<path:tab>"),
    "page tab": ("/a/<int:page>/<tab>", "/<tab>/<int:page>/", "/<path:tab>/-<page>"),
}
VALUES = {"page": (1, 2, "1"), "tab": ("one", "two", "x y", "é")}


@st.composite
def relatives(draw: st.DrawFn) -> Spec:
    """Draw a rule of a family: those of one name share variables and defaults."""
    variables = draw(st.sampled_from(sorted(FAMILY)))
    defaults = {
        name: draw(st.sampled_from(VALUES[name]))
        for name in ("page", "tab")
        if draw(st.booleans())
    }
    options: dict[str, Any] = {"defaults": defaults}
    if draw(st.integers(0, 4)) == 0:
        options["alias"] = True
    template = draw(st.sampled_from(FAMILY[variables]))
    return Spec(template, draw(st.sampled_from("xxy")), options=options)


SAMPLE_PATHS = st.sampled_from(
    [
        f"/{path}"
        for path in (
            *("", "a", "a/", "b/", "1/", "2", "a/1", "a/2", "b/1", "b/x", "a/one"),
            *("a/page-1", "t/one/", "t/two", "x/y/z", "a/1/one", "a/2/two", "one/1/"),
            *("two/2/", "one/-1", "x/y/-2", "a/x y", "a/é", "é/1", "1/-1", "a//1"),
        )
    ]
)


@settings(max_examples=600, suppress_health_check=LENIENT)
@given(
    st.lists(relatives(), min_size=2, max_size=7),
    st.lists(SAMPLE_PATHS, min_size=1, max_size=6),
    tables,
    requests,
)
def test_canonical_urls_are_those_of_werkzeug(
    drawn: list[Spec], paths: list[str], table: TableSettings, method: str
) -> None:
    aliases = {spec.name: spec for spec in drawn if spec.options.get("alias")}
    drawn = [
        spec
        for spec in drawn
        if "alias" not in spec.options or spec is aliases[spec.name]
    ]
    routes = table_of(drawn, table)
    oracle = Oracle([route.target for route in routes], table)
    plain = Oracle(oracle.specs, replace(table, redirect_defaults=False))
    for path in paths:
        environ = environ_of(path, method)
        expected, found = oracle.answer(environ), outcome_of(routes.match, environ)
        event(str(expected[0]))

        assert found == expected or (
            _comes_back(plain, found, environ)
            and not _comes_back(plain, expected, environ)
        ), path


def _comes_back(plain: Oracle, outcome: Outcome, environ: dict[str, Any]) -> bool:
    """Whether an outcome gives the values that the path has by itself.

    An alias that is redirected to itself never gives any; nor does a failure.
    """
    if outcome[0] == "match":
        return True
    if outcome[0] != "redirect":
        return False
    target = unquote(outcome[1]).removeprefix("http://localhost/app").split("?")[0]
    there = plain.answer({**environ, **environ_of(target, environ["REQUEST_METHOD"])})
    here = plain.answer(environ)
    if there[0] != "match" or there[1].options.get("alias"):
        return False
    return all(
        str(there[2].get(name, here[2][name])) == str(here[2][name]) for name in here[2]
    )


HOSTS = ("", "a.test", "b.test", "<sub>.test", "<string(length=1):sub>.test", "x<sub>")


@st.composite
def hosted(draw: st.DrawFn) -> Spec:
    """Draw a rule on a host, or a subdomain."""
    kind = draw(st.sampled_from(["host", "subdomain"]))
    options = {kind: draw(st.sampled_from(HOSTS)) or None}
    template = draw(st.sampled_from(["/", "/a", "/a/", "/<b>", "/<path:b>/", "/b//c"]))
    return Spec(template, "x", draw(st.sampled_from(METHODS)), options)


@settings(max_examples=600, suppress_health_check=LENIENT)
@given(
    st.lists(hosted(), min_size=1, max_size=7),
    st.sampled_from(["a.test", "A.Test", "c.test", "cc.test", "test", "xa", "é.test"]),
    st.lists(st.sampled_from(["/", "/a", "/a/", "/c", "//b///c", "/x/y", ""])),
    requests,
    tables,
)
def test_hosts_lead_where_they_lead_in_werkzeug(
    drawn: list[Spec], host: str, paths: list[str], method: str, table: TableSettings
) -> None:
    for kind in ("host", "subdomain"):
        chosen = [spec for spec in drawn if kind in spec.options]
        by_host = kind == "host"
        name = host if by_host else f"{host}.example.com"
        asked = name.encode("idna").decode("ascii")
        matched = replace(
            table,
            host_matching=by_host,
            subdomain_matching=not by_host,
            server_name=None if by_host else "Example.com:80",
        )
        environs = [environ_of(path, method, HTTP_HOST=asked) for path in paths]

        require_equal(chosen, matched, *environs)


@given(st.binary(max_size=8), st.sampled_from(["/<v>", "/<path:v>", "/<v>/", "/é"]))
def test_any_bytes_are_read_as_werkzeug_reads_them(path: bytes, template: str) -> None:
    environ = {**environ_of("/", "GET"), "PATH_INFO": f"/{path.decode('latin-1')}"}

    require_equal([Spec(template)], TableSettings(), environ)


@given(st.text(alphabet="a/x\n", max_size=12))
def test_line_breaks_are_where_werkzeug_has_them(path: str) -> None:
    for template in ("/<path:a>", "/<a>", "/<path:a>/x", "/x<path:a>", "/<path:a>/"):
        require_equal([Spec(template)], TableSettings(), environ_of(f"/{path}", "GET"))


@settings(max_examples=300)
@given(
    st.text(alphabet="ax1/-", max_size=14),
    st.sampled_from(["", "/"]),
    st.lists(
        st.sampled_from(
            ["<path:{0}>", "<path:{0}>", "x", "<int:{0}>", "<{0}>-<{0}b>", "a", "-"]
        ),
        min_size=1,
        max_size=5,
    ),
)
def test_many_paths_in_one_template_share_a_url_as_in_werkzeug(
    path: str, end: str, parts: list[str]
) -> None:
    template = "/".join(part.format(f"v{place}") for place, part in enumerate(parts))
    spec = Spec(f"/{template}{end}")

    require_equal([spec], TableSettings(), environ_of(f"/{path}", "GET"))
