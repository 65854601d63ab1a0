from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from api.settings import Settings
from api.tests.server import Server
from kolben import ConfigError

EMMA = {"title": "Emma", "author": "Jane Austen", "year": 1815}


def test_a_book_is_made_lent_and_found(server: Server) -> None:
    made = server.send("POST", "/books", EMMA)
    url = made.headers["Location"]
    lent = server.send("POST", f"{url}/loans")

    assert (made.status, lent.status) == (201, 201)
    seen = server.send("GET", url)
    assert seen.headers["Content-Type"] == "application/json"
    assert seen.json["title"] == "Emma"
    again = server.send("GET", url, headers={"If-None-Match": seen.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


def test_one_copy_is_lent_to_one_of_many_at_once(server: Server) -> None:
    url = server.send("POST", "/books", EMMA).headers["Location"]

    def borrow(_: int) -> int:
        return server.send("POST", f"{url}/loans").status

    with ThreadPoolExecutor(8) as many:
        statuses = list(many.map(borrow, range(8)))

    assert sorted(statuses) == [201, *[409] * 7]


def test_the_methods_of_a_url_are_those_of_all_its_classes(server: Server) -> None:
    refused = server.send("PATCH", "/books/1")

    assert refused.status == 405
    assert refused.headers["Allow"] == "DELETE, GET, HEAD, OPTIONS, PUT"
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert server.send("OPTIONS", "/books").headers["Allow"] == (
        "GET, HEAD, OPTIONS, POST"
    )


def test_events_are_streamed(server: Server) -> None:
    server.send("POST", "/books", EMMA)

    answer = server.send("GET", "/journal")

    assert answer.headers["Content-Type"] == "text/event-stream"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert b"event: added\n" in answer.body


def test_a_body_that_is_no_json_is_malformed(server: Server) -> None:
    answer = server.send("POST", "/books", b'{"title": "Em')

    assert answer.status == 400
    assert answer.json["errors"][0]["location"] == "body"


def test_all_that_is_wrong_with_the_settings_is_said_at_once() -> None:
    environment = {"LIBRARY_LOAN_DAYS": "soon", "LIBRARY_MOST_LOANS": "0"}

    with pytest.raises(ConfigError) as caught:
        Settings.from_env("LIBRARY_", environment)

    assert "'LIBRARY_LOAN_DAYS' has to be int" in str(caught.value)
    assert "'LIBRARY_MOST_LOANS' must be at least 1" in str(caught.value)
