from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, StrictUndefined, TemplatesNotFound, UndefinedError

from kolben.app import App
from kolben.context import Context, current
from kolben.exceptions import TemplateMismatch
from kolben.signals import before_render_template, template_rendered
from kolben.templating import TemplateMissingError, Templates, TemplateSettings

PAGES = {
    "layout.html": "<h1>{% block title %}{% endblock %}</h1>",
    "page.html": "{% extends 'layout.html' %}{% block title %}{{ name }}{% endblock %}",
    "parts.html": "{% macro hello(name) %}Hello {{ name }}!{% endmacro %}"
    "{% set colour = 'red' %}",
    "rows.html": "{% for n in numbers %}{{ n }},{% endfor %}",
}


@pytest.fixture
def templates() -> Templates:
    """Templates of a shop."""
    return Templates([("shop", DictLoader(PAGES))])


@pytest.fixture
def context() -> Iterator[Context]:
    """The current context of an application."""
    with App("shop").app_context() as context:
        yield context


def test_a_template_is_rendered_with_what_it_extends(
    templates: Templates, context: Context
) -> None:
    text = templates.render(context, "page.html", {"name": "<Ada>"})

    assert text == "<h1>&lt;Ada&gt;</h1>"


def test_the_first_name_that_exists_is_rendered(
    templates: Templates, context: Context
) -> None:
    text = templates.render(context, ["mine.html", "page.html"], {"name": "Ada"})

    assert text == "<h1>Ada</h1>"


def test_a_template_that_is_at_hand_is_rendered(
    templates: Templates, context: Context
) -> None:
    template = templates.environment.get_template("page.html")

    assert templates.render(context, template, {"name": "A"}) == "<h1>A</h1>"
    assert templates.render(context, ["no", template], {"name": "A"}) == "<h1>A</h1>"


def test_a_missing_template_says_where_it_was_searched(
    templates: Templates, context: Context
) -> None:
    with pytest.raises(TemplateMissingError, match=r"'pag\.html' in DictLoader"):
        templates.render(context, "pag.html", {})


def test_when_none_of_several_exists_all_are_named(
    templates: Templates, context: Context
) -> None:
    with pytest.raises(TemplateMissingError, match="'a' or 'b' in DictLoader"):
        templates.render(context, ["a", "b"], {})


def test_an_empty_list_of_names_is_an_error(
    templates: Templates, context: Context
) -> None:
    with pytest.raises(TemplatesNotFound, match="empty list"):
        templates.render(context, [], {})


def test_a_string_is_rendered_and_escaped(
    templates: Templates, context: Context
) -> None:
    text = templates.render_string(context, "Hello {{ name }}!", {"name": "<b>"})

    assert text == "Hello &lt;b&gt;!"


def test_a_string_may_extend_a_template(templates: Templates, context: Context) -> None:
    source = "{% extends 'layout.html' %}{% block title %}own{% endblock %}"

    assert templates.render_string(context, source, {}) == "<h1>own</h1>"


def test_processors_give_variables_that_values_go_before(context: Context) -> None:
    seen: list[Context] = []

    def processors(context: Context) -> list[Any]:
        seen.append(context)
        return [lambda: {"a": 1, "b": 1, "c": 1}, lambda: {"b": 2, "c": 2}]

    templates = Templates(processors=processors)

    text = templates.render_string(context, "{{ a }}{{ b }}{{ c }}", {"c": 3})

    assert text == "123"
    assert seen == [context]


def test_a_processor_may_be_a_coroutine_function(context: Context) -> None:
    async def processor() -> dict[str, int]:
        return {"a": 1}

    templates = Templates(processors=lambda context: [processor])

    assert templates.render_string(context, "{{ a }}", {}) == "1"


def test_values_that_are_handed_in_stay_as_they_are(context: Context) -> None:
    templates = Templates(processors=lambda context: [lambda: {"a": 1}])
    values: Mapping[str, Any] = {"b": 2}

    templates.render_string(context, "", values)

    assert values == {"b": 2}


@pytest.mark.parametrize("early", [True, False], ids=["before", "after"])
def test_filters_tests_and_globals_may_be_added_before_and_after_first_use(
    templates: Templates, context: Context, early: bool
) -> None:
    if not early:
        templates.render_string(context, "{{ 'used' }}", {})

    templates.add_filter("shout", str.upper)
    templates.add_test("even", lambda number: number % 2 == 0)
    templates.add_global("motto", "less")

    source = "{{ 'a'|shout }} {{ 2 is even }} {{ motto }}"
    assert templates.render_string(context, source, {}) == "A True less"


def test_a_filter_that_is_replaced_counts_for_strings_rendered_before(
    templates: Templates, context: Context
) -> None:
    templates.add_filter("say", str.lower)
    before = templates.render_string(context, "{{ 'Aa'|say }}", {})

    templates.add_filter("say", str.upper)

    assert before == "aa"
    assert templates.render_string(context, "{{ 'Aa'|say }}", {}) == "AA"


def test_a_global_of_ones_own_goes_before_the_documented_one(
    templates: Templates, context: Context
) -> None:
    templates.add_global("config", "mine")

    assert templates.render_string(context, "{{ config }}", {}) == "mine"


def test_the_environment_is_made_once_even_by_many_threads(
    templates: Templates,
) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: templates.environment, range(32)))

    assert len({id(environment) for environment in made}) == 1


