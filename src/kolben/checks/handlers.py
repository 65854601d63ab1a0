"""Handlers that can never run: of errors, of routers without routes, on no path.

Layer 8. Whoever wrote them believes that something is answered, or guarded, which is
not. What another application of the same project may still use is not judged.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

from kolben._labels import label_of
from kolben._sites import Site, site_of
from kolben.app import App
from kolben.checks.finding import Finding
from kolben.checks.project import Project
from kolben.errors import ErrorTable
from kolben.http_errors import DEFAULT_ERRORS, HTTPException
from kolben.resources import Resource
from kolben.router import Router

__all__ = ["idle_error_handlers", "idle_routers", "unserved_resources"]

T = TypeVar("T")

_HOOKS: Final = {
    "before": "its before-hooks",
    "after": "its after-hooks",
    "teardown": "its teardown functions",
}


def idle_error_handlers(app: App, project: Project) -> Iterator[Finding]:
    """Yield handlers by a code that a handler of the class takes all errors from."""
    del project
    for router in app.all_routers():
        table = dict(router.error_table)
        for kind, handler in table.items():
            nearer = DEFAULT_ERRORS.get(kind) if isinstance(kind, int) else None
            if nearer in table and _all_below(nearer, kind):
                yield _idle(router.error_table, kind, handler, nearer)


def _all_below(kind: Any, code: object) -> bool:
    """Say whether all errors with *code* that the process knows are of *kind*."""
    return all(
        issubclass(each, kind)
        for each in _below(HTTPException)
        if getattr(each, "code", None) == code
    )


def _below(kind: type[T]) -> Iterator[type[T]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _idle(table: ErrorTable, code: object, handler: object, nearer: Any) -> Finding:
    other = dict(table)[nearer]
    return Finding(
        "idle-handler",
        "warning",
        site_of(handler),
        f"{label_of(handler)} handles errors {code}, but never runs: "
        f"{label_of(other)} ({site_of(other)}) handles {nearer.__name__}, which is "
        "nearer.",
        "Keep one of them.",
    )


def idle_routers(app: App, project: Project) -> Iterator[Finding]:
    """Yield routers that no route uses, though they bring what should run for some."""
    scopes = {id(each) for route in app.routes for each in route.target.scope.chain}
    for router in app.all_routers():
        brought = list(_brought(router))
        if id(router) not in scopes and brought:
            yield Finding(
                "idle-router",
                "warning",
                _assigned(router, project),
                f"{router!r} has no route, so {brought[0]} never run.",
                "Declare routes on it, or declare what it brings elsewhere.",
            )
    if not _is_only_one(app, project):
        return
    own = {name for name, _ in _modules(project)}
    included = app.all_routers()
    for router in _of_modules(Router, project):
        mine = router not in included and router.import_name in own
        if mine and router.has_routes:
            yield Finding(
                "idle-router",
                "warning",
                _assigned(router, project),
                f"{router!r} is included nowhere, so nothing answers its routes.",
                "Include it: app.include(router).",
            )


def _brought(router: Router) -> Iterator[str]:
    """Yield what *router* wants to be run."""
    for name, label in _HOOKS.items():
        if getattr(router.hook_lists, name):
            yield label
    if list(router.error_table):
        yield "its error handlers"


def unserved_resources(app: App, project: Project) -> Iterator[Finding]:
    """Yield resources that have a path, but were never added."""
    served = {route.target.handler for route in app.routes}
    if not _is_only_one(app, project):
        return
    for cls in dict.fromkeys(_classes(project)):
        if cls.rule is None or cls in served or cls.__subclasses__():
            continue
        yield Finding(
            "unserved-resource",
            "warning",
            site_of(cls),
            f"{label_of(cls)} has the path {cls.rule.path!r}, but is not added to "
            f"{app!r}.",
            f"Add it: app.add({cls.__name__}).",
        )


def _classes(project: Project) -> Iterator[type[Resource]]:
    """Yield the resources that the modules of *project* define."""
    for name, module in _modules(project):
        for value in list(vars(module).values()):
            if (
                isinstance(value, type)
                and issubclass(value, Resource)
                and value.__module__ == name
            ):
                yield value


def _is_only_one(app: App, project: Project) -> bool:
    """Say whether *app* is the only application that *project* can be made of."""
    apps = {id(each) for each in _of_modules(App, project)}
    return apps == {id(app)}


def _of_modules(kind: type[T], project: Project) -> list[T]:
    """Return the values of type *kind* that stand in modules of *project*."""
    found: dict[int, T] = {}
    for _, module in _modules(project):
        for value in list(vars(module).values()):
            if issubclass(type(value), kind):
                found[id(value)] = value
    return list(found.values())


def _modules(project: Project) -> list[tuple[str, Any]]:
    sources = {str(file) for file in project.sources}
    return [
        (name, module)
        for name, module in list(sys.modules.items())
        if getattr(module, "__file__", None) in sources
    ]


def _assigned(value: object, project: Project) -> Site | None:
    """Return where a module of *project* assigns *value* to a name."""
    for _, module in _modules(project):
        for name, each in list(vars(module).items()):
            if each is value and (line := _line(module.__file__, name)):
                return Site(module.__file__, line)
    return None


def _line(file: str, name: str) -> int:
    lines = Path(file).read_text("utf-8").splitlines()
    starts = (f"{name} =", f"{name}:", f"{name}=")
    numbers = (n for n, line in enumerate(lines, 1) if line.startswith(starts))
    return next(numbers, 0)
