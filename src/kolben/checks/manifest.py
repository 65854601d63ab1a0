"""The names that links may use, and what each wants: ``kolben check --manifest``.

Layer 8. Which routes there are is known when the application runs, and links by name
are judged when it does not; so the names are written into a file, which the mypy
plugin reads, and into a stub, which any type checker reads
(:mod:`kolben.checks.stub`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kolben.app import App
from kolben.binding import Input, Plan
from kolben.checks.spelled_types import ANY, SpelledType, spelled
from kolben.endpoints import Endpoint
from kolben.routing import Route

__all__ = ["NamedLink", "VERSION", "manifest_of", "named_links", "write_manifest"]

VERSION: Final = 1
"""That of the file's form; the plugin leaves files of other versions alone."""

_IN_QUERY: Final = ("query", "query_args")


@dataclass(frozen=True, slots=True)
class NamedLink:
    """What ``url_for`` takes together with the name of a route.

    Attributes:
        name: The name.
        rule: The template of its URL, or of the first.
        required: The values that every URL of that name needs, by variable.
        optional: Those that are wanted only by some, or that go into the query.
        refused: Inputs that no URL can carry, each with its marker.
    """

    name: str
    rule: str
    required: Mapping[str, SpelledType] = field(default_factory=dict)
    optional: Mapping[str, SpelledType] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)


def named_links(app: App) -> tuple[NamedLink, ...]:
    """Return what can be linked to by name, in the order of the names.

    Raises:
        KolbenError: If a route of *app* cannot be made.

    Example:
        >>> from kolben import App, Query
        >>> app = App("example", static_folder=None)
        >>> @app.get("/posts/<post_id>")
        ... def show(post_id: int, page: Query[int] = 1) -> str: ...
        >>> [link] = named_links(app)
        >>> {name: kind.text for name, kind in link.required.items()}
        {'post_id': 'int'}
        >>> list(link.optional)
        ['page']
    """
    routes: dict[str, list[Route[Endpoint]]] = {}
    for route in app.routes:
        routes.setdefault(route.name, []).append(route)
    return tuple(_link(app, name, routes[name]) for name in sorted(routes))


def manifest_of(app: App) -> str:
    """Return the links by name as JSON, for the mypy plugin.

    Raises:
        KolbenError: If a route of *app* cannot be made.

    Example:
        >>> from kolben import App
        >>> app = App("example", static_folder=None)
        >>> @app.get("/")
        ... def index() -> str: ...
        >>> json.loads(manifest_of(app))["endpoints"]
        {'index': {'rule': '/'}}
    """
    document = {
        "version": VERSION,
        "endpoints": {link.name: _entry(link) for link in named_links(app)},
    }
    return json.dumps(document, indent=2, sort_keys=True) + "\n"


def write_manifest(app: App, path: Path) -> None:
    """Write :func:`manifest_of` *app* to *path*, unless that is what stands there.

    Raises:
        KolbenError: If a route of *app* cannot be made.
        OSError: If the file cannot be written.
    """
    text = manifest_of(app)
    if not path.is_file() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


def _entry(link: NamedLink) -> dict[str, object]:
    """Return *link* as the file holds it; what is empty is left out."""
    parts: dict[str, str | Mapping[str, str]] = {
        "rule": link.rule,
        "required": {name: kind.text for name, kind in link.required.items()},
        "optional": {name: kind.text for name, kind in link.optional.items()},
        "refused": dict(link.refused),
    }
    return {part: value for part, value in parts.items() if value}


def _link(app: App, name: str, routes: Sequence[Route[Endpoint]]) -> NamedLink:
    """Return what a link to *routes*, which share *name*, takes."""
    wanted = [set(route.arguments) - set(route.defaults) for route in routes]
    needed = set.intersection(*wanted)
    if any(_fills_in(route) for route in routes):
        needed = set()
    plan = app.plan_of(routes[0])
    kinds = dict(_variables(plan, sorted(set().union(*(r.arguments for r in routes)))))
    inputs = () if plan is None else plan.inputs
    query = {each.name: _kind_of(each) for each in inputs if _is_linkable(each)}
    refused = {
        each.name: each.source.marker for each in inputs if each.name not in query
    }
    for each in () if plan is None else plan.dependencies:
        refused[each.name] = "Inject"
    return NamedLink(
        name,
        routes[0].rule,
        {each: kind for each, kind in kinds.items() if each in needed},
        {each: kind for each, kind in kinds.items() if each not in needed} | query,
        refused,
    )


def _fills_in(route: Route[Endpoint]) -> bool:
    """Whether functions of URL defaults may give what a link leaves out."""
    return any(router.hook_lists.url_defaults for router in route.target.scope.chain)


def _variables(
    plan: Plan | None, names: Iterable[str]
) -> Iterator[tuple[str, SpelledType]]:
    """Yield the variables of the URL, each with the type that the handler gives it."""
    for name in names:
        yield name, ANY if plan is None else spelled(plan.signature.annotation(name))


def _is_linkable(each: Input) -> bool:
    return each.source.kind in _IN_QUERY


def _kind_of(each: Input) -> SpelledType:
    """Return the type of an input of the query, which a link may leave out by None."""
    kind = spelled(each.annotation)
    if kind == ANY or " | None" in kind.text:
        return kind
    return SpelledType(f"{kind.text} | None", kind.modules)
