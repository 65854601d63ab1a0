from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal, TypeAlias, TypeVar

import pytest

from kolben import App, Flashes, flash, get_flashed_messages
from kolben.exceptions import ContextError, SessionError

Category: TypeAlias = Literal["success", "warning"]
C = TypeVar("C", bound=str)


class Level(StrEnum):
    INFO = "info"
    ALARM = "alarm"


class Notices(Flashes[Category]):
    pass


class Levels(Flashes[Level]):
    pass


class Any_(Flashes[str]):  # noqa: N801  # as it reads
    pass


class Base(Flashes[C]):
    pass


class Derived(Base[Literal["one"]]):
    pass


@pytest.fixture
def app(app: App) -> App:
    """An application that flashes at ``/do`` and shows at ``/show``."""

    @app.get("/do")
    def do() -> str:
        Notices.flash("It is saved.", "success")
        Levels.flash("Too hot.", Level.ALARM)
        flash("plain")
        return "done"

    @app.get("/show")
    def show() -> list[list[tuple[str, str]]]:
        return [[*Notices.messages()], [*Levels.messages()], Any_.messages()]

    return app


def test_messages_travel_to_the_next_page_and_no_further(app: App) -> None:
    client = app.test_client()
    client.get("/do")

    notice, level = ["success", "It is saved."], ["alarm", "Too hot."]
    assert client.get("/show").json == [
        [notice],
        [level],
        [notice, level, ["message", "plain"]],
    ]
    assert client.get("/show").json == [[], [], []]


def test_members_of_an_enumeration_come_back_as_what_they_are(app: App) -> None:
    with app.test_request_context():
        Levels.flash("Too hot.", Level.ALARM)

        [(category, _)] = Levels.messages()
        assert category is Level.ALARM
        assert get_flashed_messages(True) == [("alarm", "Too hot.")]


def test_another_category_is_refused(app: App) -> None:
    notices: Any = Notices
    with app.test_request_context():
        with pytest.raises(SessionError, match="no category 'sucess'") as caught:
            notices.flash("It is saved.", "sucess")
        with pytest.raises(SessionError, match="no category 3"):
            notices.flash("It is saved.", 3)

        assert Notices.messages() == []
    assert caught.value.hint == "Did you mean 'success'?"


def test_categories_are_found_through_generic_bases() -> None:
    derived: Any = Derived
    with pytest.raises(SessionError, match="declares no category 'two'"):
        derived.flash("", "two")


def test_categories_that_are_no_texts_are_refused_when_the_class_is_created() -> None:
    with pytest.raises(SessionError, match=r"are Literal\[1, 'a'\], which are no"):

        class Wrong(Flashes[Literal[1, "a"]]):  # type: ignore[type-var]  # refused
            pass


def test_without_a_request_nothing_is_flashed(app: App) -> None:
    with app.app_context(), pytest.raises(ContextError, match="request context"):
        Notices.flash("It is saved.", "success")
