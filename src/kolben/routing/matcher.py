"""The compiled matcher: from a path and a method to a route.

Layer 1. Most requests are answered by one look-up (a path without variables) or by
going straight down the trie. Only when that leads nowhere are all ways followed, in
order of preference; so what is rare pays for itself, and nothing pays for the number
of routes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar
from wsgiref.types import WSGIEnvironment

from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from kolben.routing.detours import redirect_url
from kolben.routing.forest import Forest
from kolben.routing.hosts import domain_of, host_of
from kolben.routing.leaves import Leaf
from kolben.routing.match import Match
from kolben.routing.paths import merged, quoted
from kolben.routing.route import Route
from kolben.routing.settings import TableSettings
from kolben.routing.trie import Node, straight, ways

__all__ = ["Matcher"]

T = TypeVar("T")


class _Found(NamedTuple, Generic[T]):
    """A way to a leaf that answers."""

    leaf: Leaf[T]
    variables: dict[str, Any]
    lacks_slash: bool


class Matcher(Generic[T]):
    """The routes, compiled for matching.

    Args:
        routes: The routes, in the order they were added.
        settings: How they are matched.
    """

    __slots__ = ("_answers", "_depth", "_domains", "_root", "_settings")

    def __init__(self, routes: Sequence[Route[T]], settings: TableSettings) -> None:
        forest: Forest[T] = Forest(routes, settings)
        self._settings = settings
        self._domains = forest.domains
        self._answers = forest.answers
        self._depth = forest.depth
        self._root = None if forest.by_domain else forest.domains.static.get("", Node())

    def match(self, environ: WSGIEnvironment) -> Match[T]:
        """Return the route that answers a request, with its variables.

        Raises:
            werkzeug.exceptions.NotFound: If no route matches the path.
            werkzeug.exceptions.MethodNotAllowed: If those that do answer other methods.
            werkzeug.routing.RequestRedirect: If the path has another canonical form.
            werkzeug.exceptions.BadHost: If the host is needed, and is none.
        """
        path = environ.get("PATH_INFO", "/")
        method = environ["REQUEST_METHOD"]
        answers = self._answers.get(path)
        if answers is not None:
            answer = answers.get(method)
            if answer is not None:
                return Match(answer[0], answer[1].copy())
        if not path.isascii():
            path = path.encode("latin-1").decode("utf-8", "replace")
        if path and (path[0] != "/" or path.startswith("//")):
            path = f"/{path.lstrip('/')}"
        segments = path.split("/", self._depth)
        root = self._root
        if root is not None:
            found = straight(root, segments, method)
            if found is not None and found[0].detour is None:
                return Match(found[0].route, found[1])
        return self._search(environ, path, method.upper())

    def _search(self, environ: WSGIEnvironment, path: str, method: str) -> Match[T]:
        """Follow all ways; the first that answers is the one."""
        domain = self._domain(environ)
        others: list[Leaf[T]] = []
        found = self._first(domain, path, method, others)
        if found is None:
            others += self._try_merged(environ, path, method)
            raise MethodNotAllowed(_methods_of(others)) if others else NotFound
        leaf, variables, lacks_slash = found
        if lacks_slash:
            raise _redirect(environ, f"{path}/")
        if leaf.detour is not None:
            url = leaf.detour(environ, variables)
            if url is not None:
                raise RequestRedirect(url)
        if method != "OPTIONS" or method in leaf.route.methods:
            return Match(leaf.route, variables)
        self._first(domain, path, "", others)
        return Match(leaf.route, variables, tuple(_methods_of(others)))

    def _try_merged(
        self, environ: WSGIEnvironment, path: str, method: str
    ) -> list[Leaf[T]]:
        """Redirect to *path* with its slashes merged, if that is answered.

        Returns:
            The leaves that match it, but answer other methods.
        """
        if not self._settings.merge_slashes or "//" not in path:
            return []
        whole, domain = merged(path), self._domain(environ)
        others: list[Leaf[T]] = []
        found = self._first(domain, whole, method, others)
        if found is not None:
            if found.lacks_slash:
                raise _redirect(environ, f"{whole}/")
            if found.leaf.merge:
                raise _redirect(environ, whole)
            self._first(domain, whole, "", others)
        return [leaf for leaf in others if leaf.merge]

    def _first(
        self, domain: str, path: str, method: str, others: list[Leaf[T]]
    ) -> _Found[T] | None:
        """Return the first way that answers *method*.

        What matches the path until then, but answers other methods, goes into *others*.
        """
        segments = [domain, *path.split("/", self._depth)[1:]]
        for leaf, texts, lacking in ways(self._domains, segments):
            variables = leaf.filled(texts)
            if variables is None:
                continue
            lacks_slash = lacking and leaf.strict
            if method in leaf.methods:
                return _Found(leaf, variables, lacks_slash)
            if not lacks_slash:
                others.append(leaf)
        return None

    def _domain(self, environ: WSGIEnvironment) -> str:
        """Return the host or subdomain by which routes are chosen.

        Raises:
            werkzeug.exceptions.NotFound: If the request came to a foreign host.
        """
        if self._root is not None:
            return ""
        if self._settings.host_matching:
            return host_of(environ)
        domain = domain_of(environ, self._settings.server_name)
        if domain is None:
            raise NotFound
        return domain


def _redirect(environ: WSGIEnvironment, path: str) -> RequestRedirect:
    return RequestRedirect(redirect_url(environ, quoted(path)))


def _methods_of(leaves: Iterable[Leaf[T]]) -> list[str]:
    return sorted({method for leaf in leaves for method in leaf.methods})
