from __future__ import annotations

import pytest

from kolben import App, flash, render_template_string, signals

NAMES = [
    "appcontext-popped",
    "appcontext-pushed",
    "appcontext-tearing-down",
    "before-render-template",
    "got-request-exception",
    "message-flashed",
    "request-finished",
    "request-started",
    "request-tearing-down",
    "template-rendered",
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

    @app.get("/")
    def fail() -> str:
        flash("hello")
        raise ValueError(render_template_string("page"))

    async def listen(sender: object, **values: object) -> None:
        heard.append(sender)

    with getattr(signals, name.replace("-", "_")).connected_to(listen, sender=app):
        answer = app.test_client().get("/")

    assert answer.status_code == 500
    assert heard == [app]
