from __future__ import annotations

import jinja2
import pytest

from kolben._calls import UNKNOWN
from kolben.templating.calls import calls_of, names_asked


def environment(text: str) -> jinja2.Environment:
    """Return an environment with one template."""
    return jinja2.Environment(loader=jinja2.DictLoader({"page.html": text}))


def test_tells_the_arguments_that_are_written_out() -> None:
    text = "\n{{ url_for('a', x, b=[1, 'c'], d=y ~ 'e', **z) }}"

    (call,) = calls_of(environment(text), "page.html", "url_for")

    assert str(call.site) == "page.html:2"
    assert call.arguments == ("a", UNKNOWN)
    assert call.values == {"b": [1, "c"], "d": UNKNOWN}
    assert not call.whole


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{% set url_for = x %}{{ url_for('a') }}", id="set"),
        pytest.param("{% macro f(url_for) %}{{ url_for('a') }}{% endmacro %}", id="in"),
        pytest.param("{% from 'x' import url_for %}{{ url_for('a') }}", id="imported"),
        pytest.param("{% import 'x' as url_for %}{{ url_for('a') }}", id="a module"),
        pytest.param("{{ links.url_for('a') }}", id="an attribute"),
        pytest.param("{% raw %}{{ url_for('a') }}{% endraw %}", id="text"),
        pytest.param("{{ url_for('a') }}{% if", id="cannot be read"),
    ],
)
def test_leaves_out_what_is_not_the_global_function(text: str) -> None:
    assert calls_of(environment(text), "page.html", "url_for") == []


def test_a_template_that_is_missing_calls_nothing() -> None:
    assert calls_of(environment(""), "none.html", "url_for") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("{% if a %}{% elif not b %}{% endif %}", {"a", "b"}, id="if"),
        pytest.param("{{ 'x' if a and b else c }}", {"a", "b"}, id="expression"),
        pytest.param("{{ a or b }}", {"a"}, id="or"),
        pytest.param("{% if a.b == 1 %}{% endif %}{{ c }}", set(), id="used"),
    ],
)
def test_names_that_are_asked_about(text: str, names: set[str]) -> None:
    assert names_asked(environment(text), "page.html") == names
