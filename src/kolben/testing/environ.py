"""A WSGI environment for a request that nobody sent.

Layer 5. It stands where the application says that it lives: at its ``SERVER_NAME``,
below its ``APPLICATION_ROOT`` and with its ``PREFERRED_URL_SCHEME``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import IO, Any, TypedDict, Unpack
from urllib.parse import urlsplit

import werkzeug.test
from werkzeug.datastructures import Authorization, Headers
from werkzeug.urls import iri_to_uri

from kolben.context import Application
from kolben.exceptions import KolbenError

__all__ = ["EnvironBuilder", "EnvironOptions"]


class EnvironOptions(TypedDict, total=False):
    """What a request may be made of, besides its path and where it goes."""

    query_string: Mapping[str, Any] | str | None
    method: str
    headers: Headers | Mapping[str, str] | Iterable[tuple[str, str]] | None
    data: IO[bytes] | str | bytes | Mapping[str, Any] | None
    json: Any
    auth: Authorization | tuple[str, str] | None
    content_type: str | None
    content_length: int | None
    mimetype: str | None
    input_stream: IO[bytes] | None
    errors_stream: IO[str] | None
    environ_base: Mapping[str, Any] | None
    environ_overrides: Mapping[str, Any] | None
    multithread: bool
    multiprocess: bool
    run_once: bool


class EnvironBuilder(werkzeug.test.EnvironBuilder):
    """Builds the WSGI environment of a request to an application.

    Args:
        app: The application whose settings say where it lives.
        path: The path of the request, which may carry a query. A whole URL
            ``http://host/path`` also says which host the request is for.
        base_url: Where the application lives, in place of its settings.
        subdomain: Is put before the host of the settings.
        url_scheme: Takes the place of ``PREFERRED_URL_SCHEME``.
        **options: What else the request is made of.

    Raises:
        KolbenError: If *base_url* is given together with a part of it.
    """

    def __init__(
        self,
        app: Application,
        path: str = "/",
        base_url: str | None = None,
        subdomain: str | None = None,
        url_scheme: str | None = None,
        **options: Unpack[EnvironOptions],
    ) -> None:
        self.app = app
        if base_url is not None and (subdomain or url_scheme):
            raise KolbenError(
                "A request was given 'base_url' and a part of it.",
                hint="Give 'base_url', or 'subdomain' and 'url_scheme'.",
            )
        if base_url is None:
            base_url, path = _address(app, path, subdomain, url_scheme)
        arguments: dict[str, Any] = dict(options)
        super().__init__(path, base_url, **arguments)
        if path.startswith("//"):  # a path with an empty segment, and not a host
            self.path: str = iri_to_uri(path.partition("?")[0])

    def json_dumps(self, obj: Any, **kwargs: Any) -> str:  # noqa: ARG002  # werkzeug's
        """Write *obj* as JSON, by the application's own provider."""
        text: str = self.app.json.dumps(obj)
        return text


def _address(
    app: Application, path: str, subdomain: str | None, url_scheme: str | None
) -> tuple[str, str]:
    """Return the base URL that *app* has by its settings, and the path below it."""
    scheme = url_scheme or app.config.get("PREFERRED_URL_SCHEME") or "http"
    host = app.config.get("SERVER_NAME") or "localhost"
    if subdomain:
        host = f"{subdomain}.{host}"
    if path.startswith(("http://", "https://")):
        url = urlsplit(path)
        scheme, host = url.scheme, url.netloc
        path = f"{url.path or '/'}?{url.query}" if url.query else url.path or "/"
    root = (app.config.get("APPLICATION_ROOT") or "/").strip("/")
    return f"{scheme}://{host}/{root}", path
