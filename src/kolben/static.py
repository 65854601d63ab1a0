"""Static files of an application or a router.

Layer 5. The path comes from the client: whatever leads out of the folder, or to
nothing in it, is a 404 like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from wsgiref.types import WSGIEnvironment

from kolben.responses import Response, send_from_directory

__all__ = ["StaticFiles"]


class StaticFiles:
    """Serves the files of one folder, with ranges and conditional requests.

    Args:
        folder: The folder.
        max_age: Tells for how many seconds clients may keep a file without asking
            again, by its path in the folder; ``None`` makes them ask every time.
        response_class: The class of the responses.

    Example:
        >>> StaticFiles("static").send("../secret.txt", {})
        Traceback (most recent call last):
        werkzeug.exceptions.NotFound: 404 Not Found: ...
    """

    def __init__(
        self,
        folder: str | PathLike[str],
        max_age: Callable[[str | None], int | None] = lambda _: None,
        response_class: type[Response] = Response,
    ) -> None:
        self.folder = folder
        self.max_age = max_age
        self.response_class = response_class

    def send(
        self, filename: str, environ: WSGIEnvironment, *, use_x_sendfile: bool = False
    ) -> Response:
        """Return the file *filename* of the folder.

        Args:
            filename: Where it is, below the folder.
            environ: The WSGI environment of the request.
            use_x_sendfile: Whether the server before us sends it, by ``X-Sendfile``.

        Raises:
            NotFound: If there is no such file in the folder.
            RequestedRangeNotSatisfiable: If the client asks for bytes past its end.
        """
        return send_from_directory(
            self.folder,
            filename,
            environ,
            max_age=self.max_age(filename),
            use_x_sendfile=use_x_sendfile,
            response_class=self.response_class,
        )
