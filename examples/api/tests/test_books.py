from __future__ import annotations

from typing import Any

import pytest

from kolben.testing import TestClient

EMMA = {"title": "Emma", "author": "Jane Austen", "year": 1815}


def titles(client: TestClient, url: str) -> tuple[list[str], str | None]:
    """Return the titles on the page at *url*, and the URL of the next page."""
    page: Any = client.get(url).json
    return [book["title"] for book in page["items"]], page["next"]


def test_a_book_is_taken_in_and_seen_by_everybody(
    librarian: TestClient, client: TestClient
) -> None:
    made = librarian.post("/books", json=EMMA)

    assert made.status_code == 201
    assert made.location == "/books/1"
    seen = client.get("/books/1")
    assert seen.json == {"id": 1, **EMMA, "copies": 1, "version": 1}
    assert seen.headers["ETag"] == made.headers["ETag"]


def test_books_come_in_pages_that_lead_to_the_next(
    librarian: TestClient, client: TestClient
) -> None:
    for title in ("Persuasion", "Emma", "Sanditon"):
        librarian.post("/books", json={**EMMA, "title": title})

    first, url = titles(client, "/books?size=2&q=austen")

    assert first == ["Emma", "Persuasion"]
    assert url == "/books?q=austen&page=2&size=2"
    assert titles(client, url) == (["Sanditon"], None)


def test_a_search_takes_signs_literally(
    librarian: TestClient, client: TestClient
) -> None:
    librarian.post("/books", json={**EMMA, "title": "100 % Emma"})
    librarian.post("/books", json=EMMA)

    assert titles(client, "/books?q=%25")[0] == ["100 % Emma"]


def test_all_that_is_wrong_with_a_query_is_said_at_once(client: TestClient) -> None:
    answer = client.get("/books?page=first&size=0&sort=colour")
    problem: Any = answer.json

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert {each["location"]: each["message"] for each in problem["errors"]} == {
        "query.page": "Expected an integer.",
        "query.size": "Must be at least 1.",
        "query.sort": "Expected one of 'title', 'author', 'year'.",
    }


def test_all_that_is_wrong_with_a_book_is_said_at_once(librarian: TestClient) -> None:
    answer = librarian.post("/books", json={"title": "", "author": 7, "yeer": 1815})
    problem: Any = answer.json

    assert answer.status_code == 422
    assert [each["location"] for each in problem["errors"]] == [
        "body.title",
        "body.author",
        "body.year",
        "body.yeer",
    ]


def test_a_book_that_is_not_there_is_named_in_the_problem(client: TestClient) -> None:
    answer = client.get("/books/99")

    assert answer.status_code == 404
    assert answer.json == {
        "type": "about:blank",
        "title": "No such book",
        "status": 404,
        "book_id": 99,
    }


@pytest.mark.parametrize("number", ["0", "-1", "x", str(2**63), "9" * 5000])
def test_what_is_no_number_of_a_book_leads_nowhere(
    client: TestClient, number: str
) -> None:
    assert client.get(f"/books/{number}").status_code == 404


def test_who_has_a_book_already_is_not_sent_it_again(
    librarian: TestClient, client: TestClient
) -> None:
    tag = librarian.post("/books", json=EMMA).headers["ETag"]

    answer = client.get("/books/1", headers={"If-None-Match": tag})

    assert answer.status_code == 304
    assert answer.data == b""


def test_a_change_has_to_be_of_what_was_seen(librarian: TestClient) -> None:
    tag = librarian.post("/books", json=EMMA).headers["ETag"]

    blind = librarian.put("/books/1", json=EMMA)
    first = librarian.put("/books/1", json=EMMA, headers={"If-Match": tag})
    second = librarian.put("/books/1", json=EMMA, headers={"If-Match": tag})

    assert (blind.status_code, first.status_code, second.status_code) == (428, 200, 412)
    assert first.headers["ETag"] != tag


def test_a_book_is_taken_out_unless_it_is_lent(librarian: TestClient) -> None:
    tag = librarian.post("/books", json=EMMA).headers["ETag"]
    loan = librarian.post("/books/1/loans").location

    lent = librarian.delete("/books/1", headers={"If-Match": tag})
    librarian.delete(loan or "")
    back = librarian.delete("/books/1", headers={"If-Match": tag})

    assert (lent.status_code, back.status_code) == (409, 204)
    assert librarian.get("/books/1").status_code == 404
