"""What tests can reach of an application: endpoints, error handlers and templates.

Layer 8. A thing is known by its name and its place in the source, so it is the same in
every application that a factory makes, and in every process of a run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from kolben._labels import label_of
from kolben._sites import Site, site_of
from kolben.app import App
from kolben.endpoints import Endpoint
from kolben.errors.handlers import is_handler
from kolben.errors.registry import table_of
from kolben.resources import verbs_of
from kolben.routing import Route
from kolben.templating import Environment

__all__ = [
    "Thing",
    "endpoint_thing",
    "function_of",
    "handler_thing",
    "template_thing",
    "things_of",
]

_INSTALLED: Final = {"site-packages", "dist-packages"}


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """Something of an application that a test may reach.

    Attributes:
        kind: What it is.
        name: What it is called: ``GET /books/<book_id>``, or as messages call it.
        file: The file that it is written in, or nothing.
        line: The line.
    """

    kind: str
    name: str
    file: str
    line: int

    @property
    def site(self) -> Site:
        """Where it is written."""
        return Site(self.file, self.line)


def things_of(app: App, root: Path) -> Iterator[Thing]:
    """Yield what *app* declares, but for what packages declare that it only uses.

    Args:
        app: The application, which may take more declarations afterwards.
        root: The folder of the project.

    Raises:
        KolbenError: If a route cannot be made.
    """
    project = _Project.of(app, root)
    routers: dict[Any, None] = {app: None}
    for route in app.routes:
        routers.update(dict.fromkeys(route.target.scope.chain))
        if project.has(route.target.site) and _can_be_reached(route):
            yield from _things_of_route(route)
    for router in routers:
        for _, handler in router.error_table:
            thing = handler_thing(handler)
            if project.has(thing.site):
                yield thing
    for thing in _templates_of(app):
        if not thing.file or project.has(thing.site):
            yield thing


def _things_of_route(route: Route[Endpoint]) -> Iterator[Thing]:
    handler = route.target.handler
    for method in route.target.calls:
        if method != "HEAD" or _answers_head(route.target):
            yield endpoint_thing(route, method)
    if isinstance(handler, type):
        for _, answer in table_of(handler):
            yield handler_thing(answer)


def _answers_head(endpoint: Endpoint) -> bool:
    """Whether ``HEAD`` is more than ``GET`` without its body."""
    if "GET" not in endpoint.calls:
        return True
    handler = endpoint.handler
    return isinstance(handler, type) and "head" in verbs_of(handler)


def _can_be_reached(route: Route[Endpoint]) -> bool:
    """Whether requests lead to the handler of *route*, and it is the programmer's."""
    options, handler = route.options, route.target.handler
    if options.build_only or options.alias or options.redirect_to is not None:
        return False
    module = str(getattr(handler, "__module__", ""))
    return handler is not None and module.partition(".")[0] != "kolben"


def function_of(endpoint: Endpoint, method: str) -> Any:
    """Return what the programmer wrote to answer *method*."""
    handler = endpoint.handler
    if not isinstance(handler, type):
        return handler
    if method == "HEAD" and not _answers_head(endpoint):
        method = "GET"
    return getattr(handler, method.lower(), handler)


def endpoint_thing(route: Route[Endpoint], method: str) -> Thing:
    """Return *route*, as far as *method* is concerned."""
    endpoint = route.target
    site = site_of(function_of(endpoint, method)) or endpoint.site
    return _thing("endpoint", f"{method} {route.rule}", site)


def handler_thing(handler: Any) -> Thing:
    """Return what answers an error: a function, a method or a class of handlers."""
    function = handler.handle if is_handler(handler) else handler
    site = site_of(function) or site_of(type(handler))
    return _thing("error handler", label_of(handler), site)


def template_thing(name: str, file: str | None) -> Thing:
    """Return the template *name*, which need not be in a file."""
    known = file is not None and Path(file).is_file()
    return _thing("template", name, Site(str(file), 1) if known else None)


def _thing(kind: str, name: str, site: Site | None) -> Thing:
    if site is None:
        return Thing(kind, name, "", 0)
    return Thing(kind, name, str(Path(site.file).absolute()), site.line)


def _templates_of(app: App) -> Iterator[Thing]:
    loader = app.templates.loader
    bare = Environment()  # that of the application may still be given options
    for name in loader.list_templates():
        if any(part.startswith(".") for part in name.split("/")):
            continue  # what editors and systems leave in a folder
        yield template_thing(name, loader.get_source(bare, name)[1])


@dataclass(frozen=True, slots=True)
class _Project:
    """What belongs to the project, and not to packages that it uses."""

    root: Path
    folder: Path
    installed: Path | None

    @classmethod
    def of(cls, app: App, root: Path) -> Self:
        """Return the project of *app*, whose tests run in *root*."""
        folder = Path(app.root_path).absolute()
        return cls(root, folder, _installed_package(folder))

    def has(self, site: Site | None) -> bool:
        """Whether *site* is in a file of the project."""
        if site is None:
            return False
        file = Path(site.file).absolute()
        if _INSTALLED.intersection(file.parts):
            return self.installed is not None and file.is_relative_to(self.installed)
        return file.is_relative_to(self.root) or file.is_relative_to(self.folder)


def _installed_package(folder: Path) -> Path | None:
    """Return the outermost package of *folder*, if it is installed."""
    for outer in (folder, *folder.parents):
        if outer.parent.name in _INSTALLED:
            return outer
    return None
