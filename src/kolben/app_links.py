"""The links of an application, typed by what they lead to.

Layer 7. ``app.url_for`` is to a given application what :func:`kolben.url_for` is to
the current one; type checkers see the same signatures on both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Concatenate, ParamSpec, TypeVar, overload

from kolben.binding import Plan
from kolben.context import current
from kolben.endpoints import Endpoint
from kolben.exceptions import UrlError
from kolben.links import Links, values_of
from kolben.resources import HasGet, Resource
from kolben.responses import Defined
from kolben.routing import URL, Route, UrlOptions

__all__ = ["AppLinks"]

P = ParamSpec("P")
S = TypeVar("S", bound=Resource)


class AppLinks:
    """The part of an application that builds links."""

    _links: Links

    def _refresh_table(self) -> None:
        """Give the table of routes the settings that it follows."""
        raise NotImplementedError

    @overload
    def url_for(
        self,
        endpoint: str,
        /,
        *,
        _anchor: str | None = None,
        _external: bool | None = None,
        _method: str | None = None,
        _scheme: str | None = None,
        **values: Any,
    ) -> URL: ...
    @overload
    def url_for(
        self, endpoint: type[HasGet[P]], /, *args: P.args, **values: P.kwargs
    ) -> URL: ...
    @overload
    def url_for(
        self,
        endpoint: Callable[Concatenate[S, P], Defined],
        /,
        *args: P.args,
        **values: P.kwargs,
    ) -> URL: ...
    @overload
    def url_for(
        self, endpoint: Callable[P, Defined], /, *args: P.args, **values: P.kwargs
    ) -> URL: ...
    def url_for(self, endpoint: Any, /, *args: Any, **values: Any) -> URL:
        """Return the URL of a resource, one of its methods, a function or a name.

        Args:
            endpoint: What to link to.
            args: Variables by position, in the order of the method's parameters.
            values: Variables by name; what is none goes into the query. With a name,
                also ``_anchor``, ``_external``, ``_method`` and ``_scheme``.

        Raises:
            UrlError: If there is no such route, a variable is missing, or a value
                would not be matched again.

        Example:
            >>> from kolben import App
            >>> app = App("example")
            >>> @app.get("/user/<username>")
            ... def profile(username: str) -> str:
            ...     return username
            >>> with app.test_request_context():
            ...     app.url_for("profile", username="John Doe")
            '/user/John%20Doe'
        """
        options = UrlOptions(
            anchor=values.pop("_anchor", None),
            method=values.pop("_method", None),
            scheme=values.pop("_scheme", None),
            external=values.pop("_external", None),
        )
        by_position = values_of(endpoint, args)
        _require_once(by_position, values)
        values.update(by_position)
        self._refresh_table()
        context = current.get(None)
        ours: object = None if context is None else context.app
        if ours is not self:
            context = None
        return self._links.build(context, endpoint, values, options)

    def plan_of(self, route: Route[Endpoint]) -> Plan | None:
        """Return what the method that a link to *route* leads to takes of a request.

        It is for tools; a route without a handler has nothing of the kind.
        """
        return self._links.plan_of(route)


def _require_once(by_position: Mapping[str, Any], by_name: Mapping[str, Any]) -> None:
    for name in by_position:
        if name in by_name:
            raise UrlError(
                f"A link was given {name!r} twice: by position and by name.",
                hint="Give it once.",
            )
