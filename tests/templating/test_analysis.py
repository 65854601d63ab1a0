"""Each rule of Jinja's scopes, broken: what is reported is what Jinja itself misses."""

from __future__ import annotations

from typing import Any

import jinja2
import pytest
from tests.templating.pages import environment, missed

from kolben.templating.analysis import analyze

SCOPES: dict[str, tuple[str, set[str]]] = {
    "a misspelled name": ("--- page.html\n{{ xs }}\n{{ post.name }}", {"post at 2"}),
    "a name after its loop": (
        "--- page.html\n{% for x in xs %}{% endfor %}\n{{ x }}",
        {"x at 2"},
    ),
    "a loop's name in its else": (
        "--- page.html\n{% for x in none_ %}{% else %}{{ x }}{% endfor %}",
        {"x at 1", "none_ at 1"},
    ),
    "loop outside of a loop": ("--- page.html\n{{ loop.index }}", {"loop at 1"}),
    "loop in the filter of a loop": (
        "--- page.html\n{% for x in xs if loop %}{% endfor %}",
        {"loop at 1"},
    ),
    "a name set within a loop": (
        "--- page.html\n{% for x in xs %}{{ y }}{% set y = x %}{% endfor %}\n{{ y }}",
        {"y at 1", "y at 2"},
    ),
    "a name set too late": ("--- page.html\n{{ y }}\n{% set y = 1 %}", {"y at 1"}),
    "a name set from itself": ("--- page.html\n{% set y = y %}", {"y at 1"}),
    "a name set in the other branch": (
        "--- page.html\n{% if not xs %}{% set y = 1 %}{% else %}{{ y }}{% endif %}",
        {"y at 1"},
    ),
    "a name set within a block of set": (
        "--- page.html\n{% set a %}{% set b = 1 %}{% endset %}{{ b }}",
        {"b at 1"},
    ),
    "a name of with, outside": (
        "--- page.html\n{% with a = 1, b = a %}{% endwith %}\n{{ b }}",
        {"a at 1", "b at 2"},
    ),
    "a parameter outside of its macro": (
        "--- page.html\n{% macro m(a) %}{{ b }}{% endmacro %}{{ m(1) }}{{ a }}",
        {"a at 1", "b at 1"},
    ),
    "caller outside of macros": ("--- page.html\n{{ caller }}", {"caller at 1"}),
    "a name of a call block, outside": (
        (
            "--- page.html\n{% macro m() %}{{ caller(1) }}{% endmacro %}"
            "{% call(a) m() %}{{ b }}{% endcall %}{{ a }}"
        ),
        {"a at 1", "b at 1"},
    ),
    "a block does not see the loop round it": (
        (
            "--- page.html\n{% for x in xs %}{% block b %}{{ x }}{% endblock b %}"
            "{% endfor %}"
        ),
        {"x at 1"},
    ),
    "a block does not see what another sets": (
        (
            "--- page.html\n{% block a %}{% set y = 1 %}"
            "{% block c %}{{ y }}{% endblock %}"
            "{% endblock %}{% block b %}{{ y }}{% endblock %}"
        ),
        {"y at 1"},
    ),
    "super outside of blocks": ("--- page.html\n{{ super }}", {"super at 1"}),
    "what is shown by super": (
        (
            "--- base.html\n{% block b %}{{ y }}{% endblock %}\n"
            "--- page.html\n{% extends 'base.html' %}"
            "{% block b %}{{ super() }}{% endblock %}"
        ),
        {"y at base.html:1"},
    ),
    "what only a grandchild sets": (
        (
            "--- base.html\n{{ y }}{% set z = 1 %}{% block b %}{% endblock %}\n"
            "--- page.html\n{% extends 'base.html' %}{% set a = z %}"
        ),
        {"y at base.html:1", "z at 1"},
    ),
    "what an include sets": (
        "--- page.html\n{% include 'a.html' %}{{ y }}\n--- a.html\n{% set y = 1 %}",
        {"y at 1"},
    ),
    "what an include takes": (
        "--- page.html\n{% include 'a.html' %}\n--- a.html\n\n{{ y }}",
        {"y at a.html:2"},
    ),
    "the loop that is not kept for an include": (
        (
            "--- page.html\n{% for x in xs %}{% include 'a.html' %}{% endfor %}\n"
            "--- a.html\n{{ loop.index }}"
        ),
        {"loop at a.html:1"},
    ),
    "what an include without context takes": (
        "--- page.html\n{% include 'a.html' without context %}\n--- a.html\n{{ xs }}",
        {"xs at a.html:1 isolated"},
    ),
    "what an import takes": (
        (
            "--- page.html\n{% import 'a.html' as a %}{{ a.m() }}\n"
            "--- a.html\n{% macro m() %}{{ xs }}{% endmacro %}"
        ),
        {"xs at a.html:1 isolated"},
    ),
    "what a macro takes that another macro calls": (
        (
            "--- page.html\n{% from 'a.html' import m %}{{ m() }}\n"
            "--- a.html\n{% macro m() %}{{ n() }}{% endmacro %}\n"
            "{% macro n() %}{{ y }}{% endmacro %}"
        ),
        {"y at a.html:2 isolated"},
    ),
    "one parent of two": (
        (
            "--- page.html\n{% extends 'a.html' if xs else 'b.html' %}\n"
            "--- a.html\n{{ a }}\n--- b.html\n{{ xs }}"
        ),
        {"a at a.html:1"},
    ),
    "a name in a test, before it is set": (
        "--- page.html\n{% if y %}{% set y = 1 %}{% endif %}",
        {"y at 1"},
    ),
    "a name that was asked for elsewhere": (
        "--- page.html\n{% if y is defined %}{% endif %}{{ y }}",
        {"y at 1"},
    ),
}


