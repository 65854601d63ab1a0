"""What a link is: its text, where it starts from, and the wishes of who asks for it.

Layer 1. A URL is built from a place (the host, mount point and method of a request,
or the settings when there is none), and keeps that place, so that what builds on a
URL later needs no context. This file knows no route, so that everything may use it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self
from urllib.parse import quote
from wsgiref.types import WSGIEnvironment

from werkzeug.wsgi import get_host

from kolben.exceptions import UrlError
from kolben.routing.paths import quoted
from kolben.routing.queries import QueryValue, changed_query
from kolben.routing.settings import TableSettings

__all__ = ["Origin", "URL", "UrlOptions", "quoted_anchor"]

_ANCHOR_SAFE: Final = "%!#$&'()*+,/:;=?@"
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*", re.IGNORECASE | re.ASCII)
_PLACED: Final = re.compile(
    rf"(?:(?P<scheme>{_SCHEME.pattern}):)?//(?P<host>[^/?#]*)", re.IGNORECASE | re.ASCII
)
_SECURE: Final = frozenset({"https", "wss"})
_ELSEWHERE: Final = "<invalid>"
"""The subdomain of a request to a foreign host: no route can have it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The place that links are built from.

    Attributes:
        scheme: ``http`` or ``https``.
        host: Host, with its port unless that is the usual one; without subdomain
            where subdomains are matched. Empty if it is not known.
        root_path: Where the application is mounted (``SCRIPT_NAME``), not quoted.
        subdomain: The subdomain that the request came to.
        method: The method of the request. Of several routes, one that answers this
            method is preferred.
        external: Whether links are absolute unless it is said otherwise, which is so
            outside a request.
        prefix: ``root_path`` as it stands in front of every path: quoted, without a
            slash at its end.

    Example:
        >>> Origin("https", "example.com", "/my app/").prefix
        '/my%20app'
    """

    scheme: str
    host: str
    root_path: str = ""
    subdomain: str = ""
    method: str = "GET"
    external: bool = False
    prefix: str = field(init=False, repr=False, compare=False, default="")

    def __post_init__(self) -> None:
        if mounted := self.root_path.strip("/"):
            object.__setattr__(self, "prefix", f"/{quoted(mounted)}")

    @property
    def whole_host(self) -> str | None:
        """The host with its subdomain, or ``None`` if it is not known.

        Example:
            >>> Origin("https", "example.com", subdomain="ada").whole_host
            'ada.example.com'
        """
        if not self.host or self.subdomain == _ELSEWHERE:
            return None
        return f"{self.subdomain}.{self.host}" if self.subdomain else self.host

    @classmethod
    def from_environ(
        cls, environ: WSGIEnvironment, settings: TableSettings | None = None
    ) -> Self:
        """Return the place that a request came to.

        Args:
            environ: The request's WSGI environment.
            settings: How hosts are matched; without it they are not.

        Example:
            >>> environ = {
            ...     "HTTP_HOST": "localhost:5000",
            ...     "REQUEST_METHOD": "GET",
            ...     "SCRIPT_NAME": "/app",
            ...     "wsgi.url_scheme": "http",
            ... }
            >>> Origin.from_environ(environ).host
            'localhost:5000'
        """
        scheme = environ["wsgi.url_scheme"]
        host, subdomain = _place(get_host(environ).lower(), scheme, settings)
        root_path = environ.get("SCRIPT_NAME", "")
        if root_path and not root_path.isascii():
            root_path = root_path.encode("latin-1").decode("utf-8", "replace")
        return cls(scheme, host, root_path, subdomain, environ["REQUEST_METHOD"])

    @classmethod
    def from_settings(
        cls, server_name: str | None, application_root: str = "/", scheme: str = "http"
    ) -> Self:
        """Return the place that the settings name, for links outside a request.

        Args:
            server_name: The setting ``SERVER_NAME``.
            application_root: The setting ``APPLICATION_ROOT``.
            scheme: The setting ``PREFERRED_URL_SCHEME``.

        Example:
            >>> Origin.from_settings("Example.COM").host
            'example.com'
        """
        host = _ascii((server_name or "").lower())
        return cls(scheme, host, application_root, external=True)


@dataclass(frozen=True, slots=True)
class UrlOptions:
    """How a link is wanted; each is ``None`` when it does not matter.

    Attributes:
        anchor: The part after ``#``.
        method: The link must lead to a route that answers this method.
        scheme: The link must be absolute, with this scheme. The empty text gives a
            link that keeps the scheme of the page it stands on.
        external: Whether the link must be absolute.
    """

    anchor: str | None = None
    method: str | None = None
    scheme: str | None = None
    external: bool | None = None


class URL(str):
    """A link: a ``str`` that remembers where it was built.

    Attributes:
        origin: The place it was built from, or ``None`` if it is not known.

    Example:
        >>> URL("/login")
        '/login'
    """

    __slots__ = ("origin",)

    origin: Origin | None

    def __new__(cls, text: str = "", origin: Origin | None = None) -> Self:
        """Make a link of *text*, which must be a URL already."""
        url = super().__new__(cls, text)
        url.origin = origin
        return url

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.origin)

    def external(self, scheme: str | None = None) -> Self:
        """Return the link with a host, so that it leads there from anywhere.

        Args:
            scheme: ``https``, say; by default the one that it has, or that it was
                built from. The empty text keeps the scheme of the page it stands on.

        Raises:
            UrlError: If its host is not known, or *scheme* is none.

        Example:
            >>> URL("/login", Origin("http", "example.com")).external("https")
            'https://example.com/login'
        """
        if scheme and not _SCHEME.fullmatch(scheme):
            raise UrlError(
                f"{scheme!r} is not the scheme of a URL.",
                hint="Give 'https' or 'http', or leave it out.",
            )
        own, host, path = _parted(self)
        origin = self.origin
        if host is None:
            host = None if origin is None else origin.whole_host
            if not host or not path.startswith("/"):
                raise UrlError(
                    f"No host is known for the link {str(self)!r}.",
                    hint="Set SERVER_NAME, or build the link during a request.",
                )
        if scheme is None:
            scheme = own or ("" if origin is None else origin.scheme)
        start = f"{scheme}://" if scheme else "//"
        return type(self)(f"{start}{host}{path}", origin)

    def with_query(
        self, values: Mapping[str, QueryValue] | None = None, /, **more: QueryValue
    ) -> Self:
        """Return the link with these arguments in its query.

        They replace those of the same names; the others stay. A list repeats its
        name, ``None`` takes it away. Values are written as inputs read them.

        Args:
            values: The arguments, for names that are no words of Python.
            more: The arguments.

        Raises:
            UrlError: If a value has no text that a query can hold.

        Example:
            >>> URL("/posts?page=1&tag=a").with_query(page=2, tag=["b", "c"])
            '/posts?page=2&tag=b&tag=c'
            >>> URL("/posts?page=1").with_query(page=None)
            '/posts'
        """
        start, mark, anchor = self.partition("#")
        path, _, query = start.partition("?")
        query = changed_query(query, {**(values or {}), **more})
        asked = f"?{query}" if query else ""
        return type(self)(f"{path}{asked}{mark}{anchor}", self.origin)

    def with_anchor(self, text: str) -> Self:
        """Return the link to the place called *text* on its page.

        The empty text takes the anchor away.

        Raises:
            UrlError: If *text* holds half of a surrogate pair.

        Example:
            >>> URL("/posts?page=2#top").with_anchor("the end")
            '/posts?page=2#the%20end'
        """
        start = self.partition("#")[0]
        anchor = f"#{quoted_anchor(text)}" if text else ""
        return type(self)(f"{start}{anchor}", self.origin)


def quoted_anchor(text: str) -> str:
    """Return *text* as it stands behind ``#``.

    Raises:
        UrlError: If *text* holds half of a surrogate pair.

    Example:
        >>> quoted_anchor("the end")
        'the%20end'
    """
    try:
        return quote(text, safe=_ANCHOR_SAFE)
    except UnicodeError as error:
        raise UrlError(
            f"The anchor {text!r} is not text that a URL can hold.",
            hint="Leave half surrogates out.",
        ) from error


def _parted(url: str) -> tuple[str, str | None, str]:
    """Return the scheme, the host and the rest of *url*; no host is None."""
    found = _PLACED.match(url)
    if found is None:
        return "", None, url
    return found["scheme"] or "", found["host"], url[found.end() :]


def _place(
    requested: str, scheme: str, settings: TableSettings | None
) -> tuple[str, str]:
    """Return the host to link to, and the subdomain that was asked for."""
    if settings is None or settings.host_matching or settings.server_name is None:
        return requested, ""
    served = _without_usual_port(settings.server_name.lower(), scheme)
    if not settings.subdomain_matching:
        return _ascii(served), ""
    if requested == served:
        return _ascii(served), ""
    if requested.endswith(f".{served}"):
        return _ascii(served), requested.removesuffix(f".{served}")
    return _ascii(served), _ELSEWHERE


def _without_usual_port(host: str, scheme: str) -> str:
    return host.removesuffix(":443" if scheme in _SECURE else ":80")


def _ascii(host: str) -> str:
    """Return *host* as it stands in a URL: names of other scripts in IDNA."""
    if host.isascii():
        return host
    name, colon, port = host.partition(":")
    return f"{name.encode('idna').decode('ascii')}{colon}{port}"
