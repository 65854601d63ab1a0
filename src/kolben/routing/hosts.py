"""The host that a request came to, as routes and redirects need it.

Layer 1. It is read only by those who need it: routes that name hosts, and redirects,
which lead to the host that the request came to and never to another.
"""

from __future__ import annotations

from wsgiref.types import WSGIEnvironment

from werkzeug.exceptions import BadHost
from werkzeug.wsgi import get_host

__all__ = ["domain_of", "host_of"]


def host_of(environ: WSGIEnvironment) -> str:
    """Return the host of a request in ASCII, with its port unless it is the usual one.

    Raises:
        werkzeug.exceptions.BadHost: If the host is missing or is not one.

    Example:
        >>> host_of({"wsgi.url_scheme": "http", "HTTP_HOST": "Localhost:80"})
        'localhost'
    """
    return _ascii(_requested(environ))


def domain_of(environ: WSGIEnvironment, server_name: str | None) -> str | None:
    """Return the subdomain of *server_name* that a request came to.

    Returns:
        None if it came to another host altogether.

    Raises:
        werkzeug.exceptions.BadHost: If the host is missing or is not one.

    Example:
        >>> environ = {"wsgi.url_scheme": "http", "HTTP_HOST": "api.example.com"}
        >>> domain_of(environ, "example.com"), domain_of(environ, "localhost")
        ('api', None)
    """
    requested = _requested(environ)
    served = requested if server_name is None else server_name.lower()
    usual = ":443" if environ["wsgi.url_scheme"] == "https" else ":80"
    served = served.removesuffix(usual)
    if requested == served:
        return ""
    domain = requested.removesuffix(f".{served}")
    return None if domain == requested else domain


def _requested(environ: WSGIEnvironment) -> str:
    host = get_host(environ).lower()
    if not host:
        raise BadHost
    return host


def _ascii(host: str) -> str:
    name, colon, port = host.partition(":")
    try:
        return f"{name.encode('idna').decode('ascii')}{colon}{port}"
    except UnicodeError as error:
        raise BadHost from error