def _reported(case: str, given: set[str]) -> set[str]:
    """Return the names that a page misses, with their places."""
    setting = environment(case)
    uses = analyze(setting, "page.html").uses
    return {
        f"{use.name} at {str(use.place).removeprefix('page.html:')}"
        + " isolated" * use.isolated
        for use in uses
        if not use.optional
        and use.name not in setting.globals
        and (use.isolated or use.name not in given)
    }


@pytest.mark.parametrize(("case", "reported"), SCOPES.values(), ids=SCOPES)
def test_what_is_reported_is_what_jinja_misses(case: str, reported: set[str]) -> None:
    names = {text.partition(" ")[0] for text in reported}

    assert _reported(case, {"xs"}) == reported
    assert missed(case, {"xs": [1]}) == names


FAULTS: dict[str, tuple[str, list[str]]] = {
    "no such filter or test": (
        "--- page.html\n{{ 1|uper }}\n{% if 1 is od %}{% endif %}",
        [
            "page.html:1: There is no filter 'uper'.",
            "page.html:2: There is no test 'od'.",
        ],
    ),
    "what is told by name what to apply": (
        (
            "--- page.html\n{{ xs|map('uper')|join }}{{ xs|map(attribute='a')|list }}\n"
            "{{ xs|select('od')|list }}{{ xs|rejectattr('a', 'evn')|list }}\n"
            "{{ xs|map('upper')|select|selectattr('a')|reject('odd')|list }}"
        ),
        [
            "page.html:1: There is no filter 'uper'.",
            "page.html:2: There is no test 'od'.",
            "page.html:2: There is no test 'evn'.",
        ],
    ),
    "a filter of a filter block": (
        "--- page.html\n{% filter shout %}{% endfilter %}",
        ["page.html:1: There is no filter 'shout'."],
    ),
    "a syntax error": (
        "--- page.html\n\n{% for x in %}",
        ["page.html:2: Expected an expression, got 'end of statement block'."],
    ),
    "a syntax error in a parent": (
        "--- page.html\n{% extends 'base.html' %}\n--- base.html\n{% endif %}",
        ["base.html:1: Encountered unknown tag 'endif'."],
    ),
    "what only Jinja's compiler finds": (
        "--- page.html\n{% block a %}{% endblock %}\n{% block a %}{% endblock %}",
        ["page.html:2: block 'a' defined twice."],
    ),
    "a missing parent": (
        "--- page.html\n\n{% extends 'bas.html' %}",
        ["page.html:2: There is no template 'bas.html'."],
    ),
    "a missing include": (
        "--- page.html\n{% include ['a', 'b'] %}",
        ["page.html:1: There is no template 'b'."],
    ),
    "a missing import": (
        "--- page.html\n{% import 'a' as a %}{% from 'b' import c %}",
        [
            "page.html:1: There is no template 'a'.",
            "page.html:1: There is no template 'b'.",
        ],
    ),
    "a template that extends itself": (
        (
            "--- page.html\n{% extends 'base.html' %}\n"
            "--- base.html\n{% extends 'page.html' %}"
        ),
        ["base.html:1: The template extends 'page.html', which extends it."],
    ),
    "a block that nothing shows": (
        (
            "--- page.html\n{% extends 'base.html' %}{% block mian %}"
            "{% block inner %}{% endblock %}{% endblock %}\n"
            "--- base.html\n{% block main %}{% endblock %}"
        ),
        [
            (
                "page.html:1: The block 'mian' is never shown: no template that is "
                "extended has it."
            )
        ],
    ),
    "a required block that nothing fills": (
        (
            "--- page.html\n{% extends 'base.html' %}\n"
            "--- base.html\n{% block main required %}{% endblock %}"
        ),
        ["base.html:1: 'page.html' does not fill the required block 'main'."],
    ),
    "what a template does not export": (
        (
            "--- page.html\n{% from 'a' import feild, x %}{% import 'a' as a %}\n"
            "{{ a.feild }}{% block b %}{{ a.x }}{% endblock %}\n"
            "--- a\n{% macro field() %}{% endmacro %}{% import 'b' as x %}\n--- b\n"
        ),
        [
            "page.html:1: The template 'a' exports no 'feild'.",
            "page.html:1: The template 'a' exports no 'x'.",
            "page.html:2: The template 'a' exports no 'feild'.",
            "page.html:2: The template 'a' exports no 'x'.",
        ],
    ),
}


