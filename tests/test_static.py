from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import EnvironBuilder

from kolben.http_errors import NotFound, RequestedRangeNotSatisfiable
from kolben.responses import Response
from kolben.static import StaticFiles


def environ_of(*headers: tuple[str, str]) -> dict[str, Any]:
    return EnvironBuilder(headers=list(headers)).get_environ()


@pytest.fixture
def static(tmp_path: Path) -> StaticFiles:
    """The static files of a folder with ``css/site.css`` in it."""
    (tmp_path / "static" / "css").mkdir(parents=True)
    (tmp_path / "static" / "css" / "site.css").write_text("body {}")
    (tmp_path / "secret.txt").write_text("secret")
    return StaticFiles(tmp_path / "static")


def test_sends_a_file(static: StaticFiles) -> None:
    with static.send("css/site.css", environ_of()) as response:
        assert response.content_type == "text/css; charset=utf-8"
        assert response.content_length == 7
        assert response.headers["ETag"]
        assert response.headers["Last-Modified"]


def test_clients_ask_every_time_by_default(static: StaticFiles) -> None:
    with static.send("css/site.css", environ_of()) as response:
        assert response.headers["Cache-Control"] == "no-cache"


def test_the_age_may_depend_on_the_file(static: StaticFiles) -> None:
    asked = []

    def max_age(filename: str | None) -> int:
        asked.append(filename)
        return 60

    aged = StaticFiles(static.folder, max_age)
    with aged.send("css/site.css", environ_of()) as response:
        assert response.headers["Cache-Control"] == "public, max-age=60"
        assert asked == ["css/site.css"]


def test_sends_nothing_that_the_client_has(static: StaticFiles) -> None:
    with static.send("css/site.css", environ_of()) as response:
        tag, date = response.headers["ETag"], response.headers["Last-Modified"]

    for header in (("If-None-Match", tag), ("If-Modified-Since", date)):
        with static.send("css/site.css", environ_of(header)) as again:
            assert again.status_code == 304


def test_sends_a_part(static: StaticFiles) -> None:
    with static.send("css/site.css", environ_of(("Range", "bytes=0-3"))) as response:
        assert response.status_code == 206
        assert response.headers["Content-Range"] == "bytes 0-3/7"


def test_refuses_a_part_that_is_not_there(static: StaticFiles) -> None:
    with pytest.raises(RequestedRangeNotSatisfiable):
        static.send("css/site.css", environ_of(("Range", "bytes=9-")))


@pytest.mark.parametrize(
    "filename",
    [
        pytest.param("nope.css", id="missing"),
        pytest.param("css", id="folder"),
        pytest.param("../secret.txt", id="out of the folder"),
        pytest.param("css/../../secret.txt", id="out of it by a detour"),
        pytest.param("/etc/passwd", id="absolute"),
        pytest.param("css/site.css\x00.png", id="NUL"),
    ],
)
def test_what_is_not_in_the_folder_is_not_found(
    static: StaticFiles, filename: str
) -> None:
    with pytest.raises(NotFound):
        static.send(filename, environ_of())


def test_the_response_is_of_the_class_that_is_wanted(static: StaticFiles) -> None:
    class Own(Response):
        pass

    own = StaticFiles(static.folder, response_class=Own)
    with own.send("css/site.css", environ_of()) as response:
        assert type(response) is Own
