"""WSGI middleware for servers that describe a request in a way of their own.

Layer 5. It wraps an application from outside: ``app.wsgi_app = Fix(app.wsgi_app)``.
For the usual proxies, werkzeug's ``ProxyFix`` is the one to use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["LighttpdCGIRootFix"]

_VERSION: Final = re.compile(r"lighttpd/(\d+)\.(\d+)\.(\d+)")
_FIRST_RIGHT: Final = (1, 4, 28)


class LighttpdCGIRootFix:
    """Serves an application that lighttpd runs by CGI or FastCGI at its root.

    Lighttpd takes the first part of the path for the name of the script. Here the
    name is set to where the application really is. Versions before 1.4.28 also
    leave that part out of the path, and get it back.

    Args:
        app: The WSGI application.
        app_root: The path below which the application is served.

    Example:
        >>> fixed = LighttpdCGIRootFix(lambda environ, start_response: [
        ...     environ["PATH_INFO"].encode()
        ... ])
        >>> fixed({"SCRIPT_NAME": "/cats", "PATH_INFO": "/3"}, None)
        [b'/cats/3']
    """

    def __init__(self, app: WSGIApplication, app_root: str = "/") -> None:
        self.app = app
        root = app_root.strip("/")
        self.app_root: str = f"/{root}" if root else ""

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Put the path right, and call the application."""
        if _splits_the_path(environ.get("SERVER_SOFTWARE", "")):
            script, path = environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", "")
            environ["PATH_INFO"] = script + path
        environ["SCRIPT_NAME"] = self.app_root
        return self.app(environ, start_response)


def _splits_the_path(software: str) -> bool:
    """Return whether the server leaves the name of the script out of the path."""
    found = _VERSION.match(software)
    return found is None or tuple(map(int, found.groups())) < _FIRST_RIGHT
