"""Links by name: to routes that do not exist, and without what their URLs need.

Layer 8. What a link says is handed to what builds links, so that a link is found
wrong here exactly if it would fail when it is built. Values that are not written out
are taken for right ones; a name that begins with a dot may be meant for any router.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kolben._calls import UNKNOWN, Call
from kolben.app import App
from kolben.checks.finding import Finding
from kolben.checks.project import Project
from kolben.checks.sources import calls_of_app
from kolben.checks.static_files import missing_file
from kolben.endpoints import Endpoint
from kolben.exceptions import KolbenError, UrlError
from kolben.link_arguments import LinkArguments
from kolben.links import values_of
from kolben.routing import Origin, Route, UrlOptions, Urls
from kolben.routing.builders import ranked
from kolben.templating.calls import calls_of

__all__ = ["broken_links"]

_HERE: Final = Origin("http", "localhost", "")
_OPTIONS: Final = {"_anchor", "_external", "_method", "_scheme"}


def broken_links(app: App, project: Project) -> Iterator[Finding]:
    """Yield the links in sources and templates that cannot be built."""
    del project
    for call in (*calls_of_app(app, "url_for"), *_calls_in_templates(app)):
        if not isinstance(call.first, str):
            continue
        names = _meant_by(app, call.first)
        errors = [_error_of(app, name, call) for name in names]
        if None not in errors:
            error = next(filter(None, errors))
            yield Finding("broken-link", "error", call.site, error.problem, error.hint)
        elif len(names) == 1:
            yield from missing_file(app.routes.named(names[0]), call)


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


def _error_of(app: App, name: str, call: Call) -> KolbenError | None:
    """Return what building the link would raise, as far as that can be known."""
    try:
        values_of(name, call.arguments[1:])
        _build(app, name, call)
    except UrlError as error:
        return error
    except KolbenError:  # it needs a host, which only a request tells
        return None
    return None


def _build(app: App, name: str, call: Call) -> None:
    """Build the link as far as its values are known.

    Raises:
        UrlError: If it cannot be built.
    """
    routes, urls = app.routes.named(name), Urls(app.routes)
    if not routes:
        urls.build(name, {}, _HERE)
    if not call.whole or _adds_values(routes):
        return
    values = {
        name: value
        for name, value in call.values.items()
        if name not in _OPTIONS and value is not None
    }
    known = {name: each for name, each in values.items() if each is not UNKNOWN}
    for_path = _for_path(app, routes[0], call, known)
    builders = ranked(routes, app.routes.settings)
    if not any(builder.required <= values.keys() for builder in builders):
        # A method keeps the values from being looked at before their names.
        method = min(builders[0].methods, default="GET")
        urls.build(name, values, _HERE, UrlOptions(method=method))
    elif not any(builder.names & (values.keys() - known) for builder in builders):
        urls.build(name, for_path, _HERE, UrlOptions(method=_method_of(call)))


def _for_path(
    app: App, route: Route[Endpoint], call: Call, values: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return *values* without those that are inputs of what the link leads to.

    Raises:
        UrlError: If it would not take one of them.
    """
    plan = None if "_method" in call.values else app.plan_of(route)
    return values if plan is None else LinkArguments(plan).parted(values)[0]


def _adds_values(routes: tuple[Route[Endpoint], ...]) -> bool:
    """Whether functions of the application may add to the values of a link."""
    routers: list[Any] = [each for it in routes for each in it.target.scope.chain]
    return any(router.hook_lists.url_defaults for router in routers)


def _method_of(call: Call) -> str | None:
    method = call.values.get("_method")
    return method if isinstance(method, str) else None
