from __future__ import annotations

from dataclasses import InitVar, field
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

import jinja2
import pytest
from tests.refusals import refused

from kolben import App, ContextError, Resource, Template, TemplateMismatch
from kolben.templating import templates_in

T = TypeVar("T")


def _app(**files: str) -> App:
    app = App("tested")
    loader = jinja2.DictLoader({f"{name}.html": text for name, text in files.items()})
    app.jinja_options["loader"] = loader
    return app


def test_a_page_renders_with_its_variables_escaped_and_with_the_globals() -> None:
    class Page(Template, file="page.html"):
        name: str
        count: int = 3

    app = _app(page="{{ name }} {{ count }} {{ request.path }}")
    with app.test_request_context("/x"):
        assert Page(name="<b>").render() == "&lt;b&gt; 3 /x"
        assert Page(name="a", count=1).__html__() == "a 1 /x"


def test_a_page_is_sent_as_html() -> None:
    class Page(Template, file="page.html"):
        name: str

    app = _app(page="<p>{{ name }}</p>")

    @app.resource("/")
    class Home(Resource):
        def get(self) -> Page:
            return Page(name="Ada")

    response = app.test_client().get("/")

    assert response.text == "<p>Ada</p>"
    assert response.content_type == "text/html; charset=utf-8"


def test_a_page_within_a_page_is_not_escaped_again() -> None:
    class Box(Template, file="box.html"):
        text: str

    class Page(Template, file="page.html"):
        box: Box

    with _app(box="<b>{{ text }}</b>", page="{{ box }}").app_context():
        assert Page(box=Box(text="<")).render() == "<b>&lt;</b>"


def test_a_page_outside_of_a_context_says_so() -> None:
    class Page(Template, file="page.html"):
        pass

    with pytest.raises(ContextError, match=r"Page.render\(\) needs one"):
        Page().render()


def test_pages_are_made_by_name_and_compare_by_value() -> None:
    class Page(Template, file="page.html"):
        a: int
        b: list[int] = field(default_factory=list)

    make: Any = Page

    assert Page(a=1) == Page(a=1, b=[])
    assert Page(a=1).b is not Page(a=1).b
    with pytest.raises(TypeError, match="positional"):
        make(1)
    with pytest.raises(TypeError, match="'a'"):
        make()


def test_a_page_inherits_variables_and_template() -> None:
    class Base(Template):
        user: str = "nobody"

    class Page(Base, file="page.html"):
        title: str

    class Special(Page):
        title: str = "special"

    class Other(Page, file="other.html"):
        pass

    app = _app(page="{{ user }} {{ title }}", other="other {{ title }}")
    with app.app_context():
        assert Special(user="Ada").render() == "Ada special"
        assert Other(title="t").render() == "other t"
        with pytest.raises(TemplateMismatch, match="Base names no template"):
            Base().render()


def test_a_generic_page() -> None:
    class ListPage(Template, Generic[T], file="page.html"):
        items: list[T]

    with _app(page="{{ items|length }}").app_context():
        assert ListPage[int](items=[1, 2]).render() == "2"
    assert list(templates_in(ListPage[int] | tuple[str, int])) == [ListPage]


def test_what_is_computed_is_a_variable_and_private_names_are_not() -> None:
    class Page(Template, file="page.html"):
        text: InitVar[str]
        _secret: str = "s"
        words: list[str] = field(init=False)

        def __post_init__(self, text: str) -> None:
            self.words = text.split()

    app = _app(page="{{ words|length }}{{ _secret|default('-') }}")
    with app.app_context():
        assert Page(text="a b").render() == "2-"


def test_a_mutable_default_is_refused() -> None:
    with pytest.raises(TemplateMismatch, match="mutable default") as caught:

        class Page(Template, file="page.html"):
            tags: list[str] = []  # noqa: RUF012  # the mistake

    assert "default_factory" in caught.value.hint


def test_a_variable_is_not_called_as_a_method() -> None:
    with pytest.raises(TemplateMismatch, match="'render', which every page has"):

        class Page(Template, file="page.html"):
            render: str  # type: ignore[assignment]  # the mistake


def test_a_page_that_no_application_knew_is_checked_when_it_is_rendered() -> None:
    class Page(Template, file="page.html"):
        name: str

    with _app(page="{{ nmae }}").app_context():
        for _ in range(2):
            with pytest.raises(TemplateMismatch, match="'nmae' is used"):
                Page(name="Ada").render()


def test_a_template_that_changes_is_checked_again_in_debug(tmp_path: Path) -> None:
    class Page(Template, file="page.html"):
        name: str

    app = App("tested", template_folder=tmp_path, config={"DEBUG": True})
    (tmp_path / "page.html").write_text("{% include 'part.html' %}")
    (tmp_path / "part.html").write_text("{{ name }}")
    with app.app_context():
        assert Page(name="Ada").render() == "Ada"
        (tmp_path / "part.html").write_text("{{ name }} {{ surname }}!")
        with pytest.raises(TemplateMismatch, match=r"part.html:1: 'surname' is used"):
            Page(name="Ada").render()
        (tmp_path / "part.html").write_text("Hello {{ name }}, welcome")
        assert Page(name="Ada").render() == "Hello Ada, welcome"


def test_a_value_without_an_annotation_would_never_reach_the_template() -> None:
    with refused(TemplateMismatch, "Forgot has no annotation for 'user'"):

        class Forgot(Template, file="page.html"):
            user = "nobody"

    class Helps(Template, file="page.html"):
        _known = 3
        limit: ClassVar[int] = 3

        @property
        def initials(self) -> str:
            return ""

    assert Helps().limit == 3


def test_the_file_of_a_page_is_a_name() -> None:
    with refused(TemplateMismatch, "3 cannot be the file of Numbered"):

        class Numbered(Template, file=3):  # type: ignore[arg-type]  # the mistake
            pass
