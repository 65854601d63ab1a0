"""S79-S94: rendering templates."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from jinja2 import Environment
from markupsafe import Markup

import kolben
from kolben import App, flash, g, render_template, render_template_string, session

HOSTILE = "<script>alert('bad')</script>"
ESCAPED = "&lt;script&gt;alert(&#39;bad&#39;)&lt;/script&gt;"

HELLO = """
from kolben import App, render_template

app = App(__name__)


@app.route("/hello/")
@app.route("/hello/<name>")
def hello(name=None):
    return render_template("hello.html", person=name)
"""

HELLO_TEMPLATE = """<!doctype html>
<title>Hello from Kolben</title>
{% if person %}
  <h1>Hello {{ person }}!</h1>
{% else %}
  <h1>Hello, World!</h1>
{% endif %}
"""


@pytest.fixture
def templates(project: Path) -> Path:
    """The folder ``templates`` beside ``greeter.py``."""
    (project / "greeter.py").write_text(HELLO)
    folder = project / "templates"
    folder.mkdir()
    (folder / "hello.html").write_text(HELLO_TEMPLATE)
    return folder


@pytest.fixture
def app(templates: Path) -> App:
    """The application of ``greeter.py``."""
    app: App = import_module("greeter").app
    app.secret_key = "a secret that is long enough for a test"
    return app


def test_s79_the_template_engine_is_configured(app: App) -> None:
    assert isinstance(app.jinja_env, Environment)
    assert app.jinja_env.get_template("hello.html").render(person="Ada")


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        pytest.param("a.md", "# {{ x }}", "# <b> & more", id="markdown"),
        pytest.param("a.txt", "Dear {{ x }},\n", "Dear <b> & more,", id="e-mail"),
        pytest.param("a.html", "{{ x }}", "&lt;b&gt; &amp; more", id="html"),
    ],
)
def test_s80_templates_produce_any_text(
    app: App, templates: Path, name: str, text: str, wanted: str
) -> None:
    (templates / name).write_text(text)

    with app.app_context():
        assert render_template(name, x="<b> & more") == wanted


def test_s81_a_template_gets_the_variables_given(app: App) -> None:
    with app.app_context():
        assert "<h1>Hello Ada!</h1>" in render_template("hello.html", person="Ada")


def test_s82_a_default_serves_the_rule_without_the_variable(app: App) -> None:
    client = app.test_client()

    assert "<h1>Hello, World!</h1>" in client.get("/hello/").text
    assert "<h1>Hello Ada!</h1>" in client.get("/hello/Ada").text


def test_s83_templates_of_a_module_lie_beside_it(app: App) -> None:
    assert "Hello Ada!" in app.test_client().get("/hello/Ada").text


def test_s83_templates_of_a_package_lie_inside_it(project: Path) -> None:
    (project / "application/templates").mkdir(parents=True)
    (project / "application/templates/hello.html").write_text("inside {{ person }}")
    (project / "application/__init__.py").write_text(HELLO)

    client = import_module("application").app.test_client()

    assert client.get("/hello/Ada").text == "inside Ada"


def test_s84_templates_are_written_in_all_of_jinja(app: App, templates: Path) -> None:
    (templates / "list.txt").write_text(
        "{% macro item(x) %}[{{ x | upper }}]{% endmacro %}"
        "{% for x in all if x != 'b' %}{{ loop.index }}{{ item(x) }}"
        "{% else %}none{% endfor %}{% set n = all | length %} {{ n }}"
    )

    with app.app_context():
        assert render_template("list.txt", all=["a", "b", "c"]) == "1[A]2[C] 3"


def test_s85_templates_know_the_request_the_session_and_g(app: App) -> None:
    source = (
        "{{ request.path }} {{ session['user'] }} {{ g.color }}"
        " {{ get_flashed_messages() | join }}"
    )

    with app.test_request_context("/where"):
        session["user"] = "ada"
        g.color = "blue"
        flash("saved")

        assert render_template_string(source) == "/where ada blue saved"


def test_s86_templates_know_the_settings_and_the_links(app: App) -> None:
    app.config["TITLE"] = "Quickstart"

    with app.test_request_context():
        text = render_template_string(
            "{{ config['TITLE'] }} {{ config.TITLE }} {{ url_for('hello', name='x') }}"
        )

    assert text == "Quickstart Quickstart /hello/x"


def test_s87_a_page_inherits_its_header_and_footer(app: App, templates: Path) -> None:
    (templates / "layout.html").write_text(
        "<header>{% block title %}none{% endblock %}</header><nav>go</nav>"
        "{% block body %}{% endblock %}<footer>end</footer>"
    )
    (templates / "page.html").write_text(
        "{% extends 'layout.html' %}{% block body %}<p>{{ text }}</p>{% endblock %}"
    )

    with app.app_context():
        page = render_template("page.html", text="mine")

    assert page == "<header>none</header><nav>go</nav><p>mine</p><footer>end</footer>"


def test_s88_a_name_that_holds_markup_is_escaped(app: App) -> None:
    with app.app_context():
        page = render_template("hello.html", person=HOSTILE)

    assert f"<h1>Hello {ESCAPED}!</h1>" in page


def test_s89_markup_that_is_trusted_is_kept(app: App, templates: Path) -> None:
    (templates / "safe.html").write_text("{{ plain | safe }} {{ marked }}")

    with app.app_context():
        page = render_template("safe.html", plain="<b>", marked=Markup("<i>"))

    assert page == "<b> <i>"


def test_s90_markup_escapes_what_is_put_into_it() -> None:
    filled = kolben.Markup("<strong>Hello %s!</strong>") % "<blink>hacker</blink>"
    escaped = kolben.Markup.escape("<blink>hacker</blink>")
    bare = kolben.Markup("<em>Marked up</em> &raquo; HTML").striptags()

    assert filled == "<strong>Hello &lt;blink&gt;hacker&lt;/blink&gt;!</strong>"
    assert isinstance(filled, Markup)
    assert escaped == Markup("&lt;blink&gt;hacker&lt;/blink&gt;")
    assert isinstance(escaped, Markup)
    assert bare == "Marked up » HTML"


def test_s91_markup_comes_with_the_framework() -> None:
    assert kolben.Markup is Markup


@pytest.mark.parametrize(
    ("suffix", "escaped"),
    [
        (".html", True),
        (".htm", True),
        (".xml", True),
        (".xhtml", True),
        (".svg", True),
        (".txt", False),
        (".md", False),
        (".HTML", False),
        (".html.j2", False),
    ],
)
def test_s92_the_suffix_decides_about_escaping(
    app: App, templates: Path, suffix: str, escaped: bool
) -> None:
    (templates / f"page{suffix}").write_text("{{ x }}")

    with app.app_context():
        text = render_template(f"page{suffix}", x=HOSTILE)

    assert text == (ESCAPED if escaped else HOSTILE)


def test_s93_templates_from_strings_are_escaped(app: App) -> None:
    with app.app_context():
        assert render_template_string("{{ x }}", x=HOSTILE) == ESCAPED


def test_s94_g_keeps_information_during_one_request(app: App) -> None:
    @app.before_request
    def remember() -> None:
        g.seen = [*g.get("seen", []), "before"]

    @app.route("/seen")
    def seen() -> list[str]:
        return [*g.seen, "view"]

    client = app.test_client()

    assert client.get("/seen").json == ["before", "view"]
    assert client.get("/seen").json == ["before", "view"]
