from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

from notes.tests.visitor import Answer, Visitor


class Program:
    """A client that sends name and password with each request."""

    def __init__(self, port: int, name: str) -> None:
        self.visitor = Visitor(port)
        words = {"password": "correct horse", "again": "correct horse"}
        Visitor(port).post("/account/new", name=name, **words)
        word = b64encode(f"{name}:correct horse".encode()).decode()
        self.headers = {"Authorization": f"Basic {word}", "Accept": "*/*"}

    def send(
        self, method: str, path: str, value: object = None, **extra: str
    ) -> Answer:
        """Send JSON; extra headers are written with underscores."""
        headers = {**self.headers, "Content-Type": "application/json"}
        headers |= {name.replace("_", "-"): each for name, each in extra.items()}
        body = b"" if value is None else json.dumps(value).encode()
        return self.visitor.send(method, path, body, headers)


def value_of(answer: Answer) -> Any:
    assert answer.headers["Content-Type"] == "application/json"
    return json.loads(answer.body)


def problem_of(answer: Answer) -> Any:
    assert answer.headers["Content-Type"] == "application/problem+json"
    return json.loads(answer.body)


def test_a_note_is_made_read_changed_and_deleted(port: int) -> None:
    program = Program(port, "barbara")

    made = program.send("POST", "/api/notes", {"title": "Tea", "body": "Green"})
    url = made.headers["Location"]
    assert made.status == 201
    assert value_of(made)["title"] == "Tea"

    changed = program.send("PUT", url, {"title": "Tea", "pinned": True})
    assert value_of(changed)["pinned"] is True
    assert value_of(program.send("GET", url))["note"]["body"] == ""
    assert [note["title"] for note in value_of(program.send("GET", "/api/notes"))] == [
        "Tea"
    ]

    assert program.send("DELETE", url).status == 204
    assert program.send("GET", url).status == 404


def test_a_stranger_is_asked_for_a_name(visitor: Visitor) -> None:
    answer = visitor.get("/api/notes")

    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"].lower().startswith("basic")
    assert problem_of(answer)["title"] == "Unauthorized"


def test_a_wrong_password_is_no_better_than_none(port: int) -> None:
    program = Program(port, "mary")
    word = b64encode(b"mary:guess").decode()

    answer = program.send("GET", "/api/notes", Authorization=f"Basic {word}")

    assert answer.status == 401
    assert "Basic" in answer.headers["WWW-Authenticate"]


def test_who_is_signed_in_needs_no_password(ada: Visitor) -> None:
    assert value_of(ada.get("/api/notes")) == []


def test_all_problems_of_a_note_are_named_at_once(port: int) -> None:
    program = Program(port, "karen")

    answer = program.send("POST", "/api/notes", {"title": 3, "body": [], "pinned": 7})

    assert answer.status == 422
    errors = problem_of(answer)["errors"]
    assert {each["location"] for each in errors} == {
        "body.title",
        "body.body",
        "body.pinned",
    }


def test_what_is_wrong_is_said_in_the_words_of_the_application(port: int) -> None:
    answer = Program(port, "sheila").send("POST", "/api/notes", {"title": " "})

    assert problem_of(answer)["errors"] == [
        {"location": "body.title", "message": "A note needs a title."}
    ]


def test_a_note_that_is_not_there_is_named(port: int) -> None:
    program = Program(port, "rosalind")

    answer = program.send("GET", "/api/notes/4000")

    assert answer.status == 404
    assert problem_of(answer)["title"] == "No such note"
    assert problem_of(answer)["note_id"] == 4000
    assert program.send("GET", f"/api/notes/{2**70}").status == 404


def test_who_has_seen_a_note_is_not_sent_it_again(port: int) -> None:
    program = Program(port, "jean")
    url = program.send("POST", "/api/notes", {"title": "Tea"}).headers["Location"]
    tag = program.send("GET", url).headers["ETag"]

    again = program.send("GET", url, If_None_Match=tag)

    assert (again.status, again.body) == (304, b"")
    program.send("PUT", url, {"title": "Coffee"})
    assert program.send("GET", url, If_None_Match=tag).status == 200


def test_a_change_of_what_has_changed_meanwhile_is_refused(port: int) -> None:
    program = Program(port, "klara")
    url = program.send("POST", "/api/notes", {"title": "Tea"}).headers["Location"]
    seen = program.send("GET", url).headers["ETag"]

    first = program.send("PUT", url, {"title": "Coffee"}, If_Match=seen)
    second = program.send("PUT", url, {"title": "Milk"}, If_Match=seen)
    removal = program.send("DELETE", url, If_Match=seen)

    assert [first.status, second.status, removal.status] == [200, 412, 412]
    assert value_of(program.send("GET", url))["note"]["title"] == "Coffee"
    assert program.send("DELETE", url, If_Match=first.headers["ETag"]).status == 204


def test_what_is_no_json_is_refused(port: int) -> None:
    program = Program(port, "frances")

    broken = program.visitor.send(
        "POST",
        "/api/notes",
        b"{",
        {**program.headers, "Content-Type": "application/json"},
    )
    form = program.visitor.send("POST", "/api/notes", b"title=Tea", program.headers)

    assert broken.status == 400
    assert problem_of(broken)["errors"][0]["location"] == "body"
    assert form.status == 415
    assert "application/json" in form.headers["Accept"]


def test_an_unknown_url_of_the_api_is_answered_to_programs(port: int) -> None:
    answer = Program(port, "edith").send("GET", "/api/nowhere")

    assert answer.status == 404
    assert problem_of(answer)["title"] == "Not Found"


def test_a_method_that_nothing_answers_names_those_that_do(port: int) -> None:
    answer = Program(port, "annie").send("PATCH", "/api/notes", {})

    assert answer.status == 405
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))
