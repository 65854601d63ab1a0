from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from kolben.http_errors import NotFound, RequestedRangeNotSatisfiable
from kolben.responses import Response, secure_filename, send_file, send_from_directory


def environ_of(method: str = "GET", **headers: str) -> dict[str, Any]:
    """Return an environment with *headers*, whose names have underscores."""
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return EnvironBuilder(method=method, headers=named).get_environ()


def body_of(response: Response, environ: dict[str, Any]) -> bytes:
    pieces, _, _ = run_wsgi_app(response, environ, buffered=True)
    return b"".join(pieces)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the file ``cats/tom.txt`` in it, beside a secret."""
    (tmp_path / "files" / "cats").mkdir(parents=True)
    (tmp_path / "files" / "cats" / "tom.txt").write_text("0123456789")
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "files"


def test_sends_a_file_by_its_path(folder: Path) -> None:
    environ = environ_of()

    response = send_file(folder / "cats" / "tom.txt", environ)

    assert type(response) is Response
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.content_length == 10
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["ETag"]
    assert response.headers["Last-Modified"]
    assert body_of(response, environ) == b"0123456789"


def test_sends_a_file_that_is_open() -> None:
    environ = environ_of()

    response = send_file(
        BytesIO(b"a,b"), environ, download_name="käse.csv", as_attachment=True
    )

    assert response.mimetype == "text/csv"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "filename*=UTF-8''k%C3%A4se.csv" in response.headers["Content-Disposition"]
    assert body_of(response, environ) == b"a,b"


@pytest.mark.parametrize(
    ("wanted", "part"),
    [("bytes=0-3", b"0123"), ("bytes=8-", b"89"), ("bytes=-1", b"9")],
)
def test_sends_a_part(folder: Path, wanted: str, part: bytes) -> None:
    environ = environ_of(Range=wanted)

    response = send_file(folder / "cats" / "tom.txt", environ)

    assert response.status_code == 206
    assert response.content_length == len(part)
    assert body_of(response, environ) == part


def test_a_part_that_is_not_there_is_refused(folder: Path) -> None:
    with pytest.raises(RequestedRangeNotSatisfiable):
        send_file(folder / "cats" / "tom.txt", environ_of(Range="bytes=20-30"))


def test_what_the_client_has_is_not_sent_again(folder: Path) -> None:
    first = send_file(folder / "cats" / "tom.txt", environ_of())
    first.close()
    environ = environ_of(If_None_Match=first.headers["ETag"])

    again = send_file(folder / "cats" / "tom.txt", environ)

    assert again.status_code == 304
    assert body_of(again, environ) == b""


@pytest.mark.parametrize("max_age", [60, lambda _: 60], ids=["number", "function"])
def test_tells_how_long_to_keep_a_file(folder: Path, max_age: Any) -> None:
    response = send_file(folder / "cats" / "tom.txt", environ_of(), max_age=max_age)
    response.close()

    assert response.cache_control.max_age == 60
    assert response.cache_control.public


def test_leaves_the_file_to_the_server_before_us(folder: Path) -> None:
    path = folder / "cats" / "tom.txt"

    response = send_file(path, environ_of(), use_x_sendfile=True)

    assert response.headers["X-Sendfile"] == str(path)
    assert body_of(response, environ_of()) == b""


def test_starts_from_the_root_path(folder: Path) -> None:
    response = send_file("cats/tom.txt", environ_of(), root_path=folder)

    assert body_of(response, environ_of()) == b"0123456789"


def test_a_missing_file_of_ones_own_is_an_error(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        send_file(folder / "nope.txt", environ_of())


def test_sends_a_file_of_a_folder(folder: Path) -> None:
    class Own(Response):
        pass

    response = send_from_directory(
        folder, "cats/tom.txt", environ_of(), response_class=Own
    )

    assert type(response) is Own
    assert body_of(response, environ_of()) == b"0123456789"


def test_starts_the_folder_from_the_root_path(folder: Path) -> None:
    response = send_from_directory("cats", "tom.txt", environ_of(), root_path=folder)

    assert body_of(response, environ_of()) == b"0123456789"


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("nope.txt", id="missing"),
        pytest.param("cats", id="a folder"),
        pytest.param("", id="the folder"),
        pytest.param("../secret.txt", id="out of it"),
        pytest.param("cats/../../secret.txt", id="out of it by a detour"),
        pytest.param("/etc/passwd", id="absolute"),
        pytest.param("cats/tom.txt\x00", id="NUL"),
        pytest.param("cats/tom.txt/", id="slash after a file"),
        pytest.param("x" * 5000, id="too long"),
        pytest.param("\udcff\ud800", id="lone surrogates"),
    ],
)
def test_what_is_not_in_the_folder_is_not_found(folder: Path, path: str) -> None:
    with pytest.raises(NotFound):
        send_from_directory(folder, path, environ_of())


def test_a_file_that_goes_meanwhile_is_not_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.path.isfile", lambda _: True)

    with pytest.raises(NotFound):
        send_from_directory(folder, "gone.txt", environ_of())


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_closes_the_file(folder: Path, method: str) -> None:
    environ = environ_of(method)
    response = send_file(folder / "cats" / "tom.txt", environ)

    body_of(response, environ)

    assert response.response.file.closed  # type: ignore[union-attr]  # werkzeug's wrapper


def test_secure_filename_is_offered() -> None:
    assert secure_filename("../../etc/passwd") == "etc_passwd"
