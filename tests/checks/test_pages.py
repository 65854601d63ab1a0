from __future__ import annotations

from pathlib import Path

import pytest
from tests.checks.projects import findings, told

RENDER = "page = lambda x: render_template({})"


def of_call(folder: Path, call: str, **templates: str) -> list[str]:
    """Return what is found of one call; the templates are named without ending."""
    files = {f"templates/{name}.html": text for name, text in templates.items()}
    return told(folder, RENDER.format(call), files)


def test_finds_a_template_that_is_not_there(tmp_path: Path) -> None:
    (line,) = of_call(tmp_path, "'pots.html'", post="Tea")

    assert line.startswith("app.py:4: There is no template 'pots.html' in ")


def test_finds_a_variable_that_is_not_given(tmp_path: Path) -> None:
    found = of_call(tmp_path, "'post.html', title=x", post="<p>\n{{ titel }}")

    assert [line.partition(" at ")[0] for line in found] == [
        "app.py:4: render_template() gives 'title', which 'post.html' never uses.",
        "post.html:2: 'titel' is used, but not given by render_template()",
    ]


def test_names_the_variable_that_was_meant(tmp_path: Path) -> None:
    files = {"templates/post.html": "{{ titel }}"}

    unused, lacking = findings(tmp_path, RENDER.format("'post.html', title=x"), files)

    assert (unused.severity, unused.hint) == ("warning", "Did you mean 'titel'?")
    assert (lacking.severity, lacking.hint) == ("error", "Did you mean 'title'?")


def test_follows_what_a_template_extends(tmp_path: Path) -> None:
    found = of_call(
        tmp_path,
        "'post.html', title=x",
        base="{{ owner }}{% block main %}{% endblock %}",
        post="{% extends 'base.html' %}{% block main %}{{ title }}{% endblock %}",
    )

    (line,) = found
    assert line.startswith("base.html:1: 'owner' is used, but not given by ")


@pytest.mark.parametrize(
    ("call", "post"),
    [
        pytest.param("'post.html', x=x", "{{ x }} {{ request.path }}", id="given"),
        pytest.param("'post.html', **x", "{{ title }}", id="unknown names"),
        pytest.param("x", "{{ title }}", id="unknown template"),
        pytest.param("'post.html'", "{{ title|default('') }}", id="with a default"),
        pytest.param("'post.html'", "{% if error %}{{ error }}{% endif %}", id="asked"),
        pytest.param("['none.html', 'post.html']", "Tea", id="the first there is"),
    ],
)
def test_has_nothing_against_calls_that_may_be_right(
    call: str, post: str, tmp_path: Path
) -> None:
    assert of_call(tmp_path, call, post=post) == []


def test_what_is_asked_about_may_still_be_misspelled(tmp_path: Path) -> None:
    post = "{% if titel %}{{ titel }}{% endif %}"

    found = of_call(tmp_path, "'post.html', title=x", post=post)

    assert any("'titel' is used, but not given" in line for line in found)


def test_finds_what_is_wrong_with_a_template_by_itself(tmp_path: Path) -> None:
    assert of_call(tmp_path, "'post.html'", post="\n{{ 'x'|uper }}") == [
        "post.html:2: There is no filter 'uper'."
    ]


def test_what_context_processors_give_need_not_be_given(tmp_path: Path) -> None:
    body = """
    @app.context_processor
    def add_user() -> dict[str, object]:
        return {"user": "Ada"}

    page = lambda: render_template("post.html")
    """
    files = {"templates/post.html": "{{ user }} {{ usr }}"}

    (finding,) = findings(tmp_path, body, files)

    assert finding.problem.startswith("'usr' is used, but not given by ")
    assert finding.hint == "Did you mean 'user'?"
