"""One route, compiled for building its URLs.

Layer 1. What can be known without the values is worked out once (see
:mod:`kolben.routing.pieces`), so that a link costs one encoder for each variable and
one formatting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Generic, NoReturn, TypeVar

from kolben.exceptions import UrlError
from kolben.routing.pieces import filler_of, form_of, host_form_of, parting_of
from kolben.routing.queries import query_of
from kolben.routing.route import Route
from kolben.routing.settings import TableSettings

__all__ = ["Builder", "ranked"]

T = TypeVar("T")

_leads_away: Final = re.compile(r"\A//|/\.\.?(?:/|\Z)").search
"""Finds what a browser takes for a host, or for a folder, before it asks."""


class Builder(Generic[T]):
    """Builds the URLs of one route.

    Attributes:
        route: The route.
        methods: The methods that the route answers, automatic ``OPTIONS`` included.
        rank: Of the routes of one name, the one of the lowest rank is tried first:
            the one with the most variables, then the one with the most defaults,
            and aliases last.
        required: The names of the variables that must be given.
        names: The names that do not become the query: variables and defaults.
    """

    __slots__ = (
        "_comes_apart",
        "_defaults",
        "_exactly",
        "_fill",
        "_fill_host",
        "methods",
        "names",
        "rank",
        "required",
        "route",
    )

    def __init__(self, route: Route[T], settings: TableSettings) -> None:
        options = route.options
        merge = route.merges_slashes(settings)
        path = form_of(route, merge_slashes=merge)
        host = host_form_of(
            route, route.host if settings.host_matching else route.subdomain
        )
        self.route: Route[T] = route
        self.methods: frozenset[str] = route.allowed
        self.rank: tuple[bool, int, int] = (
            options.alias,
            -len(route.arguments),
            -len(options.defaults),
        )
        self.required: frozenset[str] = frozenset(
            name for name, _ in path.slots + host.slots
        )
        self.names: frozenset[str] = self.required | options.defaults.keys()
        self._exactly = -1 if options.defaults else len(self.required)
        self._defaults = options.defaults
        self._fill = filler_of(path)
        self._fill_host = filler_of(host)
        self._comes_apart = parting_of(route, path, merge_slashes=merge)

    def takes(self, values: Mapping[str, Any]) -> bool:
        """Whether *values* has all that is required, and nothing against a default."""
        if not self.required <= values.keys():
            return False
        return not self._defaults or not any(self.contradictions(values))

    def contradictions(self, values: Mapping[str, Any]) -> Iterator[str]:
        """Yield the names of the values that differ from the route's defaults."""
        for name, fixed in self._defaults.items():
            if name in values and values[name] != fixed:
                yield name

    def build(self, values: Mapping[str, Any]) -> tuple[str, str]:
        """Return the host, or subdomain, and the path; either may be settled already.

        What no variable takes becomes the query of the path. The host of a route that
        has none is empty.

        Raises:
            UrlError: If a value would not match again.
            KeyError: If a value is missing.
        """
        host, path = self._fill_host(values), self._fill(values)
        if ("/." in path or "//" in path) and _leads_away(path):
            self._refuse(path, "Leave out what a browser takes for a folder or a host.")
        if self._comes_apart is not None and not self._comes_apart(path, values):
            self._refuse(path, "Put a '/' between the variables of the route.")
        names = self.names
        if len(values) == self._exactly or values.keys() <= names:
            return host, path
        query = query_of((name, values[name]) for name in values if name not in names)
        return host, f"{path}?{query}" if query else path

    def _refuse(self, path: str, hint: str) -> NoReturn:
        raise UrlError(
            f"{self.route.rule!r} would not get its values back from {path!r}.",
            hint=hint,
        )


def ranked(
    routes: Iterable[Route[T]], settings: TableSettings
) -> tuple[Builder[T], ...]:
    """Return the builders of *routes* in the order in which they are tried."""
    builders = [Builder(route, settings) for route in routes]
    return tuple(sorted(builders, key=lambda builder: builder.rank))
