from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from kolben import App, AppOptions, SendFile, send_file
from kolben.http_errors import HTTPException
from kolben.testing import TestClient


@pytest.fixture
def app(tmp_path: Path) -> App:
    """An application whose folder has a file, which it sends in both ways."""
    (tmp_path / "letters.txt").write_bytes(b"abcdef")
    app = App("files", options=AppOptions(root_path=str(tmp_path)))
    app.testing = True

    @app.get("/result")
    def result() -> SendFile:
        return SendFile("letters.txt")

    app.get("/function")(lambda: send_file("letters.txt"))
    return app


def test_the_result_is_what_the_function_gives(client: TestClient) -> None:
    result, function = (
        client.get("/result", buffered=True),
        client.get("/function", buffered=True),
    )

    assert result.data == function.data == b"abcdef"
    dated = {"Date"}
    assert {k: v for k, v in result.headers.items() if k not in dated} == {
        k: v for k, v in function.headers.items() if k not in dated
    }


@pytest.mark.parametrize(
    ("sent", "status", "body"),
    [
        ({"Range": "bytes=1-2"}, 206, b"bc"),
        ({"Range": "bytes=-2"}, 206, b"ef"),
        ({"Range": "bytes=4-"}, 206, b"ef"),
        ({"Range": "lines=1-2"}, 200, b"abcdef"),
        ({"Range": "bytes=0-1,3-4"}, 200, b"abcdef"),
        ({"Range": "nothing"}, 200, b"abcdef"),
        ({"Range": "bytes=2-1"}, 416, None),
        ({"Range": "bytes=9-"}, 416, None),
        ({"Range": "bytes=1-2", "If-Range": "ETAG"}, 206, b"bc"),
        ({"Range": "bytes=1-2", "If-Range": '"other"'}, 200, b"abcdef"),
        ({"Range": "bytes=1-2", "If-None-Match": "ETAG"}, 304, b""),
        ({"Range": "bytes=1-2", "If-Match": "ETAG"}, 206, b"bc"),
        ({"If-Match": "*"}, 200, b"abcdef"),
        ({"If-Match": '"other"'}, 412, None),
        ({"If-None-Match": "ETAG"}, 304, b""),
        ({"If-None-Match": '"other"'}, 200, b"abcdef"),
        ({"If-Modified-Since": "DATE"}, 304, b""),
        ({"If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}, 412, None),
    ],
)
def test_ranges_and_conditions_are_answered(
    client: TestClient, sent: dict[str, str], status: int, body: bytes | None
) -> None:
    known = client.get("/result", buffered=True).headers
    texts = {"ETAG": known["ETag"], "DATE": known["Last-Modified"]}
    headers = {name: texts.get(value, value) for name, value in sent.items()}

    response = client.get("/result", buffered=True, headers=headers)

    assert response.status_code == status
    assert body is None or response.data == body
    if status == 206:
        assert response.headers["Content-Range"].endswith("/6")
        assert response.headers["Content-Length"] == "2"


@pytest.mark.parametrize("path", ["/result", "/function"])
def test_a_range_of_anything_but_a_get_is_ignored(
    client: TestClient, path: str
) -> None:
    headers = {"Range": "bytes=1-2"}

    response = client.head(path, buffered=True, headers=headers)

    assert response.status_code == 200
    assert response.headers["Content-Length"] == "6"


def test_an_open_file_is_closed_whatever_the_answer(
    app: App, client: TestClient
) -> None:
    opened: list[BytesIO] = []

    @app.get("/open")
    def answer() -> SendFile:
        opened.append(BytesIO(b"abc"))
        return SendFile(opened[-1], download_name="a.txt", etag="v1")

    for headers in (
        {},
        {"Range": "bytes=0-1"},
        {"Range": "bytes=9-"},
        {"If-None-Match": '"v1"'},
        {"If-Match": '"v2"'},
    ):
        client.get("/open", buffered=True, headers=headers)

    assert [file.closed for file in opened] == [True] * 5


def test_options_and_headers_of_ones_own_are_kept(app: App, client: TestClient) -> None:
    @app.get("/own")
    def own() -> SendFile:
        file = SendFile("letters.txt", as_attachment=True, download_name="b.txt")
        file.headers["Content-Type"] = "text/x-letters"
        file.set_cookie("seen", "yes")
        return file

    response = client.get("/own", buffered=True)

    assert response.content_type == "text/x-letters"
    assert response.headers["Content-Disposition"] == "attachment; filename=b.txt"
    assert response.headers["Set-Cookie"].startswith("seen=yes")


def test_an_unconditional_file_heeds_no_condition(app: App, client: TestClient) -> None:
    @app.get("/whole")
    def whole() -> SendFile:
        return SendFile("letters.txt", conditional=False, etag="v1")

    headers = {"If-None-Match": '"v1"', "Range": "bytes=0-0"}
    assert client.get("/whole", buffered=True, headers=headers).data == b"abcdef"


def test_the_settings_of_the_application_apply(app: App, client: TestClient) -> None:
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 60
    app.config["USE_X_SENDFILE"] = True

    response = client.get("/result", buffered=True)

    assert "max-age=60" in response.headers["Cache-Control"]
    assert response.headers["X-Sendfile"].endswith("letters.txt")
    assert response.data == b""


def test_head_sends_the_headers_only(client: TestClient) -> None:
    response = client.head("/result", buffered=True)

    assert (response.data, response.headers["Content-Length"]) == (b"", "6")


def test_a_missing_file_is_an_error_of_the_program(
    app: App, client: TestClient
) -> None:
    app.get("/missing", endpoint="missing")(lambda: SendFile("nowhere.txt"))

    with pytest.raises(FileNotFoundError):
        client.get("/missing", buffered=True)


def test_a_tuple_may_change_the_headers(app: App, client: TestClient) -> None:
    @app.get("/tuple")
    def answer() -> Any:
        return SendFile("letters.txt"), {"Cache-Control": "no-store"}

    assert client.get("/tuple", buffered=True).headers["Cache-Control"] == "no-store"


def test_a_range_that_cannot_be_had_goes_to_the_error_handlers(
    app: App, client: TestClient
) -> None:
    @app.errorhandler(416)
    def beyond(error: HTTPException) -> tuple[str, int]:
        return "beyond", 416

    assert (
        client.get("/result", buffered=True, headers={"Range": "bytes=9-"}).text
        == "beyond"
    )
