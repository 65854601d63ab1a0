from __future__ import annotations

import pytest
from tests.checks.conftest import Found, Project

APP = """
from kolben import App, Template, render_template


class Page(Template, file="page.html"):
    pass


app = App(__name__)


@app.get("/")
def index() -> str:
    return render_template("index.html")
"""

FILES = {
    "app.py": APP,
    "templates/base.html": "<link href=\"{{ url_for('static', filename='a.css') }}\">",
    "templates/index.html": "{% extends 'base.html' %}{% include 'part.html' %}",
    "templates/page.html": "",
    "templates/part.html": "",
    "static/a.css": "body { background: url(img/back.png) }",
    "static/img/back.png": "",
    "static/favicon.ico": "",
}


def test_everything_that_is_named_somewhere_is_used(
    project: Project, found: Found
) -> None:
    assert found(project(FILES)) == []


def test_what_is_named_nowhere_is_a_note(project: Project, found: Found) -> None:
    old = "{% extends 'older.html' %}{# old.html #}"
    app = project(
        FILES
        | {"templates/old.html": old, "static/img/logo.png": "", "static/b.css": ""}
    )

    notes = found(app)

    assert {each.severity for each in notes} == {"note"}
    assert [each.problem for each in notes] == [
        "Nothing links to the file 'b.css'.",
        "Nothing links to the file 'img/logo.png'.",
        "The template 'old.html' is never rendered.",
    ]


@pytest.mark.parametrize(
    "named",
    [
        pytest.param({"more.py": "f'errors/{404}.html'"}, id="f-string"),
        pytest.param({"more.py": "'errors/' + '404' + '.html'"}, id="sum"),
        pytest.param({"more.py": "render_template(name)"}, id="variable"),
        pytest.param({"templates/page.html": "{% include x %}"}, id="open include"),
        pytest.param({"templates/page.html": "{{ '.html' }}"}, id="suffix in a page"),
        pytest.param({"templates/page.html": "{{ 'errors/' }}"}, id="folder in a page"),
    ],
)
def test_what_may_be_named_in_parts_is_not_judged(
    project: Project, found: Found, named: dict[str, str]
) -> None:
    app = project(FILES | {"templates/errors/404.html": ""} | named)

    assert found(app, "unused-template") == []


@pytest.mark.parametrize(
    "named",
    [
        pytest.param({"more.py": "url_for('static', filename=name)"}, id="code"),
        pytest.param(
            {"templates/page.html": "{{ url_for('static', filename=x) }}"}, id="page"
        ),
    ],
)
def test_static_files_that_a_request_names_are_not_judged(
    project: Project, found: Found, named: dict[str, str]
) -> None:
    app = project(FILES | {"static/alone.css": ""} | named)

    assert found(app, "unused-static-file") == []
