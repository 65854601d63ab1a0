"""From a class, a function or a name to its URL.

Layer 6. What may be linked is looked up here; how a URL is put together is the affair
of :mod:`kolben.routing`.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kolben._labels import label_of
from kolben.binding import Plan
from kolben.config import ConfigDict
from kolben.context import Context
from kolben.endpoints import Endpoint
from kolben.exceptions import UrlError
from kolben.link_arguments import LinkArguments
from kolben.registrar import Registrar
from kolben.resources import is_resource, verbs_of
from kolben.routing import URL, Origin, Route, Table, UrlOptions
from kolben.routing.urls import Urls

__all__ = ["Links", "values_of"]


@dataclass(frozen=True, slots=True)
class Links:
    """Builds the URLs of an application.

    Attributes:
        registrar: Knows which routes a class or a function has.
        table: The routes.
        urls: Puts the URLs together.
        config: Says where the application is, outside of a request.
    """

    registrar: Registrar
    table: Table[Endpoint]
    urls: Urls[Endpoint]
    config: ConfigDict
    _arguments: dict[tuple[Endpoint, str], LinkArguments] = field(
        default_factory=dict, repr=False
    )

    def build(
        self,
        context: Context | None,
        target: Any,
        values: Mapping[str, Any],
        options: UrlOptions,
    ) -> URL:
        """Return the URL of *target*, a class, a function or the name of a route.

        Args:
            context: The current context, if there is one.
            target: What to link to; a name that begins with a dot is looked up beside
                the route of the request.
            values: The variables of the URL; what is none goes into the query.
            options: The anchor, the method, the scheme, and whether it is absolute.

        Raises:
            UrlError: If there is no such route, a variable is missing, or a value
                would not be matched again.
        """
        if isinstance(target, str):
            name = _absolute(context, target)
            routes = self.registrar.routes_of(name)
        else:
            name = label_of(target)
            routes = _nearby(context, self.registrar.routes_of(target))
            if not routes:
                raise UrlError(
                    f"{name} has no URL: it is not registered.",
                    hint=f"Register it with 'add(path, {name})' or a decorator.",
                )
            _require_one_handler(name, routes)
        values, query = self._parted(target, routes, values, options.method)
        filled = self._with_defaults(routes, values)
        origin = self._origin(context)
        if isinstance(target, str):
            url = self.urls.build(name, filled, origin, options)
        else:
            url = self.urls.build_route(routes, filled, origin, options)
        return url.with_query(query) if query else url

    def plan_of(self, route: Route[Endpoint]) -> Plan | None:
        """Return what the method that a link to *route* leads to takes."""
        endpoint = route.target
        return self.registrar.plan_of(endpoint, _method_of(None, endpoint, None))

    def _parted(
        self,
        target: Any,
        routes: tuple[Route[Endpoint], ...],
        values: Mapping[str, Any],
        wanted: str | None,
    ) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Return *values* for the path, and those that are inputs by other names."""
        if not (values and routes):
            return values, {}
        endpoint = routes[0].target
        method = _method_of(target, endpoint, wanted)
        key = (endpoint, method)
        arguments = self._arguments.get(key)
        if arguments is None:
            plan = self.registrar.plan_of(endpoint, method)
            arguments = LinkArguments(plan) if plan else None
            if arguments is None:
                return values, {}
            self._arguments[key] = arguments
        return arguments.parted(values)

    def _with_defaults(
        self, routes: tuple[Route[Endpoint], ...], values: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Return *values* with what the functions of URL defaults add."""
        if not routes:
            return values
        route = routes[0]
        filled = dict(values)
        for router in route.target.scope.chain:
            for add_defaults in router.hook_lists.url_defaults:
                add_defaults(route.name, filled)
        return filled

    def _origin(self, context: Context | None) -> Origin:
        if context is not None and context.has_request:
            if context.origin is None:
                environ = context.request.environ
                context.origin = Origin.from_environ(environ, self.table.settings)
            return context.origin
        return Origin.from_settings(
            self.config["SERVER_NAME"],
            self.config["APPLICATION_ROOT"],
            self.config["PREFERRED_URL_SCHEME"],
        )


def values_of(target: Any, arguments: tuple[Any, ...]) -> dict[str, Any]:
    """Return positional *arguments* under the names that *target* gives them.

    Raises:
        UrlError: If *target* is a name, or takes fewer of them.

    Example:
        >>> def profile(username: str) -> str: ...
        >>> values_of(profile, ("ada",))
        {'username': 'ada'}
    """
    if not arguments:
        return {}
    if isinstance(target, str):
        raise UrlError(
            f"A link to {target!r} takes values by name only.",
            hint="Write url_for(name, variable=value).",
        )
    names = _positions(target)
    if len(arguments) > len(names):
        raise UrlError(
            f"{label_of(target)} takes {len(names)} values, not {len(arguments)}.",
            hint="Give the others by name, to have them in the query.",
        )
    return dict(zip(names, arguments, strict=False))


def _positions(target: Any) -> list[str]:
    """Return the names of what *target* takes by position, without ``self``."""
    function = target
    if is_resource(target):
        function = getattr(target, verbs_of(target)[0])
    return [
        parameter.name
        for parameter in inspect.signature(function).parameters.values()
        if parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        and parameter.name != "self"
    ]


def _method_of(target: Any, endpoint: Endpoint, wanted: str | None) -> str:
    """Return the method of a link to *target*: *wanted*, its own, or else ``GET``."""
    if wanted is not None and wanted.upper() in endpoint.calls:
        return wanted.upper()
    if isinstance(endpoint.handler, type) and target is not endpoint.handler:
        for method in endpoint.calls:
            if getattr(endpoint.handler, method.lower(), None) is target:
                return method
    return "GET" if "GET" in endpoint.calls else next(iter(endpoint.calls), "")


def _nearby(
    context: Context | None, routes: tuple[Route[Endpoint], ...]
) -> tuple[Route[Endpoint], ...]:
    """Return those of *routes* that stand nearest to the route of the request.

    Where a router is included twice, its handlers link to their own half.
    """
    match = None if context is None else context.match
    if match is None or not routes:
        return routes
    here = set(match.route.target.scope.line)
    shared = [len(here.intersection(route.target.scope.line)) for route in routes]
    most = max(shared)
    return tuple(
        route for route, count in zip(routes, shared, strict=True) if count == most
    )


def _absolute(context: Context | None, name: str) -> str:
    if not name.startswith("."):
        return name
    match = None if context is None else context.match
    outer = "" if match is None else match.route.target.scope.name
    return f"{outer}{name}" if outer else name[1:]


def _require_one_handler(name: str, routes: tuple[Route[Endpoint], ...]) -> None:
    handlers = [route.target.handler for route in routes]
    classes = {handler for handler in handlers if isinstance(handler, type)}
    if len(classes) > 1:
        labels = sorted(map(label_of, classes))
        raise UrlError(
            f"{name} belongs to several classes: {', '.join(labels)}.",
            hint="Link to the class itself.",
        )
