"""Templates that are right, and templates that are wrong, each with what renders them.

A case is a text: files begin with ``--- name``, the page is ``page.html``.
"""

from __future__ import annotations

from typing import Any

import jinja2
from jinja2.utils import missing

Files = dict[str, str]


def files(case: str) -> Files:
    """Return the files of a case."""
    found: Files = {}
    for part in case.strip().removeprefix("--- ").split("\n--- "):
        name, _, text = part.partition("\n")
        found[name.strip()] = text
    return found


def environment(case: str, **options: Any) -> jinja2.Environment:
    """Return an environment with the files of a case."""
    return jinja2.Environment(
        loader=jinja2.DictLoader(files(case)),
        extensions=["jinja2.ext.do", "jinja2.ext.i18n", "jinja2.ext.loopcontrols"],
        autoescape=True,
        **options,
    )


def missed(case: str, values: dict[str, Any]) -> set[str]:
    """Return the names that Jinja itself misses when it renders a case."""
    names: set[str] = set()

    class Noted(jinja2.ChainableUndefined):
        """Notes the names of variables, not those of attributes."""

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            if self._undefined_obj is missing and self._undefined_name:
                names.add(self._undefined_name)

        def __call__(self, *args: Any, **options: Any) -> Any:
            return ""

    rendering = environment(case, undefined=Noted)
    rendering.install_null_translations()  # type: ignore[attr-defined]  # of i18n
    rendering.get_template("page.html").render(values)
    return names


POST = {"title": "Tea", "tags": ["a", "b"], "author": {"name": "Ada"}}

