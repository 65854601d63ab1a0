from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
import werkzeug.exceptions
from werkzeug.datastructures import WWWAuthenticate

from kolben import http_errors
from kolben.exceptions import KolbenError
from kolben.http_errors import (
    DEFAULT_ERRORS,
    Aborter,
    AbortError,
    HTTPException,
    NotFound,
    abort,
)
from kolben.responses import Response


@pytest.mark.parametrize("code", sorted(DEFAULT_ERRORS))
def test_every_error_is_raised_by_its_code(code: int) -> None:
    with pytest.raises(DEFAULT_ERRORS[code]) as caught:
        abort(code)

    assert caught.value.code == code


def test_every_error_can_be_imported_from_here() -> None:
    for kind in DEFAULT_ERRORS.values():
        assert getattr(http_errors, kind.__name__) is kind
        assert kind.__name__ in http_errors.__all__


def test_takes_a_status_of_the_standard_library() -> None:
    with pytest.raises(NotFound):
        abort(HTTPStatus.NOT_FOUND)


def test_the_description_replaces_the_usual_one() -> None:
    with pytest.raises(NotFound, match="404 Not Found: No such cat"):
        abort(404, "No such cat.")


def test_a_description_of_405_is_not_taken_for_methods() -> None:
    with pytest.raises(werkzeug.exceptions.MethodNotAllowed) as caught:
        abort(405, "Only ask.", valid_methods=["GET"])

    assert caught.value.description == "Only ask."
    assert ("Allow", "GET") in caught.value.get_headers()


@pytest.mark.parametrize(
    ("code", "details", "header"),
    [
        (401, {"www_authenticate": WWWAuthenticate("basic")}, "WWW-Authenticate"),
        (429, {"retry_after": 3}, "Retry-After"),
        (503, {"retry_after": 3}, "Retry-After"),
    ],
)
def test_details_go_into_the_headers(code: int, details: Any, header: str) -> None:
    with pytest.raises(HTTPException) as caught:
        abort(code, **details)

    assert header in dict(caught.value.get_headers())


def test_a_response_is_sent_as_it_is() -> None:
    response = Response("tea", 418)

    with pytest.raises(HTTPException) as caught:
        abort(response)

    assert caught.value.get_response() is response


def test_an_error_may_bring_its_response() -> None:
    response = Response("lost", 404)

    with pytest.raises(NotFound) as caught:
        abort(404, response=response)

    assert caught.value.get_response() is response


@pytest.mark.parametrize(
    ("status", "hint"),
    [
        pytest.param(204, "return body, 204", id="no error"),
        pytest.param(200, "return body, 200", id="success"),
        pytest.param(302, "redirect(location, 302)", id="redirect"),
        pytest.param(304, "redirect", id="not modified"),
        pytest.param(499, "404", id="an unknown code"),
        pytest.param(7, "404", id="no code"),
        pytest.param("404", "404", id="text"),
    ],
)
def test_refuses_what_is_no_error(status: Any, hint: str) -> None:
    with pytest.raises(AbortError) as caught:
        abort(status)

    assert repr(status) in caught.value.problem
    assert hint in caught.value.hint
    assert isinstance(caught.value, LookupError)
    assert isinstance(caught.value, KolbenError)


def test_an_aborter_may_have_errors_of_its_own() -> None:
    class Teapot(HTTPException):
        code = 418

    with pytest.raises(Teapot):
        Aborter({418: Teapot})(418)
    with pytest.raises(werkzeug.exceptions.ImATeapot):
        abort(418)
