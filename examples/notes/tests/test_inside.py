"""The application within the process of the test: what is provided can be replaced."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kolben import App, ConfigError
from notes import create_app
from notes.errors import NoteChanged
from notes.guards import OwnNote, SignedIn, SignInFirst
from notes.models import NoteText, User
from notes.settings import Settings
from notes.store import Store
from notes.visitors import Visit


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """The application, with two notes to a page."""
    with closing(create_app(Settings(folder=tmp_path, page_size=2))) as app:
        yield app


@pytest.fixture
def user(app: App) -> User:
    """Somebody who has an account."""
    return app.provided(Store).add_user("ada", "correct horse")


def test_a_test_may_sign_in_without_a_password(app: App, user: User) -> None:
    with app.override(SignInFirst, user), app.override(SignedIn, user):
        assert "ada" in app.test_client().get("/").text
        assert app.test_client().get("/api/notes").json == []


def test_a_page_holds_as_many_notes_as_is_set(app: App, user: User) -> None:
    for title in ("one", "two", "three"):
        app.provided(Store).add_note(user, NoteText(title))

    with app.override(SignInFirst, user):
        page = app.test_client().get("/").text

    assert page.count('class="card"') == 2
    assert 'href="/?q=&amp;page=2"' in page


def test_what_an_older_release_kept_in_the_session_is_not_believed(
    app: App, user: User
) -> None:
    client = app.test_client()
    with client.session_transaction() as session:
        session["user_id"] = f"user:{user.id}"
    assert client.get("/").status_code == 302

    with client.session_transaction() as session:
        Visit.of(session).user_id = user.id
    assert client.get("/").status_code == 200


def test_who_is_gone_is_signed_in_no_more(app: App) -> None:
    client = app.test_client()
    with client.session_transaction() as session:
        Visit.of(session).user_id = 4000

    assert client.get("/").status_code == 302


def test_the_second_of_two_changes_is_refused_and_its_text_kept(
    app: App, user: User
) -> None:
    store = app.provided(Store)
    note = store.add_note(user, NoteText("Tea"))
    store.change_note(note, NoteText("Coffee"))

    with pytest.raises(NoteChanged):
        store.change_note(note, NoteText("Milk"))
    with app.override(SignInFirst, user), app.override(OwnNote, note):
        answer = app.test_client().post(f"/notes/{note.id}", data={"title": "Milk"})

    assert answer.status_code == 409
    assert "Somebody has changed the note" in answer.text
    assert 'value="Milk"' in answer.text


def test_a_database_that_fails_is_told_to_nobody(app: App) -> None:
    store = app.provided(Store)
    store.database.unlink()
    client = app.test_client()
    with client.session_transaction() as session:
        Visit.of(session).user_id = 1

    answer = client.get("/")

    assert answer.status_code == 500
    assert "Internal Server Error" in answer.text
    assert "no such table" not in answer.text


def test_settings_that_are_wrong_are_named_at_start() -> None:
    with pytest.raises(ConfigError, match="NOTES_PAGE_SIZE"):
        Settings.from_env("NOTES_", {"NOTES_PAGE_SIZE": "many"})


def test_the_secret_key_is_never_shown(tmp_path: Path) -> None:
    settings = Settings(folder=tmp_path, secret_key="do not tell")

    assert "do not tell" not in repr(settings)
    assert create_app(settings).secret_key == "do not tell"
    assert not (tmp_path / "secret_key").exists()
