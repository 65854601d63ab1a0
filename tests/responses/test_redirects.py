from __future__ import annotations

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from kolben import App, Created, Redirect
from kolben.exceptions import ResponseError
from kolben.responses import Response, redirect, see_other


class Own(Response):
    """An application's own response class."""


@pytest.mark.parametrize("code", [301, 302, 303, 305, 307, 308])
def test_redirects_with_the_code(code: int) -> None:
    response = redirect("/cats?a=b", code)

    assert response.status_code == code
    assert response.location == "/cats?a=b"


def test_redirects_with_302_by_default() -> None:
    assert redirect("/cats").status == "302 FOUND"


def test_see_other_is_303() -> None:
    assert see_other("/cats", Own).status_code == 303
    assert type(see_other("/cats", Own)) is Own


@pytest.mark.parametrize("code", [200, 300, 304, 306, 404])
def test_refuses_codes_that_do_not_redirect(code: int) -> None:
    with pytest.raises(ResponseError, match=f"status {code} does not redirect"):
        redirect("/cats", code)


@pytest.mark.parametrize(
    ("location", "header"),
    [
        pytest.param("/a\r\nSet-Cookie: b=c", "/a%0D%0ASet-Cookie: b=c", id="break"),
        pytest.param("/a\x00\x7f", "/a%00%7F", id="other controls"),
    ],
)
def test_encodes_what_would_end_the_header(location: str, header: str) -> None:
    assert redirect(location).headers["Location"] == header


def test_escapes_what_would_end_the_page() -> None:
    page = redirect('/"><script>alert("bad")</script>').get_data(as_text=True)

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_sends_the_location_as_a_uri() -> None:
    environ = EnvironBuilder("/here").get_environ()

    _, _, headers = run_wsgi_app(redirect("/käse?ü=1"), environ)

    assert headers["Location"] == "/k%C3%A4se?%C3%BC=1"


@pytest.mark.parametrize(
    "location",
    [
        "http://[",
        "//[",
        "http://a:99999/",
        "http://a:b/",
        f"http://{'a' * 300}.com/",
        "http://\u200b/",
        "http://[\ud800",
    ],
)
def test_what_is_no_url_is_sent_as_a_path(app: App, location: str) -> None:
    app.get("/function", endpoint="function")(lambda: redirect(location))
    app.get("/result", endpoint="result")(lambda: Redirect(location))
    app.post("/created", endpoint="created")(lambda: Created({}, location=location))
    client = app.test_client()

    for answer in (client.get("/function"), client.get("/result")):
        assert answer.status_code == 302
        assert ":" not in answer.headers["Location"]
    assert client.post("/created").status_code == 201