def test_options_reach_the_environment(context: Context) -> None:
    templates = Templates(options={"undefined": StrictUndefined, "trim_blocks": True})

    with pytest.raises(UndefinedError):
        templates.render_string(context, "{{ missing }}", {})
    assert templates.environment.trim_blocks


def test_a_macro_can_be_called_from_python(templates: Templates) -> None:
    hello = templates.attribute("parts.html", "hello")

    assert hello("Ada") == "Hello Ada!"
    assert templates.attribute("parts.html", "colour") == "red"


@pytest.mark.parametrize(
    ("name", "wanted", "hint"),
    [
        ("parts.html", "helo", "Did you mean 'hello'?"),
        ("parts.html", "x", "It exports 'colour', 'hello'."),
        ("page.html", "hello", "Define it in the template"),
    ],
)
def test_an_attribute_that_is_not_exported_is_named(
    templates: Templates, name: str, wanted: str, hint: str
) -> None:
    with pytest.raises(TemplateMismatch) as caught:
        templates.attribute(name, wanted)

    assert caught.value.problem == f"The template {name!r} exports no {wanted!r}."
    assert isinstance(caught.value, AttributeError)
    assert caught.value.hint.startswith(hint)


def test_a_template_is_streamed_piece_by_piece(
    templates: Templates, context: Context
) -> None:
    asked: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(3):
            asked.append(number)
            yield number

    pieces = templates.stream(context, "rows.html", {"numbers": numbers()})

    first = next(pieces)
    asked_at_first = list(asked)
    assert first + "".join(pieces) == "0,1,2,"
    assert asked_at_first == [0]


def test_a_string_is_streamed(templates: Templates, context: Context) -> None:
    pieces = templates.stream_string(context, "a {{ n }} z", {"n": 1})

    assert "".join(pieces) == "a 1 z"


def test_a_missing_template_is_noticed_before_the_stream_begins(
    templates: Templates, context: Context
) -> None:
    with pytest.raises(TemplateMissingError):
        templates.stream(context, "none.html", {})


def test_a_stream_knows_its_context_after_it_ended(templates: Templates) -> None:
    with App("shop").app_context() as context:
        context.g.user = "ada"
        pieces = templates.stream_string(context, "{{ g.user }} {{ g.user }}", {})

    first = next(pieces)
    left_current = current.get(None)

    assert first + "".join(pieces) == "ada ada"
    assert left_current is None


def test_an_error_within_a_stream_leaves_nothing_current(templates: Templates) -> None:
    with App("shop").app_context() as context:
        pieces = templates.stream_string(context, "{{ 1 / n }}", {"n": 0})

    with pytest.raises(ZeroDivisionError):
        next(pieces)

    assert current.get(None) is None


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
def test_whoever_listens_hears_before_and_after(
    templates: Templates, context: Context, streamed: bool
) -> None:
    heard: list[tuple[str, Any, Any, Any]] = []

    def before(sender: Any, template: Any, context: Any) -> None:
        context["name"] += "!"
        heard.append(("before", sender, template.name, dict(context)))

    def after(sender: Any, template: Any, context: Any) -> None:
        heard.append(("after", sender, template.name, dict(context)))

    connected = before_render_template.connected_to(before)
    with connected, template_rendered.connected_to(after):
        if streamed:
            text = "".join(templates.stream(context, "page.html", {"name": "Ada"}))
        else:
            text = templates.render(context, "page.html", {"name": "Ada"})

    assert text == "<h1>Ada!</h1>"
    assert heard == [
        ("before", context.app, "page.html", {"name": "Ada!"}),
        ("after", context.app, "page.html", {"name": "Ada!"}),
    ]


@pytest.mark.parametrize(
    ("config", "reload", "explain"),
    [
        pytest.param({}, False, False, id="nothing said"),
        pytest.param({"DEBUG": True}, True, False, id="debug"),
        pytest.param(
            {"DEBUG": True, "TEMPLATES_AUTO_RELOAD": False}, False, False, id="denied"
        ),
        pytest.param({"TEMPLATES_AUTO_RELOAD": True}, True, False, id="said"),
        pytest.param({"EXPLAIN_TEMPLATE_LOADING": True}, False, True, id="explained"),
    ],
)
def test_the_settings_follow_the_configuration(
    config: dict[str, Any], reload: bool, explain: bool
) -> None:
    assert TemplateSettings.from_config(config) == TemplateSettings(reload, explain)


def test_a_change_of_the_settings_counts_at_once(
    tmp_path: Path, context: Context, caplog: pytest.LogCaptureFixture
) -> None:
    settings = TemplateSettings()
    templates = Templates([("shop", tmp_path)], settings=lambda: settings)
    page = tmp_path / "page.html"
    page.write_text("old")
    templates.render(context, "page.html", {})
    page.write_text("new")
    os.utime(page, (1, 1))

    unchanged = templates.render(context, "page.html", {})
    settings = replace(settings, auto_reload=True, explain_loading=True)

    assert unchanged == "old"
    assert templates.render(context, "page.html", {}) == "new"
    assert "Looking for the template 'page.html'" in caplog.text


def test_a_reload_that_was_switched_on_by_hand_stays(templates: Templates) -> None:
    templates.environment.auto_reload = True

    assert templates.environment.auto_reload
