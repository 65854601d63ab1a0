"""The matcher gives what werkzeug's ``Map`` gives, for rules and paths at random.

Rules are drawn from a few words, so that they meet; paths are made of the rules, then
spoilt, so that they nearly match.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from kolben.routing import TableSettings
from tests.routing.oracle import Oracle, Outcome, Spec, outcome_of, table_of

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
SHAPES = ("w", "w", "w", "v", "v", "v", "v", "wv", "vw", "v-v", "v.v", "vv", "v-v-v", "")


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


def require_equal(given_specs: list[Spec], table: TableSettings, *environs: Any) -> None:
    """Compare the answers of both sides to all requests."""
    routes = table_of(given_specs, table)
    oracle = Oracle([route.target for route in routes], table)
    for environ in environs:
        expected, found = oracle.answer(environ), outcome_of(routes.match, environ)
        event(str(expected[0]))

        assert found == expected, environ["PATH_INFO"]


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
    environs = [environ_of(path, data.draw(requests)) for path in paths]

    require_equal(drawn, table, *environs)
