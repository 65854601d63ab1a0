"""Which routes a request is compared with, and what its URL gives the handler.

Layer 8. A part of :mod:`kolben.checks.explaining`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from wsgiref.types import WSGIEnvironment

from kolben._annotations import describe
from kolben.app import App
from kolben.checks.sections import Row, Section, written_at
from kolben.endpoints import Endpoint
from kolben.routing import Match, Route
from kolben.routing.conversion import product_of
from kolben.routing.tracing import Attempt, attempts

__all__ = ["rules_tried", "variables_read"]

_MOST: Final = 8
"""How many routes are shown that only a part of the path fits."""


def rules_tried(
    app: App, environ: WSGIEnvironment, found: Route[Endpoint] | None, *, every: bool
) -> Section:
    """Return the section of the routes that a request is compared with.

    Args:
        app: The application.
        environ: The request.
        found: The route that answers it, if one does.
        every: Whether routes are shown with which the path has nothing in common.
    """
    tried = attempts(list(app.routes), app.routes.settings, environ)
    shown = tried if every else [each for each in tried if each.whole]
    if not every:
        near = [each for each in tried if not each.whole and each.fitted]
        shown += (near or tried)[:_MOST] if not shown or near else []
    left = len(tried) - len(shown)
    rest = f"and {left} more, which the path does not fit" if left else ""
    return Section.of("Rules", (_row(each, found) for each in shown), rest)


def _row(attempt: Attempt[Endpoint], found: Route[Endpoint] | None) -> Row:
    route, reason = attempt.route, attempt.reason
    if route is found:
        reason = "answers"
    elif reason is None:
        reason = "would answer, but is tried later" if found else "fits"
    methods = ", ".join(sorted(route.methods - {"HEAD"} or route.methods))
    mark = ">" if route is found else ""
    return mark, route.rule, methods, reason, written_at(route.site)


def variables_read(match: Match[Endpoint]) -> Section:
    """Return the section of the variables of the URL, and of what converts them."""
    return Section.of("Variables", _variables(match.route, match.variables))


def _variables(route: Route[Endpoint], values: Mapping[str, Any]) -> Iterator[Row]:
    for name, value in values.items():
        converter = route.converters.get(name)
        if converter is None or name in route.defaults:
            yield name, repr(value), "default of the rule"
            continue
        product = product_of(type(converter))
        kind = type(converter).__name__.lstrip("_")
        yield name, repr(value), f"{kind} of {describe(product)}" if product else kind
