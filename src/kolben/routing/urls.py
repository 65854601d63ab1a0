"""Builds URLs by name, of the routes of a table.

Layer 1. This is the way back of the matcher: who links to a name and gives values gets
the URL that leads there with those values, or an error that says which name or which
value was meant. Builders are made on first use and kept until the routes change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

from kolben._wording import endpoint_unknown
from kolben.exceptions import ContextError, UrlError
from kolben.routing.choices import Choice
from kolben.routing.route import Route
from kolben.routing.table import Table
from kolben.routing.url import URL, Origin, UrlOptions, quoted_anchor

__all__ = ["Urls"]

T = TypeVar("T")

_NOWHERE: Final = Origin.from_settings(None)
_NO_OPTIONS: Final = UrlOptions()


class Urls(Generic[T]):
    """Builds the URLs of the routes of a table.

    Args:
        table: The routes; they may still change.

    Attributes:
        table: The routes.

    Example:
        >>> from kolben.routing.pattern import Pattern
        >>> from kolben.routing.table import Table
        >>> table: Table[str] = Table()
        >>> get = frozenset({"GET"})
        >>> table.add(Route(Pattern.parse("/login"), "login", "", {}, get))
        >>> origin = Origin("http", "localhost", "/app")
        >>> Urls(table).build("login", {"next": "/"}, origin)
        '/app/login?next=/'
    """

    def __init__(self, table: Table[T]) -> None:
        self.table = table
        self._settings = table.settings
        self._choices: dict[tuple[Route[T], ...], Choice[T]] = {}

    def build(
        self,
        name: str,
        values: Mapping[str, Any],
        origin: Origin | None,
        options: UrlOptions = _NO_OPTIONS,
    ) -> URL:
        """Return the URL of the route called *name*.

        Args:
            name: The name of one or more routes.
            values: Values of the variables; the others become query arguments. A list
                repeats its argument, and ``None`` is as if it were not given.
            origin: Where the link starts from; ``None`` if nothing is known of it.
            options: How the link is wanted.

        Raises:
            UrlError: If there is no such name, a value is missing or would not match
                again, or the options contradict one another.
            ContextError: If the URL needs a host and none is known.
        """
        routes = self.table.named(name)
        if not routes:
            raise self._unknown(name)
        return self.build_route(routes, values, origin, options)

    def build_route(
        self,
        routes: Sequence[Route[T]],
        values: Mapping[str, Any],
        origin: Origin | None,
        options: UrlOptions = _NO_OPTIONS,
    ) -> URL:
        """Return the URL of that of *routes* which the values are for.

        So a target that has several routes can be linked to by itself. The arguments
        and errors are those of :meth:`build`.
        """
        choice = self._choice(routes if type(routes) is tuple else tuple(routes))
        origin = origin or _NOWHERE
        for value in values.values():
            if value is None:
                values = {name: v for name, v in values.items() if v is not None}
                break
        host, path = choice.build(values, origin.host, options.method, origin.method)
        text = self._placed(host, path, origin, options)
        url = str.__new__(URL, text)  # three times as fast as the constructor
        url.origin = origin
        return url

    def _choice(self, routes: tuple[Route[T], ...]) -> Choice[T]:
        settings = self.table.settings
        if settings is not self._settings:
            self._settings, self._choices = settings, {}
        choice = self._choices.get(routes)
        if choice is None:
            choice = self._choices[routes] = Choice(routes, settings)
        return choice

    def _placed(self, host: str, path: str, origin: Origin, options: UrlOptions) -> str:
        """Return *path* as it is written from *origin*, with a host if it needs one."""
        external = options.external
        if external is None:
            external = origin.external or options.scheme is not None
        elif not external and options.scheme is not None:
            raise UrlError(
                f"Only an external URL can have the scheme {options.scheme!r}.",
                hint="Leave '_external' out, or leave '_scheme' out.",
            )
        anchor = "" if options.anchor is None else f"#{quoted_anchor(options.anchor)}"
        if not external and self._is_here(host, origin):
            return f"{origin.prefix}{path}{anchor}"
        scheme = origin.scheme if options.scheme is None else options.scheme
        start = f"{scheme}://" if scheme else "//"
        whole_host = self._whole_host(host, origin)
        return f"{start}{whole_host}{origin.prefix}{path}{anchor}"

    def _is_here(self, host: str, origin: Origin) -> bool:
        """Whether a link to *host* may leave the host out."""
        if self._settings.host_matching:
            return not host or host == origin.host
        return host == origin.subdomain

    def _whole_host(self, host: str, origin: Origin) -> str:
        if host and self._settings.host_matching:
            return host
        if not origin.host:
            raise ContextError(
                "No host is known for a URL that needs one.",
                hint="Set SERVER_NAME, or build the URL during a request, or give "
                "'_external=False'.",
            )
        return f"{host}.{origin.host}" if host else origin.host

    def _unknown(self, name: str) -> UrlError:
        return UrlError.saying(endpoint_unknown(name, self.table.names))
