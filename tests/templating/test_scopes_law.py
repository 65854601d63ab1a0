"""The law of the scopes: no name that Jinja misses goes unreported."""

from __future__ import annotations

import re
from itertools import count

from hypothesis import given
from hypothesis import strategies as st
from tests.templating.pages import environment, missed

from kolben.templating.analysis import analyze
from kolben.templating.units import Units

_NAMES = st.sampled_from("abcd")
_LEAVES = st.sampled_from(
    [
        "{{ N }}",
        "{{ N ~ N }}",
        "{{ N if N else N }}",
        "{{ N|default(N) }}",
        "{{ N is defined and N }}",
        "{{ loop }}",
        "{% set N = N %}",
    ]
)
_FRAMES = [
    "{% for N in [1, 2] %}BODY{% else %}BODY{% endfor %}",
    "{% for N in [1, 2] if N %}BODY{% else %}BODY{% endfor %}",
    "{% if N %}BODY{% else %}BODY{% endif %}",
    "{% with N = N, N = N %}BODY{% endwith %}",
    "{% set N %}BODY{% endset %}",
    "{% filter upper %}BODY{% endfilter %}",
    "{% macro M(e=N) %}BODY{{ e }}{% endmacro %}{{ M() }}",
    (
        "{% macro M() %}BODY{{ caller(1) }}{% endmacro %}"
        "{% call(N) M() %}BODY{% endcall %}"
    ),
    "{% block B %}BODY{{ super() }}{% endblock %}",
    "{% block B scoped %}BODY{% endblock %}",
    "{% include 'part.html' %}BODY",
    "{% include 'part.html' without context %}BODY",
]


def _framed(bodies: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def filled(frame: str, first: str, second: str) -> str:
        return frame.replace("BODY", first, 1).replace("BODY", second, 1)

    joined = st.lists(bodies, min_size=1, max_size=2).map("".join)
    return st.builds(filled, st.sampled_from(_FRAMES), joined, joined)


_PIECES = st.lists(st.recursive(_LEAVES, _framed, max_leaves=6), max_size=3)


@st.composite
def cases(draw: st.DrawFn) -> str:
    """Return a page with a base and a part, of a few names that are often unbound."""

    def code(prefix: str = "") -> str:
        text = prefix + "".join(draw(_PIECES))
        text = re.sub(r"\bN\b", lambda _: draw(_NAMES), text)
        blocks, macros = count(1), iter(range(1, 99))
        text = re.sub(r"\bB\b", lambda _: f"b{next(blocks)}", text)
        pieces = re.split(r"(?=\{% macro M)", text)
        return "".join(re.sub(r"\bM\b", f"m{next(macros)}", each) for each in pieces)

    prefix = draw(st.sampled_from(["", "{% extends 'base.html' %}"]))
    part = re.sub(r"{% include .*? %}", "", code())
    return (
        f"--- page.html\n{code(prefix)}\n--- base.html\n{code()}\n--- part.html\n{part}"
    )


@given(cases())
def test_no_name_that_jinja_misses_goes_unreported(case: str) -> None:
    setting = environment(case)
    units = Units(setting)
    used = {use.name for use in analyze(setting, "page.html").uses}
    # What is set at the top may come too late for a block or a macro; that is let pass.
    late = {
        name
        for file in ("page.html", "base.html", "part.html")
        if (unit := units.find(file))
        for name in unit.tops
    }

    assert missed(case, {}) - late - {"caller", "super"} <= used
