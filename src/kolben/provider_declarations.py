"""How providers and guards are declared.

Layer 7. A provider serves the routes of the router that it is declared on and of all
that is included there, and the nearest one of a type wins; a guard guards all of them.
"""

from __future__ import annotations

from types import FrameType
from typing import Any, TypeVar, overload

from kolben._declaring import Declaring
from kolben._freezing import Freezable
from kolben._sites import Site, calling_frame
from kolben.guards import Guard, GuardUse, guards_of
from kolben.providers import Factory, Kind, Lifetime, Provider, ProviderTable

__all__ = ["ProviderDeclarations"]

T = TypeVar("T")
G = TypeVar("G", bound=type[Guard[Any]])


class ProviderDeclarations(Freezable):
    """The part of a router that declares providers and guards."""

    provider_table: ProviderTable
    guard_uses: list[GuardUse]

    @overload
    def provide(self, kind: Kind[T], /, *, scope: Lifetime = "request") -> None: ...
    @overload
    def provide(
        self, kind: Kind[T], factory: Factory[T], /, *, scope: Lifetime = "request"
    ) -> None: ...
    def provide(
        self, kind: Any, factory: Any = None, /, *, scope: Lifetime = "request"
    ) -> None:
        """Let *factory* make the values of parameters of the type *kind*.

        A factory takes what it needs by type, or as inputs (``Header[str]``). It
        returns the value, or yields it once and cleans up behind the ``yield``; it may
        be asynchronous.

        Args:
            kind: The type, just as parameters are annotated.
            factory: What makes its values; by default the class itself.
            scope: How long a value is kept: ``"request"``, or ``"app"`` for one that
                all requests share.

        Raises:
            BindError: If the type is provided here already, or *factory* cannot make
                its values.
            RouteError: If a request was handled already.

        Example:
            >>> from kolben import App, Resource
            >>> class Clock:
            ...     def now(self) -> str:
            ...         return "noon"
            >>> class Time(Resource, path="/time"):
            ...     def __init__(self, clock: Clock) -> None:
            ...         self.clock = clock
            ...
            ...     def get(self) -> str:
            ...         return self.clock.now()
            >>> app = App("example")
            >>> app.provide(Clock, scope="app")
            >>> app.add(Time)
            >>> app.test_client().get("/time").text
            'noon'
        """
        self._require_open("A provider")
        frame = calling_frame()
        with Declaring("declaring a provider"):
            names = _names(frame, kind if factory is None else factory)
            provider = Provider.of(kind, factory, scope, _site(frame), names)
            self.provider_table.add(provider)

    def guard(self, guard: G) -> G:
        """Let *guard* check every request to a route of this router.

        Also to routes of routers that are included here, and to static files. A URL
        that matches no route, and an automatic answer to ``OPTIONS``, are not guarded.

        Args:
            guard: A subclass of :class:`~kolben.Guard`, which is returned.

        Raises:
            BindError: If it is none.
            RouteError: If a request was handled already.

        Example:
            >>> from kolben import App, Forbidden, Guard
            >>> app = App("example")
            >>> @app.guard
            ... class Nobody(Guard[None]):
            ...     def check(self) -> None:
            ...         raise Forbidden()
            >>> @app.get("/")
            ... def index() -> str:
            ...     return "never seen"
            >>> app.test_client().get("/").status
            '403 FORBIDDEN'
        """
        self._require_open("A guard")
        frame = calling_frame()
        with Declaring("declaring a guard"):
            guards_of((guard,))
        self.guard_uses.append(GuardUse(guard, _site(frame), _names(frame, guard)))
        return guard


def _site(frame: FrameType) -> Site:
    return Site(frame.f_code.co_filename, frame.f_lineno)


def _names(frame: FrameType, declared: object) -> dict[str, object] | None:
    """Return what is local where *declared* is declared, if it is written there."""
    local = "<locals>" in getattr(declared, "__qualname__", "<locals>")
    if not local or frame.f_locals is frame.f_globals:
        return None
    return dict(frame.f_locals)
