"""Responses made by hand: redirects, JSON, files.

Layer 8.
"""

from __future__ import annotations

from os import PathLike
from typing import IO, Any, Unpack, cast, overload

from kolben import responses
from kolben.app import App
from kolben.context import current
from kolben.helpers._asking import current_application, current_request_context
from kolben.responses import (
    FileOptions,
    HeadersValue,
    Response,
    ResponseReturn,
    ResponseValue,
)

__all__ = ["jsonify", "make_response", "redirect", "send_file", "send_from_directory"]


def redirect(location: str, code: int = 302) -> Response:
    """Return a response that sends the client to *location* (RFC 9110, section 15.4).

    Args:
        location: Where to, relative or absolute.
        code: 301, 302, 303, 305, 307 or 308. Use 303 after a form was posted.

    Raises:
        ResponseError: If *code* does not redirect.

    Example:
        >>> redirect("/login").headers["Location"]
        '/login'
    """
    context = current.get(None)
    made = Response if context is None else cast("App", context.app).response_class
    return responses.redirect(location, code, made)


@overload
def make_response(result: ResponseReturn = "", /) -> Response: ...
@overload
def make_response(
    body: ResponseValue, status: int | str | HeadersValue, /
) -> Response: ...
@overload
def make_response(
    body: ResponseValue, status: int | str, headers: HeadersValue, /
) -> Response: ...
def make_response(*result: Any) -> Response:
    """Return the response that a view would have made of *result*.

    Args:
        result: A body, and a status and headers if they differ from the usual ones.

    Raises:
        ResponseError: If no response can be made of it.
        ContextError: If there is no context.

    Example:
        >>> from kolben import App
        >>> with App("example").app_context():
        ...     response = make_response("gone", 410)
        >>> response.headers["X-Reason"] = "moved away"
        >>> response.status
        '410 GONE'
    """
    return current_application("make_response()").make_response(*result)


def jsonify(*values: Any, **items: Any) -> Response:
    """Return a JSON response of one value, a list of values, or named items.

    Args:
        values: The value; several make a list.
        items: What an object holds, in place of values.

    Raises:
        ResponseError: If positional and named values are mixed.
        ContextError: If there is no context.

    Example:
        >>> from kolben import App
        >>> with App("example").app_context():
        ...     jsonify(name="Ada", age=36).get_data(as_text=True)
        '{"name":"Ada","age":36}'
    """
    return current_application("jsonify()").parts.convert.json_response(
        *values, **items
    )


def send_file(
    file: str | PathLike[str] | IO[bytes], **options: Unpack[FileOptions]
) -> Response:
    """Send a file, with ranges and conditional requests.

    Args:
        file: A path, relative to the folder of the application; or an open file.
        options: ``mimetype``, ``as_attachment``, ``download_name`` and the like.

    Raises:
        OSError: If there is no such file.
        ContextError: If there is no request.

    Example:
        >>> from io import BytesIO
        >>> from kolben import App
        >>> with App("example").test_request_context():
        ...     send_file(BytesIO(b"a,b"), download_name="a.csv").mimetype
        'text/csv'
    """
    context = current_request_context("send_file()")
    app = cast("App", context.app)
    return responses.send_file(file, context.request.environ, **app.files(options))


def send_from_directory(
    directory: str | PathLike[str],
    path: str | PathLike[str],
    **options: Unpack[FileOptions],
) -> Response:
    """Send a file of a folder, by a path that a client may choose.

    Args:
        directory: The folder, relative to that of the application.
        path: Where the file is, below the folder.
        options: ``mimetype``, ``as_attachment``, ``download_name`` and the like.

    Raises:
        werkzeug.exceptions.NotFound: If the folder has no such file.
        ContextError: If there is no request.

    Example:
        >>> from kolben import App
        >>> with App("example").test_request_context():
        ...     send_from_directory("uploads", "../secret.txt")
        Traceback (most recent call last):
        werkzeug.exceptions.NotFound: 404 Not Found: ...
    """
    context = current_request_context("send_from_directory()")
    app = cast("App", context.app)
    return responses.send_from_directory(
        directory, path, context.request.environ, **app.files(options)
    )
