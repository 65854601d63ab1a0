"""The routes as a map of werkzeug's, for those who ask for one.

Layer 1. A ``redirect_to`` function is called with werkzeug's adapter, by which it may
build URLs. Nothing else in Kolben matches or builds by it, so it is made when first
asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any
from wsgiref.types import WSGIEnvironment

from werkzeug.routing import BaseConverter, Map, MapAdapter, Rule

from kolben.routing.route import Route

__all__ = ["Adapters"]


class Adapters:
    """Gives werkzeug's adapter of the routes for a request.

    Args:
        routes: All routes.
        server_name: The host, if it is settled.
        host_matching: Whether routes name whole hosts.
    """

    def __init__(
        self,
        routes: Iterable[Route[Any]],
        server_name: str | None = None,
        *,
        host_matching: bool = False,
    ) -> None:
        self._routes = tuple(routes)
        self._server_name = server_name
        self._host_matching = host_matching

    def __call__(self, environ: WSGIEnvironment) -> MapAdapter:
        """Return the adapter for a request."""
        return self._map.bind_to_environ(environ, self._server_name)

    @cached_property
    def _map(self) -> Map:
        rules = [_PreparedRule(route) for route in self._routes]
        return Map(rules, host_matching=self._host_matching)


class _PreparedRule(Rule):
    """A rule with the converters that its route has already."""

    def __init__(self, route: Route[Any]) -> None:
        self._prepared = route.converters
        options = route.options
        super().__init__(
            route.rule,
            defaults=route.defaults,
            subdomain=options.subdomain,
            methods=route.methods,
            build_only=options.build_only,
            endpoint=route.name,
            alias=options.alias,
            host=options.host,
        )

    def get_converter(
        self,
        variable_name: str,
        converter_name: str,  # noqa: ARG002  # werkzeug's interface
        args: tuple[Any, ...],  # noqa: ARG002
        kwargs: Mapping[str, Any],  # noqa: ARG002
    ) -> BaseConverter:
        """Return the converter that the route was made with."""
        return self._prepared[variable_name]
