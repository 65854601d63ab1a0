"""The answer to an HTTP error that nobody handles: a page, or a problem document.

Layer 5. Browsers get a small page, clients that rather accept JSON get the problem
document of RFC 9457. Both say what the error says of itself and nothing of what is
inside the application.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from wsgiref.types import WSGIEnvironment

import werkzeug.wrappers
from markupsafe import Markup, escape
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from kolben.binding import InputError, Problem
from kolben.context import current_context
from kolben.http_errors import HTTPException
from kolben.json import DEFAULT_PROVIDER, JSONProvider
from kolben.responses import Response
from kolben.typed_errors import HttpError

__all__ = ["error_page", "problem_document"]

_HTML: Final = "text/html"
_PROBLEM: Final = "application/problem+json"
_OFFERS: Final = (_HTML, _PROBLEM, "application/json")
_FAILURE: Final = 500
_PAGE: Final = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{code} {name}</title>
<style>
body {{ background: #fff; color: #000; font: 1rem/1.5 sans-serif;
       margin: 4rem auto; max-width: 40rem; padding: 0 1rem }}
</style>
<h1>{name}</h1>
<p>{description}</p>
"""


def error_page(
    error: HTTPException,
    environ: WSGIEnvironment,
    response_class: type[Response] = Response,
    json: JSONProvider = DEFAULT_PROVIDER,
) -> Response:
    """Return what is sent for *error*.

    An error that brings a response, or makes its own, is answered with that. The
    headers that an error calls for (``Allow``, ``Retry-After``, ...) are kept. An
    error may have a mapping ``problem_members``, which its problem document then
    holds beside the members of the standard.

    Args:
        error: The error.
        environ: The WSGI environment, of which ``Accept`` decides on the form.
        response_class: The class of the response.
        json: What writes the body of an error that has a typed one.

    Example:
        >>> from kolben.http_errors import NotFound
        >>> page = error_page(NotFound("No such cat."), {"HTTP_ACCEPT": "text/json"})
        >>> page.status, "<p>No such cat.</p>" in page.get_data(as_text=True)
        ('404 NOT FOUND', True)
    """
    if _answers_itself(error):
        return _own_response(error, environ, response_class)
    if _rather_json(environ.get("HTTP_ACCEPT")):
        body, mimetype = _problem(error, json), _PROBLEM
    else:
        body, mimetype = _page(error).encode(), _HTML
    response = response_class(body, _code(error), mimetype=mimetype)
    _add_headers(error, environ, response)
    response.headers.add("Vary", "Accept")
    return response


def problem_document(error: HTTPException) -> Response:
    """Return the problem document of *error*, whatever the client accepts.

    Register it where all clients are programs, so that those which accept anything
    get no page. It is for use within a request.

    Args:
        error: The error; one that brings a response is answered with that.

    Raises:
        ContextError: If no application is current.

    Example:
        >>> from kolben import App
        >>> app = App("example")
        >>> app.register_error_handler(HTTPException, problem_document)
        >>> answer = app.test_client().get("/nowhere", headers={"Accept": "*/*"})
        >>> answer.content_type, answer.json["title"]
        ('application/problem+json', 'Not Found')
    """
    context = current_context("problem_document()")
    environ = context.environ or {}
    if _answers_itself(error):
        return _own_response(error, environ, Response)
    body = _problem(error, context.app.json)
    response = Response(body, _code(error), mimetype=_PROBLEM)
    _add_headers(error, environ, response)
    return response


def _add_headers(
    error: HTTPException, environ: WSGIEnvironment, response: Response
) -> None:
    """Add the headers that *error* calls for, but for that of its page."""
    for name, value in error.get_headers(environ):
        if name.lower() != "content-type":
            response.headers.add(name, value)


def _answers_itself(error: HTTPException) -> bool:
    """Return whether *error* has, or its class makes, a response of its own."""
    kind = type(error)
    return (
        error.response is not None
        or kind.get_response is not HTTPException.get_response
        or kind.get_body is not HTTPException.get_body
    )


def _own_response(
    error: HTTPException, environ: WSGIEnvironment, response_class: type[Response]
) -> Response:
    """Return the response that *error* makes, as one of ours."""
    own: Any = error.get_response(environ)
    known = isinstance(own, werkzeug.wrappers.Response)
    if known and not isinstance(own, response_class):
        own = response_class.force_type(own)
    response: Response = own
    return response


def _rather_json(accept: str | None) -> bool:
    """Return whether a client that sent *accept* likes JSON more than HTML.

    Example:
        >>> _rather_json("application/json, */*"), _rather_json("*/*")
        (True, False)
    """
    if not accept:
        return False
    accepted = parse_accept_header(accept, MIMEAccept)
    return accepted.best_match(_OFFERS, _HTML) != _HTML


def _problem(error: HTTPException, json: JSONProvider) -> bytes:
    """Return *error* as a problem document (RFC 9457)."""
    if isinstance(error, HttpError):
        return json.dump_bytes(error.problem(json))
    return DEFAULT_PROVIDER.dump_bytes(
        {
            "type": "about:blank",
            "title": error.name,
            "status": _code(error),
            "detail": error.description or "",
            **getattr(error, "problem_members", {}),
        }
    )


def _page(error: HTTPException) -> str:
    """Return *error* as a page, with every text in it escaped."""
    description = escape(error.description or "").replace("\n", Markup("<br>"))
    page = _PAGE.format(
        code=_code(error), name=escape(error.name), description=description
    )
    return page + _list(error.problems) if isinstance(error, InputError) else page


def _list(problems: Iterable[Problem]) -> str:
    """Return what is wrong with the inputs of a request, as a list."""
    items = "".join(
        f"<li><code>{escape(each.location)}</code>: {escape(each.message)}\n"
        for each in problems
    )
    return f"<ul>\n{items}</ul>\n"


def _code(error: HTTPException) -> int:
    return _FAILURE if error.code is None else error.code
