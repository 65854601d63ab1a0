from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from markupsafe import Markup

from kolben.app import App
from kolben.context import Context, current_context
from kolben.exceptions import SessionError
from kolben.flashing import flash, get_flashed_messages
from kolben.signals import message_flashed


@pytest.fixture
def app() -> App:
    """An application with a secret key."""
    return App(__name__, config={"SECRET_KEY": "a key for these tests"})


@pytest.fixture
def context(app: App) -> Iterator[Context]:
    """The current context of a request without a cookie."""
    with app.test_request_context() as context:
        yield context


def next_request(context: Context) -> Context:
    """Return the context of a request with the session that *context* left."""
    following = context.copy()
    following.session = context.session
    return following


def test_without_a_flashed_message_there_is_none(context: Context) -> None:
    assert get_flashed_messages(context) == []
    assert not context.session.modified


def test_messages_come_in_the_order_in_which_they_were_flashed(
    context: Context,
) -> None:
    flash(context, "first")
    flash(context, "second")

    assert get_flashed_messages(context) == ["first", "second"]


def test_messages_are_in_the_next_request_and_only_the_next(context: Context) -> None:
    flash(context, "saved")
    second = next_request(context)
    third = next_request(second)

    assert get_flashed_messages(second) == ["saved"]
    assert get_flashed_messages(third) == []


def test_messages_may_be_asked_for_again_within_a_request(context: Context) -> None:
    flash(context, "saved")

    assert get_flashed_messages(context) == ["saved"]
    assert get_flashed_messages(context) == ["saved"]


def test_a_message_flashed_after_the_asking_is_for_the_next_request(
    context: Context,
) -> None:
    get_flashed_messages(context)
    flash(context, "late")

    assert get_flashed_messages(context) == []
    assert get_flashed_messages(next_request(context)) == ["late"]


def test_messages_come_with_their_categories_when_asked(context: Context) -> None:
    flash(context, "saved")
    flash(context, "lost", "error")

    found = get_flashed_messages(context, with_categories=True)

    assert found == [("message", "saved"), ("error", "lost")]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param(["error"], ["lost"], id="one"),
        pytest.param(["error", "message"], ["saved", "lost"], id="two"),
        pytest.param(["warning"], [], id="another"),
        pytest.param((), ["saved", "lost"], id="none means all"),
        pytest.param("error", ["lost"], id="a single text"),
    ],
)
def test_messages_are_filtered_by_category(
    context: Context, wanted: Any, found: list[str]
) -> None:
    flash(context, "saved")
    flash(context, "lost", "error")

    assert get_flashed_messages(context, category_filter=wanted) == found


def test_flashing_marks_the_session_as_modified(context: Context) -> None:
    flash(context, "first")
    context.session.modified = False

    flash(context, "second")

    assert context.session.modified


def test_without_a_secret_key_flashing_says_so() -> None:
    with App(__name__).test_request_context() as context:
        assert get_flashed_messages(context) == []
        with pytest.raises(SessionError, match="no secret key"):
            flash(context, "lost")


def test_whoever_listens_hears_of_the_message(app: App, context: Context) -> None:
    heard: list[tuple[Any, dict[str, Any]]] = []

    def listen(sender: Any, **details: Any) -> None:
        heard.append((sender, details))

    with message_flashed.connected_to(listen):
        flash(context, "lost", "error")

    assert heard == [(app, {"message": "lost", "category": "error"})]


def test_messages_survive_a_redirect_in_the_cookie_markup_included(app: App) -> None:
    @app.post("/save")
    def save() -> tuple[str, int, dict[str, str]]:
        flash(current_context(), Markup("<b>saved</b>"), "info")
        return "", 302, {"Location": "/"}

    @app.get("/")
    def show() -> list[str]:
        return [
            str(type(m).__name__) + m for m in get_flashed_messages(current_context())
        ]

    client = app.test_client()

    answer = client.post("/save", follow_redirects=True)

    assert answer.json == ["Markup<b>saved</b>"]
    assert client.get("/").json == []
