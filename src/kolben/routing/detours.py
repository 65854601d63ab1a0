"""Where a request is sent instead of being answered, when its route says so.

Layer 1. Three kinds of routes lead elsewhere: an alias to the route it stands for, a
URL that spells out defaults to the URL that has them, and ``redirect_to`` to whatever
it names. Most routes do none of it, and have no detour at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias
from urllib.parse import quote, urljoin
from wsgiref.types import WSGIEnvironment

from kolben.exceptions import UrlError
from kolben.routing.builders import Builder, ranked
from kolben.routing.hosts import host_of
from kolben.routing.paths import PATH_SAFE, merged, quoted
from kolben.routing.pattern import Variable
from kolben.routing.route import Route
from kolben.routing.settings import TableSettings

__all__ = ["Detour", "Detours", "PLACEHOLDER", "redirect_url"]

PLACEHOLDER: Final = re.compile(r"<([^>]+)>")
"""A variable in the target of ``redirect_to``."""

_VISIBLE: Final = "".join(map(chr, range(0x21, 0x7F)))

Detour: TypeAlias = Callable[[WSGIEnvironment, Mapping[str, Any]], str | None]
"""Returns the URL that a request is sent to, or None if it is to be answered."""

_Candidates: TypeAlias = tuple[Builder[Any], ...]


class Detours:
    """Finds the detours of routes.

    Args:
        routes: All routes, by name.
        settings: How they are matched.
        adapter: Returns what a ``redirect_to`` function gets as its first argument.
    """

    def __init__(
        self,
        routes: Mapping[str, Sequence[Route[Any]]],
        settings: TableSettings,
        adapter: Callable[[WSGIEnvironment], object],
    ) -> None:
        self._settings = settings
        self._adapter = adapter
        self._builders = {
            name: ranked(same_name, settings)
            for name, same_name in routes.items()
            if settings.redirect_defaults and _may_detour(same_name)
        }

    def of(self, route: Route[Any]) -> Detour | None:
        """Return the detour of *route*, if it has any."""
        builders = self._builders.get(route.name, ())
        if route.options.alias:
            candidates = tuple(b for b in builders if not b.route.options.alias)
        else:
            candidates = _providers(builders, route, self._settings)
        if candidates:
            return self._canonical(candidates, self._elsewhere(route))
        return self._elsewhere(route)

    def _canonical(self, candidates: _Candidates, otherwise: Detour | None) -> Detour:
        """Return a detour to the first of *candidates* that has the same values."""

        def detour(
            environ: WSGIEnvironment, variables: Mapping[str, Any]
        ) -> str | None:
            method = environ["REQUEST_METHOD"].upper()
            for builder in candidates:
                if method in builder.methods and builder.takes(variables):
                    url = self._built(builder, variables, environ)
                    if url is not None:
                        return url
            return None if otherwise is None else otherwise(environ, variables)

        return detour

    def _built(
        self,
        builder: Builder[Any],
        variables: Mapping[str, Any],
        environ: WSGIEnvironment,
    ) -> str | None:
        known = {n: v for n, v in variables.items() if n in builder.route.arguments}
        try:
            host, path = builder.build(known)
        except UrlError:  # then it is answered where it is
            return None
        if host and not self._settings.host_matching:
            host = f"{host}.{self._settings.server_name or host_of(environ)}"
        return redirect_url(environ, path, host)

    def _elsewhere(self, route: Route[Any]) -> Detour | None:
        """Return the detour that ``redirect_to`` names."""
        target = route.options.redirect_to
        if target is None:
            return None
        if isinstance(target, str):
            return _templated(target, route)
        adapter = self._adapter

        def detour(environ: WSGIEnvironment, variables: Mapping[str, Any]) -> str:
            return urljoin(_base(environ), target(adapter(environ), **variables))

        return detour


def redirect_url(environ: WSGIEnvironment, path: str, host: str = "") -> str:
    """Return the absolute URL of *path*, which is quoted, with the request's query.

    Raises:
        werkzeug.exceptions.BadHost: If the request's host is missing or is none.

    Example:
        >>> environ = {
        ...     "HTTP_HOST": "localhost",
        ...     "QUERY_STRING": "page=2",
        ...     "wsgi.url_scheme": "http",
        ... }
        >>> redirect_url(environ, "/posts/")
        'http://localhost/posts/?page=2'
    """
    query = environ.get("QUERY_STRING", "").encode("latin-1")
    url = f"{_base(environ, host)}{path.lstrip('/')}"
    return f"{url}?{quote(query, safe=_VISIBLE)}" if query else url


def _base(environ: WSGIEnvironment, host: str = "") -> str:
    """Return the URL that the application is mounted at, with a slash at its end."""
    root = environ.get("SCRIPT_NAME", "").encode("latin-1").strip(b"/")
    prefix = f"/{quote(root, safe=PATH_SAFE)}/" if root else "/"
    return f"{environ['wsgi.url_scheme']}://{host or host_of(environ)}{prefix}"


def _templated(target: str, route: Route[Any]) -> Detour:
    """Return a detour to *target* with the variables written into it.

    A value can neither name another host nor another scheme: a target that begins
    with a variable is a path.
    """
    template = f"./{target}" if target.startswith("<") else target

    def detour(environ: WSGIEnvironment, variables: Mapping[str, Any]) -> str:
        def written(found: re.Match[str]) -> str:
            name = found[1]
            if name in route.converters:
                return route.converters[name].to_url(variables[name])
            return quoted(str(variables[name]))

        return urljoin(_base(environ), PLACEHOLDER.sub(written, template))

    return detour


def _may_detour(routes: Sequence[Route[Any]]) -> bool:
    return len(routes) > 1 and any(r.defaults or r.options.alias for r in routes)


def _providers(
    builders: _Candidates, route: Route[Any], settings: TableSettings
) -> _Candidates:
    """Return those before *route* that have as defaults what it has as variables.

    One that is written alike is the same URL, to which a redirect would never end.
    """
    own = _written(route, settings)
    providers = []
    for builder in builders:
        other = builder.route
        if other is route:
            break
        if (
            other.defaults
            and not other.options.build_only
            and other.arguments == route.arguments
            and _written(other, settings) != own
        ):
            providers.append(builder)
    return tuple(providers)


def _written(route: Route[Any], settings: TableSettings) -> tuple[str | None, ...]:
    """Return where *route* is: host and path, without the names of converters."""
    path = "".join(
        f"<{part.name}>" if isinstance(part, Variable) else part
        for part in route.pattern.parts
    )
    if route.merges_slashes(settings):
        path = merged(path)
    return route.options.host, route.options.subdomain, path
