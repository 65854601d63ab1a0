"""Other WSGI applications, below paths of this one.

Layer 5. They are asked before the routes, so a route below such a path would never be
answered; that is said before the first request.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final
from wsgiref.types import WSGIApplication

from werkzeug.middleware.dispatcher import DispatcherMiddleware

from kolben._sites import Site, calling_site
from kolben.exceptions import RouteError, RouteTypeError
from kolben.routing import Route

__all__ = ["Mounts"]

_PATH: Final = re.compile(r"(/[^/<>?#\s]+)+")


class Mounts:
    """The applications that are mounted, by their paths.

    Example:
        >>> mounts = Mounts()
        >>> mounts.add("/old/", lambda environ, start_response: [b"old"])
        >>> mounts.round(print)({"PATH_INFO": "/old/x"}, print)
        [b'old']
    """

    def __init__(self) -> None:
        self._applications: dict[str, Any] = {}
        self._sites: dict[str, Site] = {}

    def add(self, path: Any, application: Any) -> None:
        """Mount *application* below *path*.

        Raises:
            RouteError: If *path* is no path below the root, or is taken.
            RouteTypeError: If it is no text, or *application* cannot be called.
        """
        given: object = application  # its type stays what the signature says
        if not isinstance(path, str) or not callable(given):
            raise RouteTypeError(
                f"{application!r} cannot be mounted at {path!r}.",
                hint="Give a path and a WSGI application: mount('/old', application). "
                "A Router is included: app.include(router, prefix='/old').",
            )
        prefix = path.rstrip("/")
        if not _PATH.fullmatch(prefix):
            raise RouteError(
                f"An application cannot be mounted at {path!r}.",
                hint="Give a path below the root, without variables, such as '/old'.",
            )
        if prefix in self._applications:
            raise RouteError(
                f"An application is mounted at {prefix!r} already, by "
                f"{self._sites[prefix]}.",
                hint="Give another path.",
            )
        self._applications[prefix] = application
        self._sites[prefix] = calling_site()

    def round(self, application: WSGIApplication) -> WSGIApplication:
        """Return *application* with those that are mounted asked before it."""
        if not self._applications:
            return application
        return DispatcherMiddleware(application, self._applications)

    def above(self, path: str) -> tuple[str, Site] | None:
        """Return where the application is mounted that answers *path*, and by whom."""
        parts = path.split("/")
        for length in range(len(parts), 1, -1):
            site = self._sites.get(prefix := "/".join(parts[:length]))
            if site is not None:
                return prefix, site
        return None

    def require_apart(self, routes: Iterable[Route[Any]]) -> None:
        """Make sure that none of *routes* lies below a mounted application.

        Raises:
            RouteError: If one does.
        """
        for route in routes:
            for prefix, site in self._sites.items():
                if f"{route.rule}/".startswith(f"{prefix}/"):
                    raise RouteError(
                        f"The route {route.rule!r} ({route.name}, {route.site}) is "
                        f"never answered: it lies below {prefix!r}, where an "
                        f"application is mounted by {site}.",
                        hint="Give one of them another path.",
                    )
