"""Files as responses: ranges, caching and conditional requests.

Layer 2. The work is werkzeug's; this gives it our response class and typed options.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from os import PathLike, fspath
from typing import IO, Any, Final, TypedDict, Unpack
from wsgiref.types import WSGIEnvironment

import werkzeug.utils
from typing_extensions import override
from werkzeug.http import parse_range_header
from werkzeug.utils import secure_filename

from kolben.http_errors import NotFound, RequestedRangeNotSatisfiable
from kolben.responses.response import Response
from kolben.responses.results import Result, Services

__all__ = [
    "FileOptions",
    "SendFile",
    "SendFileOptions",
    "secure_filename",
    "send_file",
    "send_from_directory",
]

_OK: Final = 200
_NOT_MODIFIED: Final = 304
_RANGE: Final = ("REQUEST_METHOD", "HTTP_RANGE", "HTTP_IF_RANGE")


class SendFileOptions(TypedDict, total=False):
    """How a file is sent.

    Attributes:
        mimetype: Its media type; guessed from the name if not given.
        as_attachment: Whether the client is to save it rather than show it.
        download_name: The name under which it is saved.
        conditional: Whether ranges and "not modified" are answered.
        etag: The entity tag, or whether to make one.
        last_modified: When it changed, if that is not to be read from the file.
        max_age: Seconds that clients may keep it, or what tells them by path.
        use_x_sendfile: Whether the server before us sends it, by ``X-Sendfile``.
        root_path: The folder that relative paths start from.
    """

    mimetype: str | None
    as_attachment: bool
    download_name: str | None
    conditional: bool
    etag: bool | str
    last_modified: datetime | int | float | None
    max_age: int | Callable[[str | None], int | None] | None
    use_x_sendfile: bool
    root_path: str | PathLike[str] | None


class FileOptions(SendFileOptions, total=False):
    """How a file is sent by a function.

    Attributes:
        response_class: The class of the response.
    """

    response_class: type[Response]


class SendFile(Result):
    """A file, with ranges and conditional requests.

    Relative paths start from the folder of the application, and its settings fill the
    options that are left out.

    Args:
        path_or_file: A path that does not come from the client, or a file that is
            open for reading bytes. For paths that do, there is
            :func:`kolben.send_from_directory`.
        options: See :class:`kolben.responses.SendFileOptions`.

    Example:
        >>> from io import BytesIO
        >>> from kolben import App, SendFile
        >>> app = App("example")
        >>> @app.get("/report")
        ... def report() -> SendFile:
        ...     return SendFile(BytesIO(b"a,b"), download_name="report.csv")
        >>> client = app.test_client()
        >>> client.get("/report", headers={"Range": "bytes=0-0"}).data
        b'a'
    """

    def __init__(
        self,
        path_or_file: str | PathLike[str] | IO[bytes],
        **options: Unpack[SendFileOptions],
    ) -> None:
        super().__init__(direct_passthrough=True)
        self.headers.clear()
        self._file = path_or_file
        self._options: SendFileOptions = options
        self._length: int | None = None
        self.conditional: bool = options.get("conditional", True)

    @override
    def prepare(self, services: Services, environ: WSGIEnvironment | None) -> None:
        """Open the file, and set the headers that are not set yet.

        Raises:
            OSError: If there is no such file.
        """
        options: FileOptions = services.files({**self._options, "conditional": False})
        options["response_class"] = Response
        sent = send_file(self._file, environ or {}, **options)
        self.response: Iterable[str] | Iterable[bytes] = sent.response
        self._length = sent.content_length
        for name, value in sent.headers:
            self.headers.setdefault(name, value)

    @override
    def complete(self, environ: WSGIEnvironment | None) -> None:
        """Choose the part of the file that was asked for.

        Raises:
            RequestedRangeNotSatisfiable: If there is no such part.
        """
        if self.status_code == _NOT_MODIFIED:
            self.headers.pop("X-Sendfile", None)
        if not self.conditional or environ is None or self.status_code != _OK:
            return
        # Preconditions have been judged, and in the order of the standard.
        asked = _with_our_range(environ)
        asked = {key: asked[key] for key in _RANGE if key in asked}
        try:
            self.make_conditional(asked, True, self._length)
        except RequestedRangeNotSatisfiable:
            self.close()
            raise


def send_file(
    path_or_file: str | PathLike[str] | IO[bytes],
    environ: WSGIEnvironment,
    **options: Unpack[FileOptions],
) -> Response:
    """Send a file.

    Args:
        path_or_file: A path that does not come from the client, or a file that is
            open for reading bytes.
        environ: The WSGI environment of the request.
        **options: See :class:`kolben.responses.FileOptions`.

    Raises:
        RequestedRangeNotSatisfiable: If the client asks for bytes past its end.
        OSError: If there is no such file.

    Example:
        >>> from io import BytesIO
        >>> environ = {"REQUEST_METHOD": "GET"}
        >>> send_file(BytesIO(b"a,b"), environ, download_name="a.csv").mimetype
        'text/csv'
    """
    environ = _with_our_range(environ)
    return _ours(werkzeug.utils.send_file(path_or_file, environ, **_theirs(options)))


def send_from_directory(
    directory: str | PathLike[str],
    path: str | PathLike[str],
    environ: WSGIEnvironment,
    **options: Unpack[FileOptions],
) -> Response:
    """Send a file of a folder, by a path that may come from the client.

    Args:
        directory: The folder. It must not come from the client.
        path: Where the file is, below the folder.
        environ: The WSGI environment of the request.
        **options: See :class:`kolben.responses.FileOptions`.

    Raises:
        NotFound: If there is no such file, or if the path leads out of the folder.
        RequestedRangeNotSatisfiable: If the client asks for bytes past its end.

    Example:
        >>> send_from_directory("files", "../secret.txt", {})
        Traceback (most recent call last):
        werkzeug.exceptions.NotFound: 404 Not Found: ...
    """
    if fspath(path).endswith("/"):
        raise NotFound
    try:
        response = werkzeug.utils.send_from_directory(
            directory, path, _with_our_range(environ), **_theirs(options)
        )
    except FileNotFoundError:  # it went after werkzeug looked
        raise NotFound from None
    return _ours(response)


def _with_our_range(environ: WSGIEnvironment) -> WSGIEnvironment:
    """Return *environ* without a ``Range`` that is to be ignored.

    Ranges are for GET, and of bytes (RFC 9110, section 14.2). Who asks for several at
    once gets the whole: that is allowed, and seldom longer.
    """
    asked: str | None = environ.get("HTTP_RANGE")
    if asked is None:
        return environ
    if environ["REQUEST_METHOD"].upper() == "GET" and _is_one_of_bytes(asked):
        return environ
    return {key: value for key, value in environ.items() if key != "HTTP_RANGE"}


def _is_one_of_bytes(asked: str) -> bool:
    if asked.partition("=")[0].strip().lower() != "bytes":
        return False
    found = parse_range_header(asked)
    return found is None or len(found.ranges) == 1


def _theirs(options: FileOptions) -> dict[str, Any]:
    """Return *options* in the words of werkzeug."""
    theirs: dict[str, Any] = {"response_class": Response, **options}
    theirs["_root_path"] = theirs.pop("root_path", None)
    if theirs["_root_path"] is None:
        del theirs["_root_path"]
    return theirs


def _ours(response: Any) -> Response:
    """Return *response*, of which werkzeug's types do not say that it is ours."""
    ours: Response = response
    return ours
