"""What a request's URL led to.

Layer 1. It is made for every request, so it holds three attributes and does nothing.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from kolben.routing.route import Route

__all__ = ["Match"]

T = TypeVar("T")


class Match(Generic[T]):
    """A route, and the values of its variables.

    Attributes:
        route: The route that answers.
        variables: The converted variables and the defaults; the caller's to change.
        allowed: The methods to list if ``OPTIONS`` is to be answered for the
            programmer, and None otherwise.
    """

    __slots__ = ("allowed", "route", "variables")

    def __init__(
        self,
        route: Route[T],
        variables: dict[str, Any],
        allowed: tuple[str, ...] | None = None,
    ) -> None:
        self.route: Route[T] = route
        self.variables: dict[str, Any] = variables
        self.allowed: tuple[str, ...] | None = allowed
