from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from api.database import Database
from kolben import App
from kolben.testing import CliRunner, TestClient

EMMA = {"title": "Emma", "author": "Jane Austen", "year": 1815}


def test_a_stranger_is_asked_for_a_token(client: TestClient) -> None:
    answer = client.post("/books", json=EMMA)

    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="library"'


def test_a_wrong_token_is_called_wrong(client: TestClient) -> None:
    client.environ_base["HTTP_AUTHORIZATION"] = "Bearer guessed"

    answer = client.get("/loans")

    assert answer.status_code == 401
    assert "invalid_token" in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Bearer  ", "\xff\xfe", ""])
def test_what_is_no_token_is_refused(client: TestClient, header: str) -> None:
    client.environ_base["HTTP_AUTHORIZATION"] = header

    assert client.get("/loans").status_code == 401


def test_a_reader_may_not_change_the_catalogue(reader: TestClient) -> None:
    answer = reader.post("/books", json=EMMA)

    assert answer.status_code == 403
    assert "rita is no librarian." in answer.text


def test_who_may_not_is_refused_before_anything_is_read(reader: TestClient) -> None:
    assert reader.post("/books", data=b"{").status_code == 403


def test_the_journal_goes_on_where_the_client_left_off(librarian: TestClient) -> None:
    librarian.post("/books", json=EMMA)
    librarian.post("/books/1/loans")

    answer = librarian.get("/journal", headers={"Last-Event-ID": "1"})

    assert answer.mimetype == "text/event-stream"
    assert answer.text == (
        "event: open\nretry: 2000\ndata: welcome\n\n"
        'event: lent\nid: 2\ndata: {"book_id":1}\n\n'
    )


@pytest.mark.parametrize("last", ["-1", "x", "9" * 40])
def test_a_client_cannot_have_left_off_where_no_line_is(
    librarian: TestClient, last: str
) -> None:
    answer = librarian.get("/journal", headers={"Last-Event-ID": last})

    assert answer.status_code == 422


@pytest.fixture
def opened(app: App) -> Iterator[list[sqlite3.Connection]]:
    """All connections that are opened in a test."""
    found: list[sqlite3.Connection] = []

    class Watched(Database):
        def connect(self) -> sqlite3.Connection:
            found.append(super().connect())
            return found[-1]

    with app.override(Database, Watched(app.provided(Database).file)):
        yield found


def is_closed(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return True
    return False


def test_every_request_closes_its_connection(
    reader: TestClient, opened: list[sqlite3.Connection]
) -> None:
    opened.clear()
    assert reader.get("/books/99").status_code == 404
    assert reader.get("/loans").status_code == 200

    assert [is_closed(each) for each in opened] == [True, True]


def test_a_stream_closes_its_connection_when_the_client_goes_away(
    librarian: TestClient, opened: list[sqlite3.Connection]
) -> None:
    librarian.post("/books", json=EMMA)
    opened.clear()

    answer = librarian.get("/journal")
    first = next(answer.iter_encoded())

    assert first == b"event: open\nretry: 2000\ndata: welcome\n\n"
    assert [is_closed(each) for each in opened] == [False]
    answer.close()
    assert [is_closed(each) for each in opened] == [True]


@pytest.fixture
def other(app: App) -> Iterator[sqlite3.Connection]:
    """A connection that somebody else has."""
    with closing(app.provided(Database).connect()) as connection:
        yield connection


def test_what_fails_half_way_is_taken_back(
    librarian: TestClient, other: sqlite3.Connection
) -> None:
    other.execute("DROP TABLE journal")

    with pytest.raises(sqlite3.OperationalError):
        librarian.post("/books", json=EMMA)

    assert other.execute("SELECT count(*) FROM book").fetchone()[0] == 0


def test_a_second_member_of_a_name_is_refused_by_the_command(
    runner: CliRunner,
) -> None:
    first, second = (runner.invoke(args=["add-member", "ada"]) for _ in range(2))

    assert (first.exit_code, second.exit_code) == (0, 1)
    assert "There is a member 'ada' already." in second.output


def test_the_token_that_the_command_shows_is_that_of_a_librarian(
    client: TestClient, runner: CliRunner
) -> None:
    token = runner.invoke(args=["add-member", "ada", "--librarian"]).output.strip()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"

    assert client.post("/books", json=EMMA).status_code == 201
