from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from markupsafe import Markup

from kolben.app import App
from kolben.context import Context
from kolben.exceptions import ContextError
from kolben.flashing import flash
from kolben.json import DefaultJSONProvider
from kolben.templating import Environment, autoescapes


@pytest.fixture
def context() -> Iterator[Context]:
    """The current context of a request to ``/page?n=1``."""
    app = App(__name__, config={"SECRET_KEY": "a key for these tests"})
    with app.test_request_context("/page?n=1") as context:
        yield context


def rendered(source: str, **values: Any) -> str:
    return Environment().from_string(source).render(values)


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        ("page.html", True),
        ("page.htm", True),
        ("feed.xml", True),
        ("page.xhtml", True),
        ("logo.svg", True),
        ("mail.txt", False),
        ("page.HTML", False),
        ("page.html.j2", False),
        ("html", False),
        (None, True),
    ],
)
def test_values_are_escaped_by_the_suffix_of_the_template(
    name: str | None, escaped: bool
) -> None:
    assert autoescapes(name) is escaped


def test_strings_are_escaped_and_markup_and_safe_are_not() -> None:
    text = rendered(
        "{{ plain }} {{ marked }} {{ plain|safe }}",
        plain="<b>",
        marked=Markup("<i>"),
    )

    assert text == "&lt;b&gt; <i> <b>"


def test_escaping_may_be_switched_by_an_option() -> None:
    environment = Environment(autoescape=False)

    assert environment.from_string("{{ '<b>' }}").render() == "<b>"


def test_the_request_is_known(context: Context) -> None:
    assert rendered("{{ request.path }} {{ request.args.n }}") == "/page 1"


def test_the_session_is_known_by_key_and_by_attribute(context: Context) -> None:
    context.session["user"] = "ada"

    assert rendered("{{ session['user'] }} {{ session.user }}") == "ada ada"


def test_a_template_that_does_not_use_the_session_does_not_open_it(
    context: Context,
) -> None:
    rendered("{{ request.path }} {{ g.user }}")

    assert not context.session_opened


def test_the_bag_of_the_context_is_known(context: Context) -> None:
    context.g.user = "ada"

    assert rendered("{{ g.user }} {{ g.nobody }} {{ 'user' in g }}") == "ada  True"


def test_the_configuration_is_known(context: Context) -> None:
    assert rendered("{{ config.SESSION_COOKIE_NAME }}") == "session"


def test_links_are_built(context: Context) -> None:
    text = rendered("{{ url_for('static', filename='style.css') }}")

    assert text == "/static/style.css"


def test_flashed_messages_are_known(context: Context) -> None:
    flash(context, "<saved>")
    flash(context, "lost", "error")

    text = rendered(
        "{% for message in get_flashed_messages() %}{{ message }};{% endfor %}"
        "{% for kind, message in get_flashed_messages(true, ['error']) %}"
        "{{ kind }}: {{ message }}{% endfor %}"
    )

    assert text == "&lt;saved&gt;;lost;error: lost"


def test_macros_imported_without_context_know_them_too(context: Context) -> None:
    environment = Environment()
    macro = environment.from_string(
        "{% macro path() %}{{ request.path }}{% endmacro %}"
    )

    assert macro.module.path() == "/page"  # type: ignore[attr-defined]  # a macro


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("{{ request.path }}", "'request'"),
        ("{{ session.user }}", "'session'"),
        ("{{ g.user }}", "'g'"),
        ("{{ config.DEBUG }}", "'config'"),
        ("{{ url_for('x') }}", "'url_for'"),
        ("{{ get_flashed_messages() }}", "'get_flashed_messages'"),
    ],
)
def test_outside_of_a_context_the_way_out_is_said(source: str, wanted: str) -> None:
    with pytest.raises(ContextError) as caught:
        rendered(source)

    assert wanted in caught.value.problem


def test_a_template_may_ask_whether_there_is_a_request() -> None:
    assert rendered("{{ 'yes' if request else 'no' }}") == "no"


def test_json_is_safe_within_a_page(context: Context) -> None:
    text = rendered("{{ value|tojson }}", value={"b": "</script>'&", "a": 1})

    assert text == '{"b":"\\u003c/script\\u003e\\u0027\\u0026","a":1}'


def test_json_may_be_indented() -> None:
    assert rendered("{{ [1]|tojson(indent=2) }}") == "[\n  1\n]"


def test_json_is_written_as_the_application_does(context: Context) -> None:
    class Shouting(DefaultJSONProvider):
        def dumps(self, value: Any, **options: Any) -> str:
            return super().dumps(value, **options).upper()

    app: Any = context.app
    app.json = Shouting()

    assert rendered("{{ ['a']|tojson }}") == '["A"]'
