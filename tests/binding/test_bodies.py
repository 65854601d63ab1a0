from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import annotated_types
import msgspec
import pytest

from kolben import App, Body


@dataclass
class Post:
    title: str


@pytest.fixture
def app() -> App:
    """An application that takes bodies of three kinds."""
    app = App("bodies", static_folder=None)

    @app.post("/post")
    def post(body: Body[Post]) -> str:
        return body.title

    @app.post("/text")
    def text(body: Annotated[Body[str], annotated_types.MaxLen(5)]) -> str:
        return body

    @app.post("/bytes")
    def raw(body: Annotated[Body[bytes], annotated_types.MaxLen(5)] = b"none") -> bytes:
        return body

    return app


@pytest.mark.parametrize(
    ("path", "content_type", "data", "text"),
    [
        ("/post", "application/json", b'{"title": "A"}', "A"),
        ("/post", "application/json; charset=utf-8", b'{"title": "A"}', "A"),
        ("/post", "Application/JSON", b'{"title": "A"}', "A"),
        ("/post", "application/vnd.post+json", b'{"title": "A"}', "A"),
        ("/post", "application/msgpack", msgspec.msgpack.encode({"title": "A"}), "A"),
        ("/post", "application/x-msgpack", msgspec.msgpack.encode({"title": "A"}), "A"),
        ("/text", "application/json", b'"\\u00e9"', "é"),
        ("/text", "text/plain", "é".encode(), "é"),
        ("/text", "text/plain; charset=ISO-8859-1", b"\xe9", "é"),
        ("/bytes", "", b"a", "a"),
        ("/bytes", "text/html", b"a", "a"),
        ("/bytes", "", b"", "none"),
    ],
)
def test_a_body_is_read_by_its_media_type(
    app: App, path: str, content_type: str, data: bytes, text: str
) -> None:
    answer = app.test_client().post(path, data=data, content_type=content_type)

    assert answer.status_code == 200
    assert answer.text == text


@pytest.mark.parametrize(
    ("path", "content_type", "data", "status"),
    [
        ("/post", "", b'{"title": "A"}', 415),
        ("/post", "text/plain", b'{"title": "A"}', 415),
        ("/post", "application/jsonp", b'{"title": "A"}', 415),
        ("/text", "text/html", b"a", 415),
        ("/text", "text/plain; charset=utf-7", b"a", 415),
        ("/post", "application/json", '{"title": "A"}'.encode("utf-16"), 400),
        ("/post", "application/json", b'{"x":' + b"[" * 100_000, 400),
        ("/post", "application/msgpack", b"\xc1", 400),
        ("/text", "text/plain", b"\xff", 400),
        ("/post", "application/json", b"null", 422),
        ("/post", "application/msgpack", msgspec.msgpack.encode({"title": 1}), 422),
        ("/text", "text/plain", b"abcdef", 422),
        ("/text", "application/json", b'"abcdef"', 422),
        ("/bytes", "", b"abcdef", 422),
    ],
)
def test_a_body_is_refused_for_what_is_wrong_with_it(
    app: App, path: str, content_type: str, data: bytes, status: int
) -> None:
    answer = app.test_client().post(path, data=data, content_type=content_type)

    assert answer.status_code == status
