"""Links to routes that do not exist, and without what their URLs need.

Layer 8. What a link says is handed to what builds links, so that a link is found
wrong here exactly if it would fail when it is built. Values that are not written out
are taken for right ones; a name that begins with a dot may be meant for any router.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kolben._calls import UNKNOWN, Call, Reference
from kolben.app import App
from kolben.checks.finding import Finding
from kolben.checks.project import Project
from kolben.checks.sources import calls_of_app
from kolben.checks.static_files import missing_file
from kolben.checks.targets import Targets, routes_of
from kolben.endpoints import Endpoint
from kolben.exceptions import KolbenError, UrlError
from kolben.link_arguments import LinkArguments
from kolben.links import values_of
from kolben.resources import is_resource
from kolben.routing import Origin, Route, UrlOptions, Urls
from kolben.routing.builders import ranked
from kolben.templating.calls import calls_of

__all__ = ["broken_links"]

_HERE: Final = Origin("http", "localhost", "")
_OPTIONS: Final = {"_anchor", "_external", "_method", "_scheme"}


def broken_links(app: App, project: Project) -> Iterator[Finding]:
    """Yield the links in sources and templates that cannot be built."""
    del project
    targets = Targets()
    sources = calls_of_app(app, "url", "url_for")
    for call in (*sources, *_calls_in_templates(app)):
        target = call.first
        if isinstance(target, Reference):
            target = targets.find(call.site.file, target)
        if isinstance(target, str) and call.function == "url_for":
            yield from _by_name(app, target, call)
        elif callable(target):
            yield from _finding(call, _error_of(app, target, call))


def _by_name(app: App, target: str, call: Call) -> Iterator[Finding]:
    names = _meant_by(app, target)
    errors = [_error_of(app, name, call) for name in names]
    if None not in errors:
        yield from _finding(call, errors[0])
    elif len(names) == 1:
        yield from missing_file(app.routes.named(names[0]), call)


def _finding(call: Call, error: KolbenError | None) -> Iterator[Finding]:
    if error is not None:
        yield Finding("broken-link", "error", call.site, error.problem, error.hint)


def _calls_in_templates(app: App) -> Iterator[Call]:
    environment = app.jinja_env
    linking = environment.globals.get("url_for")
    if not str(getattr(linking, "__module__", "")).startswith("kolben."):
        return
    try:
        templates = environment.list_templates()
    except TypeError:  # a loader that cannot list what it has
        return
    for template in templates:
        yield from calls_of(environment, template, "url_for")


def _meant_by(app: App, name: str) -> list[str]:
    """Return the names of routes that *name* may stand for, at least one."""
    if not name.startswith("."):
        return [name]
    known = set(app.routes.names)
    scopes = {route.target.scope.name for route in app.routes}
    names = sorted(f"{scope}{name}" if scope else name[1:] for scope in scopes)
    return [each for each in names if each in known] or [name[1:]]


def _error_of(app: App, target: Any, call: Call) -> KolbenError | None:
    """Return what building the link would raise, as far as that can be known.

    Args:
        app: The application.
        target: The name of a route, a class, a method, or a function.
        call: The link.
    """
    try:
        by_position = values_of(target, call.arguments[1:])
        _build(app, target, call, {**call.values, **by_position})
    except UrlError as error:
        return error
    except KolbenError:  # it needs a host, which only a request tells
        return None
    return None


def _build(app: App, target: Any, call: Call, given: Mapping[str, Any]) -> None:
    """Build the link as far as its values are known.

    Raises:
        UrlError: If it cannot be built.
    """
    routes, urls = _routes_of(app, target), Urls(app.routes)
    if not (routes and call.whole) or _adds_values(routes):
        return
    values = {
        name: value
        for name, value in given.items()
        if name not in _OPTIONS and value is not None
    }
    known = {name: each for name, each in values.items() if each is not UNKNOWN}
    for_path = _for_path(app, routes[0], target, call, known)
    builders = ranked(routes, app.routes.settings)
    if not any(builder.required <= values.keys() for builder in builders):
        # A method keeps the values from being looked at before their names.
        method = min(builders[0].methods, default="GET")
        urls.build_route(routes, values, _HERE, UrlOptions(method=method))
    elif not any(builder.names & (values.keys() - known) for builder in builders):
        options = UrlOptions(method=_method_of(call))
        urls.build_route(routes, for_path, _HERE, options)


def _routes_of(app: App, target: Any) -> tuple[Route[Endpoint], ...]:
    """Return the routes that a link to *target* may lead to; none if it is unclear.

    Raises:
        UrlError: If there are none.
    """
    if isinstance(target, str):
        routes = app.routes.named(target)
    else:
        routes = routes_of(app, target)
        if not routes and _is_base(app, target):
            return ()
    if not routes:
        app.url_for(target)  # says why not
    handlers = {id(route.target.handler) for route in routes}
    return routes if isinstance(target, str) or len(handlers) == 1 else ()


def _is_base(app: App, target: Any) -> bool:
    """Whether *target* is a base of a resource with a URL, or a method of a class."""
    handlers: list[Any] = [route.target.handler for route in app.routes]
    classes = [each for each in handlers if is_resource(each)]
    if isinstance(target, type):
        return any(issubclass(each, target) for each in classes)
    return "." in target.__qualname__


def _for_path(
    app: App,
    route: Route[Endpoint],
    target: Any,
    call: Call,
    values: Mapping[str, Any],
) -> Mapping[str, Any]:
    """Return *values* without those that are inputs of what the link leads to.

    Raises:
        UrlError: If it would not take one of them.
    """
    handler = route.target.handler
    if "_method" in call.values or not (isinstance(target, str) or target is handler):
        return values  # they may be meant for another method
    plan = app.plan_of(route)
    return values if plan is None else LinkArguments(plan).parted(values)[0]


def _adds_values(routes: tuple[Route[Endpoint], ...]) -> bool:
    """Whether functions of the application may add to the values of a link."""
    routers: list[Any] = [each for it in routes for each in it.target.scope.chain]
    return any(router.hook_lists.url_defaults for router in routers)


def _method_of(call: Call) -> str | None:
    method = call.values.get("_method")
    return method if isinstance(method, str) else None