@pytest.mark.parametrize(("case", "faults"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_whatever_is_given(case: str, faults: list[str]) -> None:
    found = analyze(environment(case), "page.html").faults

    assert [str(fault) for fault in found] == faults


INCOMPLETE = {
    "a name of a variable": "--- page.html\n{% include name %}",
    "an unknown parent": "--- page.html\n{% extends layout %}",
    "debugging": "--- page.html\n{% debug %}",
    "a function that takes the context": "--- page.html\n{{ whole() }}",
    "a filter that takes the context": "--- page.html\n{{ 1|whole }}",
    "a template that cannot be read": "--- page.html\n{% if %}",
}


@pytest.mark.parametrize("case", INCOMPLETE.values(), ids=INCOMPLETE)
def test_what_cannot_be_known_is_known_to_be_unknown(case: str) -> None:
    setting = environment(case)
    setting.add_extension("jinja2.ext.debug")

    @jinja2.pass_context
    def whole(context: Any, *_: object) -> int:
        return len(context)

    setting.globals["whole"] = setting.filters["whole"] = whole

    assert not analyze(setting, "page.html").complete


def test_what_is_known_is_known_to_be_complete() -> None:
    page = "{{ xs|map('upper')|list }}{% include 'a' if 1 else 'b' %}"
    case = f"--- page.html\n{page}\n--- a\n--- b\n"

    assert analyze(environment(case), "page.html").complete


def test_a_file_is_named_by_its_path(tmp_path: Any) -> None:
    (tmp_path / "page.html").write_text("\n{{ x }}")
    loader = jinja2.FileSystemLoader(tmp_path)
    found = analyze(jinja2.Environment(loader=loader), "page.html")

    assert [str(use.place) for use in found.uses] == [f"{tmp_path}/page.html:2"]
