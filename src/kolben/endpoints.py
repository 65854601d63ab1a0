"""What answers the requests of one route: the calls of its methods.

Layer 4. The table of calls is made when the route is registered and is complete then:
answering a request is a look-up by the request's method, and never ``getattr`` with a
name that came from the network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn, TypeAlias, TypeVar

from kolben._labels import label_of
from kolben._sites import Site
from kolben.context import Context

__all__ = ["Call", "Endpoint", "METHODS", "Scope", "not_compiled", "with_head"]

T = TypeVar("T")

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""The methods that a resource can answer (RFC 9110, section 9; RFC 5789)."""

Call: TypeAlias = Callable[[Context], Any]
"""Answers the request of a context with whatever the programmer returns."""


@dataclass(frozen=True, eq=False, slots=True)
class Scope:
    """A place in the tree of routers; hooks and error handlers are found by it.

    Attributes:
        name: The names of the routers, outermost first, joined with dots.
        parent: The place round this one, or None for the application.
        owner: The router itself.
        line: The places from the application to this one.
        chain: The routers from the application to this one.

    Example:
        >>> root = Scope("", None, "the application")
        >>> Scope("admin", root, "the back room").chain
        ('the application', 'the back room')
    """

    name: str
    parent: Scope | None
    owner: Any
    line: tuple[Scope, ...] = field(init=False, repr=False)
    chain: tuple[Any, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        outer = () if self.parent is None else self.parent.line
        object.__setattr__(self, "line", (*outer, self))
        object.__setattr__(self, "chain", tuple(place.owner for place in self.line))

    def place_of(self, context: Context) -> Scope:
        """Return the place of the route of *context*, or this one if it has none."""
        found = context.match
        if found is None:
            return self
        place: Scope = found.route.target.scope
        return place


@dataclass(frozen=True, eq=False, slots=True)
class Endpoint:
    """The programmer's handler and how each method of it is called.

    Attributes:
        name: The name of the route.
        handler: The resource class or the function, as the programmer wrote it.
        calls: The call for each method; ``HEAD`` falls back to ``GET``. They are
            compiled when the application is frozen.
        scope: The router that the route belongs to.
        site: Where the route was declared.
        label: The handler as messages and listings call it.
    """

    name: str
    handler: Any
    calls: dict[str, Call]
    scope: Scope
    site: Site | None = None
    label: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", label_of(self.handler))


def with_head(calls: Mapping[str, T]) -> dict[str, T]:
    """Return *calls* with ``HEAD`` answered by ``GET`` unless it has its own.

    The body of the answer is left out when it is sent (RFC 9110, section 9.3.2).
    """
    complete = dict(calls)
    if "GET" in complete:
        complete.setdefault("HEAD", complete["GET"])
    return complete


def not_compiled(context: Context) -> NoReturn:
    """Stand for a call until the application is frozen."""
    raise RuntimeError(f"{context!r} is answered before its application is frozen")
