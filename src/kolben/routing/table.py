"""The table of routes: what an application serves.

Layer 1. One truth about the routes; the matcher and the URL builder are compiled from
it. Two routes that answer the same request are refused when the second is added,
because the first would win silently.

Paths are matched as by werkzeug's ``Map``, but for this: a path that does not convert
does not match, so the next route is tried; the methods that are allowed are those of
all routes that match the path; ``OPTIONS`` is answered for the programmer, unless a
route for the same paths answers it; and a host that is none, or that no route is on, is
no match rather than a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock
from typing import Generic, TypeVar
from wsgiref.types import WSGIEnvironment

from kolben.routing.conflicts import Conflicts, require_servable
from kolben.routing.match import Match
from kolben.routing.matcher import Matcher
from kolben.routing.route import Route
from kolben.routing.settings import TableSettings

__all__ = ["Table"]

T = TypeVar("T")


class Table(Generic[T]):
    """The routes of an application.

    Args:
        settings: How they are matched.

    Example:
        >>> from kolben.routing.pattern import Pattern
        >>> table: Table[str] = Table()
        >>> get = frozenset({"GET", "HEAD"})
        >>> table.add(Route(Pattern.parse("/login"), "login", "a target", {}, get))
        >>> table.match({"PATH_INFO": "/login", "REQUEST_METHOD": "GET"}).route
        <Route '/login' (GET, HEAD) -> 'login'>
    """

    def __init__(self, settings: TableSettings | None = None) -> None:
        self._settings = settings or TableSettings()
        self._routes: list[Route[T]] = []
        self._named: dict[str, tuple[Route[T], ...]] = {}
        self._conflicts = Conflicts()
        self._matcher: Matcher[T] | None = None
        self._lock = Lock()

    @property
    def settings(self) -> TableSettings:
        """How the routes are matched; may be set, which recompiles the table."""
        return self._settings

    @settings.setter
    def settings(self, settings: TableSettings) -> None:
        self._settings = settings
        self._matcher = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the routes, each once, in the order they were added."""
        return tuple(self._named)

    def add(self, route: Route[T]) -> None:
        """Add *route*.

        Raises:
            RouteError: If another route answers the same requests, or the route
                cannot serve as it is written.
        """
        require_servable(route)
        self._conflicts.add(route, self._settings)
        self._routes.append(route)
        self._named[route.name] = (*self.named(route.name), route)
        self._matcher = None

    def named(self, name: str) -> tuple[Route[T], ...]:
        """Return the routes called *name*, in the order they were added.

        As long as none is added it is the same tuple.
        """
        return self._named.get(name, ())

    def compile(self) -> None:
        """Prepare for matching, which the first match does otherwise.

        Raises:
            RouteError: If a route is on a host or subdomain, but such are not matched.
        """
        self._compiled()

    def match(self, environ: WSGIEnvironment) -> Match[T]:
        """Return the route that answers a request, with its variables.

        Raises:
            werkzeug.exceptions.NotFound: If no route matches the path.
            werkzeug.exceptions.MethodNotAllowed: If those that do answer other
                methods; it lists the methods of them all.
            werkzeug.routing.RequestRedirect: If the path has another canonical form.
            werkzeug.exceptions.BadHost: If the host is needed, and is none.
        """
        matcher = self._matcher
        if matcher is None:
            matcher = self._compiled()
        return matcher.match(environ)

    def _compiled(self) -> Matcher[T]:
        with self._lock:
            matcher = self._matcher
            if matcher is None:
                matcher = self._matcher = Matcher(self._routes, self._settings)
            return matcher

    def __iter__(self) -> Iterator[Route[T]]:
        return iter(self._routes)

    def __len__(self) -> int:
        return len(self._routes)
