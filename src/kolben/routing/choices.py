"""The routes of one name, and which of them a link takes.

Layer 1. Several routes may share a name: the one that has the most use for what is
given is taken. When none can be, the error names the one that came nearest and what it
lacks, since that is what the programmer has to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from kolben._wording import link_lacks, link_without_method
from kolben.exceptions import UrlError
from kolben.routing.builders import Builder, ranked
from kolben.routing.route import Route
from kolben.routing.settings import TableSettings

__all__ = ["Choice"]

T = TypeVar("T")


class Choice(Generic[T]):
    """Chooses among the routes of one name.

    Args:
        routes: At least one route.
        settings: How their hosts and slashes are read.
    """

    __slots__ = ("_builders", "_by_method", "_host_matching", "_only")

    def __init__(self, routes: Sequence[Route[T]], settings: TableSettings) -> None:
        builders = self._builders = ranked(routes, settings)
        self._only = None
        if len(builders) == 1 and not builders[0].route.defaults:
            self._only = builders[0]
        self._host_matching = settings.host_matching
        self._by_method = {
            method: self._answering(method)
            for method in frozenset[str]().union(*(each.methods for each in builders))
        }

    def build(
        self, values: Mapping[str, Any], host: str, wanted: str | None, usual: str
    ) -> tuple[str, str]:
        """Return the host, or subdomain, and the path of the URL.

        Args:
            values: What is given; without ``None``.
            host: The host that is preferred, where hosts are matched.
            wanted: The method that the route must answer, if any.
            usual: The method that is preferred.

        Raises:
            UrlError: If no route takes the values.
        """
        if wanted is not None or self._only is None:
            return self._first_fit(values, host, wanted, usual)
        try:
            return self._only.build(values)
        except KeyError:
            if self._only.takes(values):
                raise
            raise self._explained(values, None) from None

    def _first_fit(
        self, values: Mapping[str, Any], host: str, wanted: str | None, usual: str
    ) -> tuple[str, str]:
        """Return what the first route builds that takes *values*.

        A variable whose value was refused is one for the next route too: in its query
        a wrong link would look right.
        """
        refused: UrlError | None = None
        variables: frozenset[str] = frozenset()
        for builders in self._rounds(wanted, usual):
            elsewhere: tuple[str, str] | None = None
            for builder in builders:
                if not (builder.takes(values) and variables <= builder.names):
                    continue
                try:
                    found = builder.build(values)
                except UrlError as error:
                    refused = refused or error
                    variables |= builder.required
                    continue
                if not self._host_matching or found[0] == host:
                    return found
                elsewhere = elsewhere or found
            if elsewhere is not None:
                return elsewhere
        raise refused or self._explained(values, wanted)

    def _answering(self, method: str) -> tuple[tuple[Builder[T], ...], ...]:
        """Return the builders whose routes answer *method*, and the others."""
        having = tuple(each for each in self._builders if method in each.methods)
        lacking = tuple(each for each in self._builders if method not in each.methods)
        return having, lacking

    def _rounds(
        self, wanted: str | None, usual: str
    ) -> Sequence[tuple[Builder[T], ...]]:
        """Return the builders to try, those to prefer in a round of their own."""
        if wanted is None:
            return self._by_method.get(usual) or (self._builders,)
        return self._by_method.get(wanted.upper(), ((),))[:1]

    def _explained(self, values: Mapping[str, Any], wanted: str | None) -> UrlError:
        """Return the error that says why no route takes *values*."""
        if not any(self._rounds(wanted, "")):
            return self._wrong_method(wanted)
        builders = [each for round_ in self._rounds(wanted, "") for each in round_]
        closest = min(builders, key=lambda each: len(each.required - values.keys()))
        if missing := sorted(closest.required - values.keys()):
            return _missing(closest.route, missing, values)
        return _contradicted(closest.route, closest.contradictions(values), values)

    def _wrong_method(self, wanted: str | None) -> UrlError:
        name = self._builders[0].route.name
        words = link_without_method(name, str(wanted), self._by_method)
        return UrlError.saying(words)


def _missing(
    route: Route[Any], missing: Sequence[str], values: Mapping[str, Any]
) -> UrlError:
    spare = [name for name in values if name not in route.arguments]
    return UrlError.saying(link_lacks(route.name, route.rule, missing, spare))


def _contradicted(
    route: Route[Any], names: Iterable[str], values: Mapping[str, Any]
) -> UrlError:
    name = next(iter(names))
    return UrlError(
        f"No route of {route.name!r} takes {values[name]!r} for {name!r}: "
        f"for {route.rule!r} it is always {route.defaults[name]!r}.",
        hint=f"Leave {name!r} out, or add a route that has it as a variable.",
    )
