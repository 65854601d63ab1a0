"""Refuses routes that could not serve as they are written.

Layer 1. Of two routes that answer the same request the first would win silently, and a
route on a host that is not looked at would be on all of them, or on none. The errors
name both routes, and where they were declared.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any, Final

from werkzeug.routing import BaseConverter

from kolben.exceptions import RouteError, nearest
from kolben.routing.forest import (
    ForestSettings,
    domain_of_route,
    domain_steps,
    path_steps,
)
from kolben.routing.route import Route

__all__ = ["Conflicts", "require_servable"]

_PLACEHOLDER: Final = re.compile(r"<([^>]+)>")


class Conflicts:
    """Remembers which requests are answered already."""

    def __init__(self) -> None:
        self._answered: dict[Hashable, dict[str, Route[Any]]] = {}

    def add(self, route: Route[Any], settings: ForestSettings) -> None:
        """Note what *route* answers.

        Raises:
            RouteError: If another route answers it.
        """
        if route.options.build_only:
            return
        answered = self._answered.setdefault(_identity(route, settings), {})
        for method in sorted(route.methods):
            if method in answered:
                raise _taken(route, answered[method], method)
        answered.update(dict.fromkeys(route.methods, route))


def require_servable(route: Route[Any], settings: ForestSettings) -> None:
    """Refuse what can be seen to be wrong with *route* by itself.

    Raises:
        RouteError: If a variable has no converter, the route names a host that is not
            looked at, or redirects by a variable that it does not have.
    """
    options = route.options
    if options.host and not settings.host_matching:
        raise _unmatched(route, "host", options.host)
    if options.subdomain and not settings.subdomain_matching:
        raise _unmatched(route, "subdomain", options.subdomain)
    domain = domain_of_route(route, settings)
    names = {*route.pattern.names, *(domain.names if domain else ())}
    for name in sorted(names - set(route.converters)):
        raise RouteError(
            f"The variable {name!r} of {route.rule!r} has no converter.",
            hint="Make one for every variable: 'Converters().make(variable)'.",
        )
    if domain and any(not route.converters[n].part_isolating for n in domain.names):
        raise RouteError(
            f"A variable of the host of {route.rule!r} may hold slashes.",
            hint="Use a converter that takes no slash, such as 'string'.",
        )
    if isinstance(options.redirect_to, str):
        _require_known(route, options.redirect_to)


def _require_known(route: Route[Any], target: str) -> None:
    for name in _PLACEHOLDER.findall(target):
        if name not in route.arguments:
            meant = nearest(name, route.arguments)
            raise RouteError(
                f"The target {target!r} of {route.rule!r} has the variable {name!r}, "
                "which the route has not.",
                hint=f"Did you mean {meant!r}?"
                if meant
                else f"Add '<{name}>' to the route, or take it out of the target.",
            )


def _unmatched(route: Route[Any], kind: str, text: str) -> RouteError:
    return RouteError(
        f"The route {route.rule!r} names the {kind} {text!r}, but {kind}s are not "
        "matched.",
        hint=f"Make the application with {kind}_matching=True, or leave the {kind} "
        "out.",
    )


def _taken(route: Route[Any], other: Route[Any], method: str) -> RouteError:
    return RouteError(
        f"{method} {route.rule!r} is answered twice: by {_shown(other)} and by "
        f"{_shown(route)}.",
        hint="Take one of them away, or give them different URLs or methods.",
    )


def _shown(route: Route[Any]) -> str:
    place = f" at {route.site}" if route.site else ""
    return f"{route.name!r} ({route.rule}){place}"


def _identity(route: Route[Any], settings: ForestSettings) -> Hashable:
    """Return what two routes have in common if the same paths lead to them."""
    domain = domain_of_route(route, settings)
    variables = (*(domain.variables if domain else ()), *route.pattern.variables)
    return (
        domain_steps(route, settings),
        path_steps(route, settings),
        tuple(_conversion(route.converters[each.name]) for each in variables),
    )


def _conversion(converter: BaseConverter) -> Hashable:
    """Return the class of *converter* and what it was made with."""
    state = {n: v for n, v in vars(converter).items() if n != "map"}
    return type(converter), tuple(
        sorted((n, repr(_sorted(v))) for n, v in state.items())
    )


def _sorted(value: object) -> object:
    return sorted(map(repr, value)) if isinstance(value, set | frozenset) else value
