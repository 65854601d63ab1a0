"""Routes that no request reaches, since others take what they would.

Layer 8. Two routes for the very same requests are refused when the application is
made. Here are those of which one takes more than the other, and is tried first: the
page stands in the code, and nobody will ever see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kolben.app import App
from kolben.checks.finding import Finding
from kolben.checks.project import Project
from kolben.endpoints import Endpoint
from kolben.routing import Route
from kolben.routing.shadows import Shadow, shadows

__all__ = ["unreachable_routes"]

_AUTOMATIC: Final = frozenset({"HEAD", "OPTIONS"})


def unreachable_routes(app: App, project: Project) -> Iterator[Finding]:
    """Yield the routes that are never answered, or not for all of their methods."""
    del project
    routes = app.routes
    for shadow in shadows(list(routes), routes.settings):
        yield _hidden(shadow)


def _hidden(shadow: Shadow[Endpoint]) -> Finding:
    route, by = shadow.route, shadow.by
    methods = sorted(shadow.methods - _AUTOMATIC or shadow.methods)
    return Finding(
        "unreachable-route",
        "error",
        route.site,
        f"{' and '.join(methods)} {route.rule!r} ({_label(route)}) is never answered: "
        f"{by.rule!r} ({_label(by)}, {by.site}) takes every path of it first.",
        f"Declare {route.rule!r} before {by.rule!r}, or give them different URLs.",
    )


def _label(route: Route[Endpoint]) -> str:
    return route.target.label
