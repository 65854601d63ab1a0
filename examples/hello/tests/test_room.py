"""The first example does what the README says of it."""

from __future__ import annotations

import pytest

from hello.app import app


def test_the_link_of_the_page_switches_the_light() -> None:
    client = app.test_client()

    dark = client.get("/rooms/7").text
    bright = client.get("/rooms/7?light=true").text

    assert "The light is off." in dark
    assert '"/rooms/7?light=true"' in dark
    assert "The light is on." in bright
    assert '"/rooms/7?light=false"' in bright


@pytest.mark.parametrize(
    ("url", "status"), [("/rooms/seven", 404), ("/rooms/7?light=dim", 422)]
)
def test_what_is_not_as_it_is_declared_never_reaches_the_room(
    url: str, status: int
) -> None:
    assert app.test_client().get(url).status_code == status