RIGHT: dict[str, tuple[str, dict[str, Any]]] = {
    "a variable and a global": (
        "--- page.html\n{{ post.title }} {{ range(3)|list }} {{ dict(a=1) }}",
        {"post": POST},
    ),
    "loops": (
        """--- page.html
{% for tag in post.tags if tag != 'z' %}{{ loop.index }}{{ tag }}{{ loop.cycle(1, 2) }}
{% else %}{{ post.title }}{% endfor %}
{% for key, (one, two) in pairs %}{{ key }}{{ one }}{{ two }}{% endfor %}
{% for a in xs %}{% set outer = loop %}
{% for b in xs %}{{ outer.index }}{{ loop.index }}{{ a }}{{ b }}{% endfor %}{% endfor %}
{% for x in xs %}{% if x == 1 %}{% continue %}{% endif %}{% break %}{% endfor %}""",
        {"post": POST, "pairs": [(1, (2, 3))], "xs": [1, 2]},
    ),
    "a loop that calls itself": (
        """--- page.html
{% for item in items recursive %}{{ item.name }}
{% if item.children %}{{ loop(item.children) }}{% endif %}{{ loop.depth }}
{% endfor %}""",
        {"items": [{"name": 1, "children": [{"name": 2}]}]},
    ),
    "set": (
        """--- page.html
{% set x = post.title %}{{ x }}{% set a, b = 1, 2 %}{{ a + b }}
{% set text %}{{ x }}!{% endset %}{{ text }}{% set loud | upper %}{{ x }}{% endset %}
{{ loud }}{% set ns = namespace(found=false) %}
{% for tag in post.tags %}{% set ns.found = true %}{% endfor %}{{ ns.found }}
{% do post.tags.append('c') %}""",
        {"post": {"title": "", "tags": [1]}},
    ),
    "set in a branch": (
        """--- page.html
{% if ready %}{% set css = 'on' %}{% elif post %}{% set css = '' %}
{% else %}{% set css = 'off' %}{% endif %}{{ css }}""",
        {"ready": True, "post": POST},
    ),
    "set in one branch only": (
        "--- page.html\n{% if ready %}{% set css = 'on' %}{% endif %}{{ css }}",
        {"ready": True},
    ),
    "with": (
        """--- page.html
{% with x = post.title, y = 2 %}{{ x }}{{ y }}{% set z = x %}{{ z }}{% endwith %}""",
        {"post": POST},
    ),
    "macros": (
        """--- page.html
{% macro field(name, value='', kind=name) -%}
<input name="{{ name }}" value="{{ value }}" type="{{ kind }}">{{ kwargs }}{{ varargs }}
{%- endmacro %}{{ field('a') }}{{ field('b', 1, 'text', 4, c=post.title) }}
{% macro first(n) %}{{ second(n) }}{% endmacro %}
{% macro second(n) %}{% if n %}{{ first(n - 1) }}{% endif %}{{ later }}{% endmacro %}
{% set later = 1 %}{{ first(2) }}""",
        {"post": POST},
    ),
    "call blocks": (
        """--- page.html
{% macro each(xs) %}{% for x in xs %}{{ caller(x, loop.index) }}{% endfor %}
{% endmacro %}
{% macro box() %}{% if caller is defined %}{{ caller() }}{% endif %}{% endmacro %}
{% call(x, n) each(post.tags) %}{{ n }}: {{ x }} of {{ post.title }}{% endcall %}
{{ box() }}{% call box() %}in{% endcall %}""",
        {"post": POST},
    ),
    "filter blocks and autoescape": (
        """--- page.html
{% filter upper %}{% set x = 1 %}{{ post.title }}{{ x }}{% endfilter %}
{% autoescape false %}{% set y = 1 %}{{ y }}{% endautoescape %}""",
        {"post": POST},
    ),
    "inheritance": (
        """--- base.html
{% set site = 'S' %}<title>{% block title %}{{ heading }}{% endblock %}</title>
{% block main %}{% endblock %}{{ kind }}{{ self.title() }}
--- middle.html
{% extends "base.html" %}{% set kind = 'post' %}
{% block main %}{{ site }}{% block inner %}{{ unused }}{% endblock %}{% endblock %}
--- page.html
{% extends "middle.html" %}{% from "parts.html" import part %}
{% set heading = post.title %}
{% block title %}{{ heading }} - {{ super() }}{% endblock %}
{% block inner %}{{ part(heading) }}{{ site }}{{ kind }}{% endblock %}
--- parts.html
{% macro part(text) %}{{ text }}{% endmacro %}""",
        {"post": POST},
    ),
    "a block that a child replaces needs nothing": (
        """--- base.html
{% block nav %}{{ user.name }}{% endblock %}
--- page.html
{% extends "base.html" %}{% block nav %}{% endblock %}""",
        {},
    ),
    "scoped blocks": (
        """--- base.html
{% for row in rows %}{% block row scoped %}{{ row }}{% endblock %}{% endfor %}
--- page.html
{% extends "base.html" %}{% block row %}{{ loop.index }} {{ row }}{% endblock %}""",
        {"rows": [1]},
    ),
    "blocks that are called again": (
        """--- page.html
{% block title %}T{% endblock %}{{ self.title() }}{{ self['title']() }}
{% block box %}{{ self.title() }}{% endblock %}""",
        {},
    ),
    "required blocks": (
        """--- base.html
{% block main required %}{% endblock %}
--- page.html
{% extends "base.html" %}{% block main %}1{% endblock %}""",
        {},
    ),
    "includes see what is there": (
        """--- page.html
{% set x = 1 %}{% include "all.html" %}
{% for row in rows %}{% include "row.html" %}{{ loop.index }}{% endfor %}
{% macro cell(a) %}{% include "cell.html" %}{% endmacro %}{{ cell(1) }}
{% include "plain.html" without context %}{% include ["none.html", "plain.html"] %}
{% include "none.html" ignore missing %}{% include ["no", "none"] ignore missing %}
--- all.html
{{ x }}{{ rows|length }}
--- row.html
{{ row }}{{ loop.index }}{{ x }}
--- cell.html
{{ a }}{{ x }}
--- plain.html
{{ range(1)|list }}{% set own = 1 %}{{ own }}""",
        {"rows": [1]},
    ),
    "an include that includes itself": (
        """--- page.html
{% set node = tree %}{% include "node.html" %}
--- node.html
{{ node.name }}{% for child in node.children %}{% set node = child %}
{% include "node.html" %}{% endfor %}""",
        {"tree": {"name": 1, "children": [{"name": 2, "children": []}]}},
    ),
    "imports": (
        """--- page.html
{% import "forms.html" as forms %}
{% from "forms.html" import field as f, KIND with context %}
{{ forms.field('a') }}{{ f(KIND) }}{{ forms.KIND }}
{% block main %}{{ forms.field('b') }}{{ f('c') }}{% endblock %}
--- forms.html
{% set KIND = 'text' %}
{% macro field(name) %}{{ name }}{{ KIND }}{{ _help() }}{% endmacro %}
{% macro _help() %}?{% endmacro %}
{% macro never() %}{{ what_only_others_have }}{% endmacro %}""",
        {},
    ),
    "an import with context": (
        """--- page.html
{% from "user.html" import badge with context %}{{ badge() }}
--- user.html
{% macro badge() %}{{ user.name }}{% endmacro %}""",
        {"user": {"name": "Ada"}},
    ),
    "an imported template that extends another": (
        """--- page.html
{% import "more.html" as forms %}{{ forms.more() }}{{ forms.base() }}
--- more.html
{% extends "less.html" %}{% macro more() %}1{% endmacro %}
--- less.html
{% macro base() %}2{% endmacro %}""",
        {},
    ),
    "what is asked for first": (
        """--- page.html
{{ a|default('') }}{{ b|d(post.title) }}{% if c is defined %}{{ c }}{% endif %}
{% if d is defined and d.x %}{{ d }}{% elif e is defined %}{{ e }}{% endif %}
{{ f if f is defined }}{% if g is not defined %}1{% else %}{{ g }}{% endif %}
{% if h is undefined or h.x %}1{% endif %}
{% if not i is defined %}{% set i = 1 %}{% endif %}{{ i }}
{% if j is defined %}{% include "j.html" %}{% endif %}
{% if 'odd' is test and 'markdown' is filter %}{{ post.title|markdown }}{% endif %}
--- j.html
{{ j }}""",
        {"post": POST},
    ),
    "translations": (
        """--- page.html
{% trans name=post.title %}Hello {{ name }}{% endtrans %}{{ _('x') }}
{% trans count=n %}one {{ count }}{% pluralize %}{{ count }} many{% endtrans %}
{% trans %}by {{ who }}{% endtrans %}{{ gettext('y') }}""",
        {"post": POST, "n": 2, "who": "Ada"},
    ),
    "either parent": (
        """--- page.html
{% extends "bare.html" if bare else "base.html" %}
{% block main %}1{% endblock %}{% block side %}2{% endblock %}
--- base.html
{% block main %}{% endblock %}{% block side %}{% endblock %}
--- bare.html
{% block main %}{% endblock %}""",
        {"bare": True},
    ),
    "a parent that is sometimes there": (
        """--- page.html
{% if not bare %}{% extends "base.html" %}{% endif %}
{% block main %}1{% endblock %}{% block more %}{% endblock %}
--- base.html
{% block main %}{% endblock %}""",
        {"bare": False},
    ),
    "a parent that only the request knows": (
        """--- page.html
{% extends layout %}{% block main %}{{ set_by_the_parent }}{% endblock %}
--- base.html
{% set set_by_the_parent = 1 %}{% block main %}{% endblock %}""",
        {"layout": "base.html"},
    ),
}
