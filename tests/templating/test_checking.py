"""What an application says of its template classes before the first request."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from typing import Any

import jinja2
import pytest

from kolben import App, Resource, Router, Template, TemplateMismatch
from notes import pages

EXAMPLES = Path(__file__).parents[2] / "examples"


def _app(**files: str) -> App:
    app = App("tested")
    loader = jinja2.DictLoader({f"{name}.html": text for name, text in files.items()})
    app.jinja_options["loader"] = loader
    return app


def _mismatches(app: App, *pages: type[Template]) -> list[str]:
    """Return what the application says of some pages, with the hints."""
    declared = [page.__declared__ for page in pages]
    found = app.templates.checks.mismatches(each for each in declared if each)
    return [f"{each.problem.replace(__file__, 'here')} {each.hint}" for each in found]


def _line_of(text: str) -> int:
    lines = Path(__file__).read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, start=1) if text in line)


def test_an_undeclared_name_is_said_once_with_all_classes() -> None:
    class First(Template, file="first.html"):
        name: str

    class Second(Template, file="second.html"):
        name: str

    app = _app(
        base="\n{{ nam }}{% block b %}{% endblock %}",
        first="{% extends 'base.html' %}{% block b %}{{ name }}{% endblock %}",
        second="{% extends 'base.html' %}{% block b %}{{ name }}{% endblock %}",
    )

    assert _mismatches(app, First, Second) == [
        (
            "base.html:2: 'nam' is used, but not declared by First or Second. "
            "Did you mean 'name'?"
        )
    ]


def test_a_name_like_no_other_is_to_be_declared() -> None:
    class Page(Template, file="page.html"):
        pass

    (said,) = _mismatches(_app(page="{{ zebra }}"), Page)
    assert re.sub(r"\(.*:\d+:", "(here:", said) == (
        "page.html:1: 'zebra' is used, but not declared by Page. "
        "Declare 'zebra' (here: Page), or mend the template."
    )


@pytest.mark.parametrize(
    "template",
    [
        "{% for person in people %}{{ persn }}{% endfor %}",
        "{% set person = people %}{{ persn }}",
        "{% macro show(person) %}{{ persn }}{% endmacro %}{{ show(people) }}",
    ],
)
def test_a_name_that_the_template_binds_itself_may_be_meant(template: str) -> None:
    class Page(Template, file="page.html"):
        people: list[str]

    assert _mismatches(_app(page=template), Page) == [
        (
            "page.html:1: 'persn' is used, but not declared by Page. "
            "Did you mean 'person'?"
        )
    ]


def test_a_parameter_of_an_imported_macro_may_be_meant() -> None:
    class Page(Template, file="page.html"):
        name: str

    app = _app(
        page="{% from 'parts.html' import show %}{{ show(name) }}",
        parts="{% macro show(person) %}{{ persn }}{% endmacro %}",
    )

    (found,) = _mismatches(app, Page)
    assert found.startswith("parts.html:1: 'persn' is used, but what is imported")
    assert found.endswith("Did you mean 'person'?")


def test_a_declared_name_that_is_imported_without_context() -> None:
    class Page(Template, file="page.html"):
        name: str

    app = _app(
        page="{% from 'm.html' import m %}{{ m() }}{{ name }}",
        m="{% macro m() %}{{ name }}{{ request }}{% endmacro %}",
    )

    assert _mismatches(app, Page) == [
        (
            "m.html:1: 'name' is used, but what is imported or included without "
            "context sees the globals only. Add 'with context' to the import, or pass "
            "the value to the macro."
        )
    ]


def test_an_unused_variable_is_said_of_the_class_that_adds_it() -> None:
    class Base(Template):
        user: str

    class Page(Base, file="page.html"):
        title: str
        tgas: str
        _own: str

    app = _app(page="{{ title }}{{ tags|default('') }}")
    line = _line_of("class Page(Base, f")

    assert _mismatches(app, Page) == [
        (
            f"tests/templating/test_checking.py:{line}: Page declares 'tgas', which "
            "'page.html' never uses. Did you mean 'tags'?"
        )
    ]


def test_unused_variables_are_not_judged_where_not_all_is_known() -> None:
    class Page(Template, file="page.html"):
        title: str
        part: str

    assert _mismatches(_app(page="{% include part %}"), Page) == []


def test_a_missing_template_names_the_folders_and_what_was_meant(
    tmp_path: Path,
) -> None:
    class Page(Template, file="pag.html"):
        pass

    (tmp_path / "page.html").write_text("")
    (found,) = _mismatches(App("tested", template_folder=tmp_path), Page)

    assert "Page cannot be rendered. There is no template 'pag.html' in" in found
    assert str(tmp_path) in found
    assert found.endswith("Did you mean 'page.html'?")


def test_what_the_application_adds_is_known() -> None:
    class Page(Template, file="page.html"):
        pass

    app = _app(page="{{ shop|shout }} {{ greeting() }} {% if 1 is tiny %}{% endif %}")
    app.add_template_filter(str.upper, "shout")
    app.add_template_global(lambda: "hi", "greeting")
    app.add_template_test(lambda number: number < 2, "tiny")

    @app.context_processor
    def shop() -> dict[str, Any]:
        return {"shop": "tea"}

    assert _mismatches(app, Page) == []


def test_nothing_is_judged_undeclared_where_a_processor_cannot_be_read() -> None:
    class Page(Template, file="page.html"):
        pass

    app = _app(page="{{ anything }}{{ 1|zzz }}")
    app.context_processor(dict)

    assert _mismatches(app, Page) == [
        (
            "page.html:1: There is no filter 'zzz'. "
            "Declare it by '@app.template_filter()', or mend the name."
        )
    ]


def test_globals_may_be_declared_over() -> None:
    class Page(Template, file="page.html"):
        config: str

    assert _mismatches(_app(page="{{ config }}"), Page) == []


class _Modules:
    """Makes modules that look like a programmer's package."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def make(self, name: str, source: str) -> Any:
        module = ModuleType(name)
        sys.modules[name] = module
        self.names.append(name)
        exec(dedent(source), vars(module))
        return module


