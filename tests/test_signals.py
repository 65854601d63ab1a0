from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Template

from kolben import App, flash, render_template, render_template_string, signals

NAMES = [
    "appcontext-popped",
    "appcontext-pushed",
    "appcontext-tearing-down",
    "before-render-template",
    "error-handled",
    "got-request-exception",
    "message-flashed",
    "request-finished",
    "request-started",
    "request-tearing-down",
    "template-rendered",
    "template-used",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_signal_is_named_as_its_variable(name: str) -> None:
    signal = getattr(signals, name.replace("-", "_"))

    assert signal.name == name
    assert signal.__doc__


def test_a_signal_reaches_the_receivers_of_its_sender_only() -> None:
    heard: list[tuple[object, object]] = []

    def listen(sender: object, message: str, category: str) -> None:
        heard.append((sender, message))

    with signals.message_flashed.connected_to(listen, sender="shop"):
        signals.message_flashed.send("shop", message="hi", category="message")
        signals.message_flashed.send("blog", message="ho", category="message")

    assert heard == [("shop", "hi")]


def test_a_signal_without_receivers_says_so() -> None:
    assert not signals.request_started.receivers


def test_extensions_can_make_signals_of_their_own() -> None:
    space = signals.Namespace()

    assert space.signal("order-paid") is space.signal("order-paid")
    assert space.signal("request-started") is not signals.request_started


@pytest.mark.parametrize("name", NAMES)
def test_a_receiver_may_be_asynchronous(name: str) -> None:
    app = App("example", config={"SECRET_KEY": "not a secret"})
    heard: list[object] = []

    @app.errorhandler(LookupError)
    def lost(error: LookupError) -> str:
        raise ValueError

    @app.get("/")
    def fail() -> str:
        flash("hello")
        raise LookupError(render_template_string("page"))

    async def listen(sender: object, **values: object) -> None:
        heard.append(sender)

    with getattr(signals, name.replace("-", "_")).connected_to(listen, sender=app):
        answer = app.test_client().get("/")

    assert answer.status_code == 500
    assert heard == [app]


def test_an_error_that_a_handler_answers_is_told_with_the_handler() -> None:
    app = App("example")
    heard: list[tuple[object, object]] = []

    @app.errorhandler(KeyError)
    def lost(error: KeyError) -> str:
        return "lost"

    @app.get("/")
    def fail() -> str:
        raise KeyError

    def listen(sender: App, exception: Exception, handler: object) -> None:
        heard.append((type(exception), handler))

    with signals.error_handled.connected_to(listen, sender=app):
        app.test_client().get("/")
        app.test_client().get("/nowhere")

    assert heard == [(KeyError, lost)]


def test_a_template_that_is_part_of_another_is_told_too(tmp_path: Path) -> None:
    app = App("example", template_folder=tmp_path)
    heard: list[str | None] = []
    (tmp_path / "layout.html").write_text("{% block body %}{% endblock %}")
    (tmp_path / "part.html").write_text("part")
    (tmp_path / "page.html").write_text(
        "{% extends 'layout.html' %}{% block body %}{% if with_part %}"
        "{% include 'part.html' %}{% endif %}{% endblock %}"
    )

    def listen(sender: App, template: Template) -> None:
        heard.append(template.name)

    with app.app_context(), signals.template_used.connected_to(listen, sender=app):
        render_template("page.html", with_part=False)
        render_template_string("{% include 'page.html' %}", with_part=True)

    pages = ["page.html", "layout.html"]
    assert heard == [*pages, None, *pages, "part.html"]
