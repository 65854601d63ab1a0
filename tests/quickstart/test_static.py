"""S76-S78: static files."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from kolben import App, url_for
from kolben.testing import TestClient

STYLE = "body { color: black }\n"


@pytest.fixture
def app(project: Path) -> App:
    """An application in a module beside a folder ``static``, in no way configured."""
    (project / "static/deep").mkdir(parents=True)
    (project / "static/style.css").write_text(STYLE)
    (project / "static/deep/logo.svg").write_text("<svg/>")
    (project / "secret.txt").write_text("not for you")
    (project / "greeter.py").write_text("from kolben import App\napp = App(__name__)\n")
    app: App = import_module("greeter").app
    return app


def test_s76_the_folder_is_served_without_configuration(client: TestClient) -> None:
    response = client.get("/static/style.css", buffered=True)

    assert response.status_code == 200
    assert response.text == STYLE
    assert response.mimetype == "text/css"
    assert client.get("/static/deep/logo.svg", buffered=True).text == "<svg/>"


def test_s77_static_files_can_be_linked(app: App) -> None:
    with app.test_request_context():
        assert url_for("static", filename="style.css") == "/static/style.css"
        assert url_for("static", filename="deep/logo.svg") == "/static/deep/logo.svg"


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/static/nope.css", id="no such file"),
        pytest.param("/static/deep", id="a folder"),
        pytest.param("/static/../secret.txt", id="up"),
        pytest.param("/static/%2e%2e/secret.txt", id="up, encoded"),
        pytest.param("/static/deep/../../secret.txt", id="down and up"),
        pytest.param("/static//etc/passwd", id="absolute"),
        pytest.param("/static/style.css%00", id="a null byte"),
    ],
)
def test_s78_what_is_not_a_file_of_the_folder_is_not_found(
    client: TestClient, path: str
) -> None:
    response = client.get(path, follow_redirects=True)

    assert response.status_code == 404
    assert "not for you" not in response.text


def test_s78_a_file_that_is_known_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/static/style.css", buffered=True)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]

    by_tag = client.get(
        "/static/style.css", headers={"If-None-Match": etag}, buffered=True
    )
    by_time = client.get(
        "/static/style.css", headers={"If-Modified-Since": modified}, buffered=True
    )

    assert first.headers["Cache-Control"] == "no-cache"
    assert (by_tag.status_code, by_tag.data) == (304, b"")
    assert (by_time.status_code, by_time.data) == (304, b"")


def test_s78_a_range_of_a_file_may_be_asked_for(client: TestClient) -> None:
    response = client.get(
        "/static/style.css", headers={"Range": "bytes=0-3"}, buffered=True
    )

    assert response.status_code == 206
    assert response.data == b"body"
    assert response.headers["Content-Range"] == f"bytes 0-3/{len(STYLE)}"
