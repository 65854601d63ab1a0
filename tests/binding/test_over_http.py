"""Inputs over real HTTP: one program, asked by a plain client."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import pytest
from tests.servers import PATIENCE, Process

PROGRAM = """
import sys
from dataclasses import dataclass

from kolben import App, Body, Cookie, File, Form, Header, Query, Upload

app = App(__name__)


@dataclass
class Post:
    title: str


@app.get("/")
def index(
    page: Query[int] = 1, x_trace: Header[int] = 0, theme: Cookie[str] = ""
) -> list[object]:
    return [page, x_trace, theme]


@app.post("/posts")
def posts(body: Body[Post], page: Query[int] = 1) -> list[object]:
    return [body.title, page]


@app.post("/files")
def files(title: Form[str], picture: File[Upload | None] = None) -> list[object]:
    return [title, picture and [picture.name, picture.size]]


app.run(port=int(sys.argv[1]))
"""
JSON = {"Content-Type": "application/json", "Accept": "application/json"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    """The program, which serves."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "served.py").write_text(PROGRAM)
    process = Process(folder, "served.py", "{port}")
    process.wait(lambda: process.get()[0] == 200)
    yield process
    process.stop()


def asked(
    server: Process, method: str, path: str, body: Any = None, **headers: str
) -> tuple[int, Any]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    with closing(connection):
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())


def test_query_headers_and_cookies_are_read(server: Process) -> None:
    headers = {"X-Trace": "7", "Cookie": "theme=dark"}

    assert asked(server, "GET", "/?page=2", **headers) == (200, [2, 7, "dark"])


def test_a_body_in_chunks_is_read_whole(server: Process) -> None:
    chunks = iter([b'{"title"', b': "Tea"}'])

    assert asked(server, "POST", "/posts?page=3", chunks, **JSON) == (200, ["Tea", 3])


def test_a_problem_document_names_all_problems(server: Process) -> None:
    status, document = asked(server, "POST", "/posts?page=x", b'{"title": 1}', **JSON)

    assert status == 422
    assert document == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "The request has inputs that are not valid.",
        "errors": [
            {"location": "body.title", "message": "Expected text, got an integer."},
            {"location": "query.page", "message": "Expected an integer."},
        ],
    }


def test_an_upload_is_read(server: Process) -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nCat\r\n'
        b'--b\r\nContent-Disposition: form-data; name="picture"; filename="a b.png"'
        b"\r\nContent-Type: image/png\r\n\r\n12345\r\n--b--\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=b"}

    assert asked(server, "POST", "/files", body, **headers) == (
        200,
        ["Cat", ["a_b.png", 5]],
    )


def test_a_body_that_ends_too_early_is_no_error_of_the_server(server: Process) -> None:
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as sender:
        sender.sendall(
            b"POST /posts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n"
            b"Content-Type: application/json\r\nConnection: close\r\n\r\n{"
        )
        sender.shutdown(socket.SHUT_WR)
        answer = sender.makefile("rb").readline()

    assert answer.split()[1] == b"400"
