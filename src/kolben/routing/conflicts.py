"""Refuses routes that could not serve as they are written.

Layer 1. Of two routes that answer the same request the first would win silently, and a
route on a host that is not looked at would be on all of them, or on none. The errors
name both routes, and where they were declared.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

from werkzeug.routing import BaseConverter

from kolben._wording import route_answered_twice
from kolben.exceptions import RouteError, UrlError, did_you_mean
from kolben.routing.detours import PLACEHOLDER
from kolben.routing.encoders import encoder_of
from kolben.routing.pattern import Pattern
from kolben.routing.route import Route
from kolben.routing.settings import TableSettings
from kolben.routing.steps import path_steps, steps_of

__all__ = ["Conflicts", "conversion_of", "require_hosts_matched", "require_servable"]


class Conflicts:
    """Remembers which requests are answered already."""

    def __init__(self) -> None:
        self._answered: dict[Hashable, dict[str, Route[Any]]] = {}

    def add(self, route: Route[Any], settings: TableSettings) -> None:
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


def require_servable(route: Route[Any]) -> None:
    """Refuse what can be seen to be wrong with *route* by itself.

    Raises:
        RouteError: If a variable has no converter, one of the host may hold slashes,
            a default cannot stand in the path, or the route redirects by a variable
            that it does not have.
    """
    of_host = [name for domain in _domains(route) for name in domain.names]
    for name in (*of_host, *route.pattern.names):
        if name not in route.converters:
            raise RouteError(
                f"The variable {name!r} of {route.rule!r} has no converter.",
                hint="Make one for every variable: 'Converters().make(variable)'.",
            )
    for name in of_host:
        if not route.converters[name].part_isolating:
            raise RouteError(
                f"The host of {route.rule!r} has a variable with slashes: {name!r}.",
                hint="Use a converter that takes no slash, such as 'string'.",
            )
    for name in route.pattern.names:
        if name in route.defaults:
            _require_writable(route, name)
    if isinstance(route.options.redirect_to, str):
        _require_known(route, route.options.redirect_to)


def require_hosts_matched(
    routes: Iterable[Route[Any]], settings: TableSettings
) -> None:
    """Refuse routes on a host or subdomain where such are not looked at.

    Raises:
        RouteError: If there is one.
    """
    for route in routes:
        if route.host and not settings.host_matching:
            raise _unmatched(route, "host", route.host)
        if route.subdomain and not settings.subdomain_matching:
            raise _unmatched(route, "subdomain", route.subdomain)


def _domains(route: Route[Any]) -> list[Pattern]:
    return [domain for domain in (route.host, route.subdomain) if domain]


def _require_writable(route: Route[Any], name: str) -> None:
    try:
        encoder_of(name, route.converters[name], route.rule)(route.defaults[name])
    except UrlError as error:
        raise RouteError(
            f"The default {route.defaults[name]!r} of {name!r} cannot stand in the "
            f"path of {route.rule!r}.",
            hint="Give a default that the converter takes from a URL.",
        ) from error


def _require_known(route: Route[Any], target: str) -> None:
    for name in PLACEHOLDER.findall(target):
        if name not in route.arguments:
            raise RouteError(
                f"The target {target!r} of {route.rule!r} has the variable {name!r}, "
                "which the route does not have.",
                hint=did_you_mean(
                    name,
                    route.arguments,
                    f"Add '<{name}>' to the route, or take it out of the target.",
                ),
            )


def _unmatched(route: Route[Any], kind: str, domain: Pattern) -> RouteError:
    return RouteError(
        f"The route {_shown(route)} is on the {kind} {domain.template!r}, but {kind}s "
        "are not matched.",
        hint=f"Make the application with {kind}_matching=True, or leave the {kind} "
        "out.",
    )


def _taken(route: Route[Any], other: Route[Any], method: str) -> RouteError:
    words = route_answered_twice(method, route.rule, _shown(other), _shown(route))
    return RouteError.saying(words)


def _shown(route: Route[Any]) -> str:
    place = f" at {route.site}" if route.site else ""
    return f"{route.name!r} ({route.rule}){place}"


def _identity(route: Route[Any], settings: TableSettings) -> Hashable:
    """Return what two routes have in common if the same requests lead to them."""
    domains = _domains(route)
    variables = [each for domain in domains for each in domain.variables]
    return (
        tuple(steps_of(domain, route.converters, merge=False) for domain in domains),
        route.host is None,
        path_steps(route, settings),
        tuple(
            conversion_of(route.converters[each.name])
            for each in (*variables, *route.pattern.variables)
        ),
    )


def conversion_of(converter: BaseConverter) -> Hashable:
    """Return the class of *converter* and what it was made with."""
    state = {n: v for n, v in vars(converter).items() if n != "map"}
    return type(converter), tuple(
        sorted((n, repr(_sorted(v))) for n, v in state.items())
    )


def _sorted(value: object) -> object:
    return sorted(map(repr, value)) if isinstance(value, set | frozenset) else value
