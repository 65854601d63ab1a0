"""What the matcher is compiled into: a trie for each host, and the look-up of paths.

Layer 1. Here the routes are read, once; the matcher only reads what comes of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from kolben.routing.adapters import Adapters
from kolben.routing.conflicts import require_hosts_matched
from kolben.routing.detours import Detours
from kolben.routing.leaves import Leaf
from kolben.routing.pattern import Pattern
from kolben.routing.route import Route
from kolben.routing.settings import TableSettings
from kolben.routing.steps import Step, path_steps, steps_of
from kolben.routing.trie import Node

__all__ = ["Forest"]

T = TypeVar("T")


class Forest(Generic[T]):
    """All routes, compiled.

    Attributes:
        domains: The trie, whose first step is the host or subdomain; empty text
            stands for none.
        answers: For each path without variables, as WSGI writes it, and each method:
            the route and its defaults.
        depth: How many segments a path may have before the rest can only be taken
            as a whole.
        by_domain: Whether routes are chosen by host or subdomain.
    """

    def __init__(self, routes: Sequence[Route[T]], settings: TableSettings) -> None:
        self.domains: Node[T] = Node()
        self.answers: dict[str, dict[str, tuple[Route[T], dict[str, Any]]]] = {}
        self.depth: int = 1
        self.by_domain: bool = settings.host_matching or settings.subdomain_matching
        self._settings = settings
        require_hosts_matched(routes, settings)
        detours = Detours(_by_name(routes), settings, _adapters(routes, settings))
        for route in routes:
            if not route.options.build_only:
                self._plant(route, detours)
        self.domains.settle()

    def _plant(self, route: Route[T], detours: Detours) -> None:
        settings, strict = self._settings, route.options.strict_slashes
        domain = _domain_of(route, settings)
        names = (*(domain.names if domain else ()), *route.pattern.names)
        leaf = Leaf(
            route,
            names,
            detours.of(route),
            strict=settings.strict_slashes if strict is None else strict,
            merge=route.merges_slashes(settings),
        )
        steps = path_steps(route, settings)
        self.depth = max(self.depth, len(steps) + 1)
        self.domains.add((*_domain_steps(route, settings), *steps), leaf)
        if leaf.detour is None and not names and not self.by_domain:
            self._answer(steps, route)

    def _answer(self, steps: Sequence[Step], route: Route[T]) -> None:
        """Let the path without variables be looked up."""
        path = "".join(f"/{step.text}" for step in steps)
        if path.startswith("//"):  # the matcher never sees it
            return
        answers = self.answers.setdefault(path.encode().decode("latin-1"), {})
        for method in route.methods:
            answers.setdefault(method, (route, dict(route.defaults)))


def _domain_of(route: Route[Any], settings: TableSettings) -> Pattern | None:
    """Return the template of the host or subdomain, whichever is matched."""
    if settings.host_matching:
        return route.host
    return route.subdomain if settings.subdomain_matching else None


def _domain_steps(route: Route[Any], settings: TableSettings) -> tuple[Step, ...]:
    """Return the step that takes the host or subdomain."""
    domain = _domain_of(route, settings)
    if domain is None:
        return (Step(""),)
    return steps_of(domain, route.converters, merge=False)


def _by_name(routes: Sequence[Route[T]]) -> dict[str, list[Route[T]]]:
    named: dict[str, list[Route[T]]] = {}
    for route in routes:
        named.setdefault(route.name, []).append(route)
    return named


def _adapters(routes: Sequence[Route[Any]], settings: TableSettings) -> Adapters:
    return Adapters(routes, settings.server_name, host_matching=settings.host_matching)
