"""Chains of attributes in templates end in something, or are told, with their line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args, get_origin, get_type_hints

import jinja2
import pytest

from kolben.templating.chain_types import Absent, Broken
from kolben.templating.chains import broken_chains


@dataclass
class Author:
    name: str


@dataclass
class Post:
    title: str
    author: Author
    tags: dict[str, Author]


class Hints:
    """Answers for the annotations of classes."""

    def attribute(self, owner: Any, name: str) -> Any:
        kind = get_origin(owner) or owner
        hints = get_type_hints(kind)
        if name in hints:
            return hints[name]
        if hasattr(kind, name):
            return (kind, name, get_args(owner))
        return Absent(kind.__name__, frozenset(hints))

    def item(self, owner: Any, key: str | int | None) -> Any:
        arguments = get_args(owner)
        if get_origin(owner) is tuple and isinstance(key, int):
            return arguments[key]
        return arguments[-1] if arguments else None

    def each(self, owner: Any) -> Any:
        return get_args(owner)[0] if get_args(owner) else None

    def result(self, owner: Any) -> Any:
        match owner:
            case (_, "items", arguments):
                return list[tuple[arguments]]
            case _:
                return None


def broken(*, given: dict[str, Any] | None = None, **templates: str) -> list[Broken]:
    """Return what is broken in ``page``, which is given a post and posts."""
    environment = jinja2.Environment(loader=jinja2.DictLoader(templates))
    variables = given or {"post": Post, "posts": list[Post], "odd": None}
    return broken_chains(environment, "page", variables, Hints())


def chains(source: str, **templates: str) -> list[str]:
    return [each.chain for each in broken(page=source, **templates)]


def test_says_where_what_is_missing_and_what_was_meant() -> None:
    (found,) = broken(page="\n{{ post.titel }}")

    assert found.problem == "page:2: 'post.titel' is used, but Post has no 'titel'."
    assert found.hint == "Did you mean 'title'?"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("{{ post.author.nme }}", ["post.author.nme"], id="a chain"),
        pytest.param(
            "{% for each in posts %}{{ each.x }}{% endfor %}", ["each.x"], id="a loop"
        ),
        pytest.param(
            "{% for k, a in post.tags.items() %}{{ k }}{{ a.x }}{% endfor %}",
            ["a.x"],
            id="a loop over pairs",
        ),
        pytest.param("{{ posts[0].x }}", ["posts[0].x"], id="an item"),
        pytest.param("{{ posts[1:][0].x }}", ["posts[...][0].x"], id="a slice"),
        pytest.param("{% set a = post.author %}{{ a.x }}", ["a.x"], id="an assignment"),
        pytest.param(
            "{% with a = post.author %}{{ a.x }}{% endwith %}", ["a.x"], id="with"
        ),
        pytest.param(
            "{% for p in posts|sort(attribute='x') %}{{ p.y }}{% endfor %}",
            ["p.y", "posts[...].x"],
            id="a filter that keeps the items",
        ),
        pytest.param(
            "{{ posts|map(attribute='author.x')|list }}",
            ["posts[...].author.x"],
            id="an attribute named to a filter",
        ),
        pytest.param("{{ (posts|first).x }}", ["(...).x"], id="one of several"),
        pytest.param(
            "{% macro m(a) %}{{ a.x }}{% endmacro %}{{ m(post) }}", ["a.x"], id="macro"
        ),
        pytest.param("{{ (post if 1 else post).x }}", ["(...).x"], id="a choice"),
    ],
)
def test_follows_what_is_known(source: str, expected: list[str]) -> None:
    assert chains(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("{{ post.title.upper() }}", id="a method"),
        pytest.param("{{ odd.whatever.at.all }}", id="an unknown type"),
        pytest.param("{{ post.x|default('') }}", id="default"),
        pytest.param("{% if post.x is defined %}{{ post.x }}{% endif %}", id="defined"),
        pytest.param("{% for post in odd %}{{ post.x }}{% endfor %}", id="shadowed"),
        pytest.param(
            "{% if odd %}{% set post = odd %}{% endif %}{{ post.x }}",
            id="perhaps shadowed",
        ),
        pytest.param("{{ (post or odd).x }}", id="one of two"),
        pytest.param("{% macro m(a) %}{{ a.x }}{% endmacro %}", id="never called"),
        pytest.param(
            "{% macro m(a) %}{{ a.x }}{{ m(a) }}{% endmacro %}{{ m(odd) }}",
            id="a macro that calls itself",
        ),
        pytest.param("{{ posts|selectattr('x', 'defined')|list }}", id="asked for"),
        pytest.param("{{ posts|map(attribute='x', default=1)|list }}", id="a default"),
        pytest.param("{% include 'page' %}", id="includes itself"),
        pytest.param("{% extends 'page' %}", id="extends itself"),
        pytest.param("{% include odd %}{% import 'none' as n %}", id="unreadable"),
    ],
)
def test_says_nothing_of_what_is_right_or_not_known(source: str) -> None:
    assert chains(source) == []


def test_follows_parents_and_the_blocks_that_show() -> None:
    base = "{{ post.a }}{% block one %}{{ post.b }}{% endblock %}"
    page = "{% extends 'base' %}{% block one %}{{ post.c }}{% endblock %}"

    assert chains(page, base=base) == ["post.a", "post.c"]


def test_a_block_that_shows_its_parent_hides_nothing() -> None:
    base = "{% block one %}{{ post.b }}{% endblock %}"
    page = "{% extends 'base' %}{% block one %}{{ super() }}{% endblock %}"

    assert chains(page, base=base) == ["post.b"]


def test_follows_what_is_included_with_the_names_round_it() -> None:
    page = "{% for each in posts %}{% include 'card' %}{% endfor %}"

    assert chains(page, card="{{ each.x }}{{ other.x }}") == ["each.x"]


def test_follows_imported_macros_with_what_they_are_given() -> None:
    macros = "{% macro m(a, b) %}{{ a.x }}{{ b.y }}{% endmacro %}"
    page = "{% import 'macros' as all %}{% from 'macros' import m as n %}"
    page += "{% extends 'base' %}{% block one %}{{ all.m(post) }}{{ n(odd, post) }}"
    page += "{% endblock %}"

    found = chains(page, macros=macros, base="{% block one %}{% endblock %}")

    assert found == ["a.x", "b.y"]


def test_a_scoped_block_sees_the_loop_and_another_does_not() -> None:
    page = "{% for each in posts %}{% block one scoped %}{{ each.x }}{% endblock %}"
    page += "{% block two %}{{ each.y }}{% endblock %}{% endfor %}"

    assert chains(page) == ["each.x"]
