from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
import werkzeug.exceptions
import werkzeug.wrappers
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.routing import RequestRedirect

from kolben import App, HttpError
from kolben.errors import error_page, problem_document
from kolben.http_errors import (
    DEFAULT_ERRORS,
    BadRequestKeyError,
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
    ServiceUnavailable,
    Unauthorized,
)
from kolben.responses import Response

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PROBLEM = "application/problem+json"


def page_of(error: HTTPException, accept: str | None = None) -> Response:
    """Return the answer to *error* for a client that accepts *accept*."""
    return error_page(error, {} if accept is None else {"HTTP_ACCEPT": accept})


@pytest.mark.parametrize("code", sorted(DEFAULT_ERRORS))
def test_every_error_has_a_page(code: int) -> None:
    error: Any = DEFAULT_ERRORS[code]()

    page = page_of(error)

    assert type(page) is Response
    assert page.status_code == code
    assert page.content_type == "text/html; charset=utf-8"
    assert f"<title>{code} " in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        pytest.param(None, "text/html", id="no header"),
        pytest.param("", "text/html", id="empty header"),
        pytest.param("*/*", "text/html", id="anything"),
        pytest.param(BROWSER, "text/html", id="browser"),
        pytest.param("image/png", "text/html", id="neither"),
        pytest.param("text/html, application/json", "text/html", id="both"),
        pytest.param("text/html, application/json;q=0.9", "text/html", id="html more"),
        pytest.param("application/json", PROBLEM, id="json"),
        pytest.param(PROBLEM, PROBLEM, id="problem"),
        pytest.param("application/*", PROBLEM, id="any application type"),
        pytest.param("application/json, text/plain, */*", PROBLEM, id="json, else any"),
        pytest.param("text/html;q=0.5, application/json", PROBLEM, id="json more"),
        pytest.param(";;;,,=", "text/html", id="nonsense"),
    ],
)
def test_accept_decides_on_the_form(accept: str | None, mimetype: str) -> None:
    page = page_of(NotFound(), accept)

    assert page.mimetype == mimetype
    assert page.vary.as_set() == {"accept"}


def test_a_problem_document_says_what_the_error_says() -> None:
    page = page_of(NotFound("No such cat."), PROBLEM)

    assert page.json == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "No such cat.",
    }


def test_an_error_may_add_members_to_its_problem_document() -> None:
    class Invalid(HTTPException):
        code = 422
        problem_members = {"errors": [{"at": "page"}]}  # noqa: RUF012  # a constant

    page = page_of(Invalid(), "application/json")

    assert page.get_json()["errors"] == [{"at": "page"}]
    assert page.get_json()["detail"] == ""


def test_what_the_error_says_is_escaped() -> None:
    page = page_of(NotFound("<script>alert(1)</script>\n{code}"))

    text = page.get_data(as_text=True)
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>{code}" in text


@pytest.mark.parametrize("accept", [BROWSER, PROBLEM])
@pytest.mark.parametrize(
    ("error", "name", "value"),
    [
        (MethodNotAllowed(["GET", "HEAD"]), "Allow", "GET, HEAD"),
        (ServiceUnavailable(retry_after=3), "Retry-After", "3"),
        (Unauthorized(www_authenticate=WWWAuthenticate("x")), "WWW-Authenticate", "X"),
    ],
    ids=["allow", "retry after", "challenge"],
)
def test_keeps_the_headers_of_the_error(
    error: HTTPException, name: str, value: str, accept: str
) -> None:
    assert page_of(error, accept).headers.getlist(name) == [value]


@pytest.mark.parametrize("accept", [BROWSER, PROBLEM])
def test_shows_nothing_of_the_inside(accept: str) -> None:
    failure = InternalServerError(original_exception=ValueError("a secret"))
    failure.__cause__ = ValueError("a secret")

    for error in (failure, BadRequestKeyError("a secret")):
        assert b"secret" not in page_of(error, accept).get_data()


def test_an_error_with_a_response_is_answered_with_it() -> None:
    response = Response("lost", 410)

    assert page_of(NotFound(response=response)) is response
    assert page_of(HTTPException(response=response)) is response


def test_a_response_of_werkzeug_becomes_one_of_ours() -> None:
    class Own(Response):
        pass

    error = NotFound(response=werkzeug.wrappers.Response("lost", 410))

    response = error_page(error, {}, Own)
    assert type(response) is Own
    assert (response.status_code, response.get_data()) == (410, b"lost")


def test_a_redirect_redirects() -> None:
    response = page_of(RequestRedirect("http://localhost/cats/"), PROBLEM)

    assert isinstance(response, Response)
    assert response.status_code == 308
    assert response.location == "http://localhost/cats/"


def test_an_error_with_a_page_of_its_own_keeps_it() -> None:
    class Teapot(werkzeug.exceptions.ImATeapot):
        def get_body(self, environ: Any = None, scope: Any = None) -> str:
            return "short and stout"

    response = page_of(Teapot(), PROBLEM)

    assert isinstance(response, Response)
    assert (response.status_code, response.get_data()) == (418, b"short and stout")


def test_an_error_without_a_code_is_a_failure() -> None:
    assert page_of(HTTPException("odd")).status_code == 500


def test_the_page_is_of_the_class_that_is_wanted() -> None:
    class Own(Response):
        pass

    assert type(error_page(NotFound(), {}, Own)) is Own


@dataclass
class Stock:
    left: int


class SoldOut(HttpError[Stock], status=409):
    pass


def document_for(error: HTTPException) -> Response:
    """Return the document of *error* for a client that accepts anything."""
    with App("test").test_request_context("/", headers={"Accept": "*/*"}):
        return problem_document(error)


def test_a_problem_document_is_sent_to_whoever_accepts_anything() -> None:
    document = document_for(NotFound("No such cat."))

    assert document.status_code == 404
    assert document.mimetype == PROBLEM
    assert document.json == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "No such cat.",
    }


def test_a_problem_document_keeps_the_headers_of_its_error() -> None:
    challenge = WWWAuthenticate("bearer", {"realm": "cats"})

    document = document_for(Unauthorized(www_authenticate=challenge))

    assert document.headers["WWW-Authenticate"] == "Bearer realm=cats"
    assert document.headers.getlist("Content-Type") == [PROBLEM]
    assert "Vary" not in document.headers


def test_a_problem_document_has_the_fields_of_the_error() -> None:
    assert document_for(SoldOut(Stock(0))).json == {
        "type": "about:blank",
        "title": "Conflict",
        "status": 409,
        "left": 0,
    }


def test_an_error_that_brings_a_response_is_answered_with_that() -> None:
    document = document_for(NotFound(response=Response("gone", 410)))

    assert (document.status_code, document.get_data()) == (410, b"gone")
