from __future__ import annotations

from datetime import date

import pytest

from api.lending import Calendar
from api.members import SignedIn
from api.models import Member
from kolben import App
from kolben.testing import TestClient

EMMA = {"title": "Emma", "author": "Jane Austen", "year": 1815}


class On(Calendar):
    """A calendar that shows one day."""

    def __init__(self, day: date) -> None:
        self.day = day

    def today(self) -> date:
        return self.day


@pytest.fixture
def book(librarian: TestClient) -> str:
    """The URL of a book of which there is one copy."""
    return librarian.post("/books", json=EMMA).location or ""


def test_a_book_is_lent_for_three_weeks_and_late_after_them(
    app: App, reader: TestClient, book: str
) -> None:
    with app.override(Calendar, On(date(2026, 2, 10))):
        made = reader.post(f"{book}/loans")
    loan = {"id": 1, "book_id": 1, "member_id": 1, "due": "2026-03-03"}

    assert made.status_code == 201
    assert made.json == {**loan, "returned": None}
    with app.override(Calendar, On(date(2026, 3, 3))):
        assert reader.get("/loans?state=late").json == []
    with app.override(Calendar, On(date(2026, 3, 4))):
        assert reader.get("/loans?state=late").json == [made.json]


def test_a_copy_is_lent_once_until_it_is_back(
    app: App, reader: TestClient, librarian: TestClient, book: str
) -> None:
    with app.override(Calendar, On(date(2026, 2, 10))):
        loan = reader.post(f"{book}/loans").location or ""
        refused = librarian.post(f"{book}/loans")

    assert refused.status_code == 409
    assert refused.json == {
        "type": "tag:library.example,2026:all-lent",
        "title": "Lent",
        "status": 409,
        "detail": "All copies of it are lent.",
        "book_id": 1,
        "copies": 1,
        "next_due": "2026-03-03",
    }
    assert reader.delete(loan).status_code == 204
    assert reader.delete(loan).status_code == 204
    assert librarian.post(f"{book}/loans").status_code == 201


def test_nobody_borrows_more_than_the_settings_allow(
    reader: TestClient, librarian: TestClient
) -> None:
    librarian.post("/books", json={**EMMA, "copies": 3})

    codes = [reader.post("/books/1/loans").status_code for _ in range(3)]

    assert codes == [201, 201, 409]


def test_a_loan_is_seen_by_who_has_it_only(
    reader: TestClient, librarian: TestClient, book: str
) -> None:
    loan = reader.post(f"{book}/loans").location or ""

    assert reader.get(loan).status_code == 200
    assert librarian.get(loan).status_code == 404
    assert librarian.delete(loan).status_code == 404


def test_an_unknown_state_is_refused_with_those_that_there_are(
    reader: TestClient,
) -> None:
    answer = reader.get("/loans?state=lost")

    assert answer.status_code == 422
    assert "'open', 'late', 'returned', 'all'" in answer.text


def test_a_guard_can_be_stood_in_for(app: App, client: TestClient) -> None:
    with app.override(SignedIn, Member(7, "nobody", "reader")):
        assert client.get("/loans").json == []
    assert client.get("/loans").status_code == 401
