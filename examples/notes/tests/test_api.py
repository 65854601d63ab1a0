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

    def send(self, method: str, path: str, value: object = None) -> Answer:
        headers = {**self.headers, "Content-Type": "application/json"}
        body = b"" if value is None else json.dumps(value).encode()
        return self.visitor.send(method, path, body, headers)


def value_of(answer: Answer) -> Any:
    assert answer.headers["Content-Type"] == "application/json"
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
    assert value_of(answer)["error"] == "Unauthorized"


def test_all_problems_of_a_note_are_named_at_once(port: int) -> None:
    program = Program(port, "karen")

    answer = program.send("POST", "/api/notes", {"title": 3, "body": [], "pinned": 7})

    assert answer.status == 422
    assert set(value_of(answer)["problems"]) == {"title", "body", "pinned"}


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
    assert form.status == 415


def test_a_method_that_nothing_answers_names_those_that_do(port: int) -> None:
    answer = Program(port, "annie").send("PATCH", "/api/notes", {})

    assert answer.status == 405
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))
