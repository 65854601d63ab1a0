"""What runs before and after a handler, and what answers the errors of both.

Layer 8. A part of :mod:`kolben.checks.explaining`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from werkzeug.exceptions import HTTPException

from kolben._labels import label_of
from kolben._sites import site_of
from kolben.app import App
from kolben.checks.sections import Row, Section, placed, written_at
from kolben.endpoints import Scope
from kolben.errors import ErrorTable
from kolben.errors.registry import ErrorAnswer, table_of
from kolben.http_errors import DEFAULT_ERRORS
from kolben.middleware import Ring
from kolben.resources import is_resource

__all__ = ["error_handlers", "hooks_after", "hooks_before", "rings_around"]


def rings_around(app: App) -> Section:
    """Return the section of the rings, the outermost first."""
    return Section.of("Rings, outermost first", map(_ring, app.rings))


def _ring(ring: Ring) -> Row:
    """Return the row of a ring; one of Kolben's is called as what makes it."""
    if str(getattr(ring, "__module__", "")).startswith("kolben."):
        name = str(getattr(ring, "__qualname__", ring))
        return name.partition(".")[0], "", "of Kolben"
    return label_of(ring), written_at(site_of(ring)), ""


def hooks_before(scope: Scope) -> Section:
    """Return the section of what runs before the handler, in this order."""
    rows: list[Row] = []
    for router in scope.chain:
        values = router.hook_lists.url_values
        rows += [placed(hook, router, "sees the variables") for hook in values]
    for router in scope.chain:
        rows += [placed(hook, router) for hook in router.hook_lists.before]
    return Section.of("Hooks before", rows)


def hooks_after(app: App, scope: Scope) -> Section:
    """Return the section of what runs after the handler, in this order."""
    rows: list[Row] = []
    inward = scope.chain[::-1]
    for router in inward:
        rows += [placed(hook, router) for hook in reversed(router.hook_lists.after)]
    for router in inward:
        endings = reversed(router.hook_lists.teardown)
        rows += [placed(hook, router, "at the end of the request") for hook in endings]
    last = reversed(app.teardown_appcontext_funcs)
    rows += [placed(hook, app, "at the end of the context") for hook in last]
    return Section.of("Hooks after", rows)


def error_handlers(scope: Scope, handler: Any) -> Section:
    """Return the section of what answers errors: by status, then by class.

    Args:
        scope: The place of the route.
        handler: What answers the request; a resource may have handlers of its own.
    """
    places: list[tuple[str, ErrorTable]] = []
    if is_resource(handler):
        places.append((label_of(handler), table_of(handler)))
    for router in reversed(scope.chain):
        owner = "application" if router.is_root else f"router {router.name!r}"
        places.append((owner, router.error_table))
    return Section.of("Error handlers", (*_by_status(places), *_by_class(places)))


def _by_status(places: Iterable[tuple[str, ErrorTable]]) -> Iterator[Row]:
    """Yield what answers each status that anybody answers by itself."""
    places = list(places)
    kinds = [kind for _, table in places for kind, _ in table]
    for code in sorted({code for kind in kinds if (code := _code_of(kind))}):
        error = DEFAULT_ERRORS[code]()
        for owner, table in places:
            answer = table.find(error)
            if answer is not None:
                yield str(code), label_of(answer), owner, written_at(site_of(answer))
                break


def _code_of(kind: int | type[Exception]) -> int | None:
    """Return the status that errors of *kind* have, if all of them have one."""
    if isinstance(kind, int):
        return kind
    code = kind.code if issubclass(kind, HTTPException) else None
    return code if code is not None and kind is DEFAULT_ERRORS.get(code) else None


def _by_class(places: Iterable[tuple[str, ErrorTable]]) -> Iterator[Row]:
    """Yield what answers the errors of classes, that of the nearest place first."""
    seen = set()
    for owner, table in places:
        for kind, answer in _nearest_first(table):
            if kind in seen or _code_of(kind) is not None:
                continue
            seen.add(kind)
            status = getattr(kind, "code", None) or ""
            called = f"{status} {kind.__qualname__}".strip()
            yield called, label_of(answer), owner, written_at(site_of(answer))


def _nearest_first(
    table: ErrorTable,
) -> list[tuple[type[Exception], ErrorAnswer[Any]]]:
    """Return the handlers of classes, those of subclasses before those of others."""
    found = [(kind, answer) for kind, answer in table if not isinstance(kind, int)]
    return sorted(found, key=lambda each: -len(each[0].__mro__))
