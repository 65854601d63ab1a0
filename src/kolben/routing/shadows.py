"""Finds routes that others hide: every path of theirs is taken before they are tried.

Layer 1. It follows the order of the trie: text before variables, then the weights of
the steps, then the order of declaration. What cannot be told from the templates alone,
such as whether one regular expression holds another, is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from werkzeug.routing import BaseConverter

from kolben.routing.conflicts import conversion_of
from kolben.routing.route import Route
from kolben.routing.settings import TableSettings
from kolben.routing.steps import Step, path_steps

__all__ = ["Shadow", "shadows"]

T = TypeVar("T")


class Shadow(NamedTuple, Generic[T]):
    """A route, and what is answered in its place.

    Attributes:
        route: The route that is hidden.
        by: The route that hides it.
        methods: The methods for which it does.
    """

    route: Route[T]
    by: Route[T]
    methods: frozenset[str]


def shadows(routes: Sequence[Route[T]], settings: TableSettings) -> Iterator[Shadow[T]]:
    """Yield the routes of which other routes hide one method or more.

    Args:
        routes: The routes, in the order they were added.
        settings: How they are matched.

    Example:
        >>> from kolben.routing.converters import Converters
        >>> from kolben.routing.pattern import Pattern
        >>> def route(template: str) -> Route[None]:
        ...     pattern = Pattern.parse(template)
        ...     converters = {v.name: Converters().make(v) for v in pattern.variables}
        ...     return Route(pattern, template, None, converters, frozenset({"GET"}))
        >>> wide, narrow = route("/<word>"), route("/<string(length=3):code>")
        >>> [found.by.rule for found in shadows([wide, narrow], TableSettings())]
        ['/<word>']
    """
    served = [each for each in routes if not each.options.build_only]
    order = _Order({each: path_steps(each, settings) for each in served})
    for route in served:
        for other in order.takers(route) if route.converters else ():
            methods = route.methods & other.methods
            if other is not route and methods and _hides(other, route, order):
                yield Shadow(route, other, methods)
                break


@dataclass(slots=True)
class _Node:
    """A place that steps lead to, as in the trie, but for routes that take all."""

    after: dict[Step, _Node] = field(default_factory=dict)
    routes: list[Route[Any]] = field(default_factory=list)

    def add(self, steps: Sequence[Step], route: Route[Any]) -> None:
        node = self
        for step in steps:
            node = node.after.setdefault(step, _Node())
        node.routes.append(route)

    def takers(self, steps: Sequence[Step]) -> Iterator[Route[Any]]:
        """Yield the routes that take every path of *steps*."""
        if not steps:
            yield from self.routes
            return
        step, rest = steps[0], steps[1:]
        same = self.after.get(step)
        if same is not None:
            yield from same.takers(rest)
        if step.final or step.text == "":
            return
        for other, node in self.after.items():
            if other.test is len and node is not same:  # takes any segment
                yield from node.takers(rest)


class _Order:
    """The order in which the trie tries routes.

    Args:
        steps: The steps of all routes, in the order they were added.
    """

    def __init__(self, steps: Mapping[Route[Any], tuple[Step, ...]]) -> None:
        self.steps = steps
        self._routes = {route: index for index, route in enumerate(steps)}
        self._edges: dict[tuple[Step, ...], int] = {}
        self._root = _Node()
        for route, each in steps.items():
            self._root.add(each, route)
            for end in range(1, len(each) + 1):
                self._edges.setdefault(each[:end], len(self._edges))

    def takers(self, route: Route[Any]) -> Iterator[Route[Any]]:
        """Yield the routes whose steps take every path of *route*, itself included."""
        return self._root.takers(self.steps[route])

    def is_first(self, route: Route[Any], other: Route[Any]) -> bool:
        """Say whether *route* is tried before *other*, where both take a path."""
        mine, its = self.steps[route], self.steps[other]
        for index, (step, against) in enumerate(zip(mine, its, strict=True), 1):
            if step == against:
                continue
            if against.capture is None:
                return False
            place = (step.weight, self._edges[mine[:index]])
            return place < (against.weight, self._edges[its[:index]])
        return self._routes[route] < self._routes[other]


def _hides(wide: Route[Any], narrow: Route[Any], order: _Order) -> bool:
    """Say whether *wide*, whose steps take all, does so, and is tried first."""
    return (
        _same_domain(wide, narrow)
        and _converts_all(wide, narrow)
        and order.is_first(wide, narrow)
    )


def _same_domain(route: Route[Any], other: Route[Any]) -> bool:
    mine, its = route.options, other.options
    return (mine.host, mine.subdomain) == (its.host, its.subdomain)


def _converts_all(wide: Route[Any], narrow: Route[Any]) -> bool:
    """Say whether *wide* refuses no text that it shares with *narrow*."""
    mine = list(wide.converters.values())
    its = list(narrow.converters.values())
    if all(_is_total(converter) for converter in mine):
        return True
    return len(mine) == len(its) and all(
        _is_total(one) or conversion_of(one) == conversion_of(other)
        for one, other in zip(mine, its, strict=True)
    )


def _is_total(converter: BaseConverter) -> bool:
    """Say whether *converter* makes a value of every text that has its shape."""
    return type(converter).to_python is BaseConverter.to_python