@pytest.fixture
def modules() -> Iterator[_Modules]:
    made = _Modules()
    yield made
    for name in made.names:
        del sys.modules[name]


PAGE = """
from kolben import Template

class Page(Template, file="page.html"):
    name: str
"""


def _frozen_by(app: App) -> str | None:
    """Return what is wrong with an application, with its notes."""
    try:
        app.freeze()
    except TemplateMismatch as error:
        return "\n".join([str(error), *getattr(error, "__notes__", [])])
    return None


def test_pages_of_the_package_are_checked_before_the_first_request(
    modules: _Modules, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text("{{ nmae }}")
    pages = modules.make("shop_a.pages", PAGE)
    app = App("tested", template_folder=tmp_path)
    app.import_name = "shop_a"
    said = _frozen_by(app)

    assert pages.Page
    assert said is not None
    assert "page.html:1: 'nmae' is used, but not declared by Page." in said
    assert "Page declares 'name', which 'page.html' never uses." in said
    with pytest.raises(TemplateMismatch):
        app.test_client().get("/")


def test_pages_of_the_package_of_a_router_are_checked(
    modules: _Modules, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text("{{ nmae }}")
    pages = modules.make("shop_b", PAGE)
    app = App("tested", template_folder=tmp_path)
    router = Router("b")
    router.import_name = "shop_b.routes"
    router.get("/")(lambda: "")
    app.include(router)

    assert pages.Page
    assert _frozen_by(app) is not None


def test_pages_of_others_are_left_alone(modules: _Modules) -> None:
    pages = modules.make("shop_c", PAGE)

    assert pages.Page
    assert _frozen_by(App("tested")) is None


def test_an_application_without_templates_leaves_the_pages_of_its_package_alone(
    modules: _Modules,
) -> None:
    pages = modules.make("shop_f", PAGE)
    app = App("shop_f")
    app.add_url_rule("/", view_func=lambda: "without pages")

    assert pages.Page
    assert app.test_client().get("/").text == "without pages"


def test_pages_that_handlers_return_are_checked(modules: _Modules) -> None:
    handlers = modules.make(
        "shop_d",
        PAGE
        + """
def plain() -> Page | str: ...
async def later() -> tuple[Page, int]: ...
class View(__import__("kolben").Resource):
    def post(self) -> "Page": ...
""",
    )
    for handler in (handlers.plain, handlers.later, handlers.View):
        app = _app(page="{{ nmae }}")
        if isinstance(handler, type) and issubclass(handler, Resource):
            app.add("/", handler)
        else:
            app.route("/")(handler)

        assert "'nmae' is used" in str(_frozen_by(app))


def test_all_templates_of_the_example_are_right() -> None:
    found = [each for each in vars(pages).values() if isinstance(each, type)]
    classes = [each for each in found if issubclass(each, pages.Page)]
    app = App("tested", template_folder=EXAMPLES / "notes" / "templates")

    assert len(classes) > 5
    assert _mismatches(app, *classes) == []
