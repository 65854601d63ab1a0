"""S108-S114: file uploads."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import werkzeug.utils
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

import kolben
from kolben import App, request, secure_filename
from kolben.testing import TestClient

BIG = 2 * 1024 * 1024


def upload(content: bytes, name: str = "note.txt") -> dict[str, object]:
    """Return the form that uploads *content* as a file called *name*."""
    return {"the_file": (BytesIO(content), name)}


def test_s108_without_the_enctype_no_file_arrives(app: App, client: TestClient) -> None:
    @app.post("/")
    def view() -> str:
        return str(request.files["the_file"].read(), "utf-8")

    sent = client.post("/", data=upload(b"text"))
    unsent = client.post("/", data={"the_file": "note.txt"})

    assert sent.text == "text"
    assert unsent.status_code == 400


def test_s108_debug_mode_explains_the_missing_enctype(
    app: App, client: TestClient
) -> None:
    app.debug = True

    @app.post("/")
    def view() -> str:
        try:
            return str(request.files["the_file"].read(), "utf-8")
        except KeyError as error:
            return str(error)

    assert "multipart/form-data" in client.post("/", data={"the_file": "a.txt"}).text


@pytest.mark.parametrize(
    ("size", "in_memory"),
    [pytest.param(4, True, id="a small one"), pytest.param(BIG, False, id="a big one")],
)
def test_s109_uploads_lie_in_memory_or_in_a_temporary_file(
    app: App, client: TestClient, size: int, in_memory: bool
) -> None:
    @app.post("/")
    def view() -> list[object]:
        file = request.files["the_file"]
        name_on_disk = getattr(file.stream, "name", None)
        return [name_on_disk is None, len(file.read())]

    file = FileStorage(BytesIO(b"x" * size), filename="note.txt")
    boundary, body = encode_multipart({"the_file": file})
    response = client.post(
        "/", data=body, content_type=f"multipart/form-data; boundary={boundary}"
    )

    assert response.json == [in_memory, size]


def test_s110_an_upload_behaves_like_a_file(app: App, client: TestClient) -> None:
    @app.post("/")
    def view() -> list[object]:
        file = request.files["the_file"]
        start = file.read(4).decode()
        file.seek(0)
        return [start, [line.decode() for line in file], file.tell()]

    response = client.post("/", data=upload(b"first\nsecond\n"))

    assert response.json == ["firs", ["first\n", "second\n"], 13]


def test_s111_an_upload_is_stored(app: App, client: TestClient, tmp_path: Path) -> None:
    @app.post("/")
    def view() -> str:
        request.files["the_file"].save(tmp_path / "uploaded_file.txt")
        return "stored"

    response = client.post("/", data=upload(b"\x00\xff bytes"))

    assert response.text == "stored"
    assert (tmp_path / "uploaded_file.txt").read_bytes() == b"\x00\xff bytes"


@pytest.mark.parametrize("name", ["note.txt", "../../etc/passwd", "Übung.txt"])
def test_s112_the_name_is_the_one_that_the_client_gives(
    app: App, client: TestClient, name: str
) -> None:
    @app.post("/")
    def view() -> str:
        return request.files["the_file"].filename or "none"

    assert client.post("/", data=upload(b"", name)).text == name


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "etc_passwd"),
        ("My cool movie.mov", "My_cool_movie.mov"),
        ("/absolute.txt", "absolute.txt"),
        ("..", ""),
    ],
)
def test_s113_a_forged_name_is_cleaned(name: str, clean: str) -> None:
    assert secure_filename(name) == clean


def test_s114_secure_filename_comes_with_the_framework() -> None:
    assert kolben.secure_filename is werkzeug.utils.secure_filename
