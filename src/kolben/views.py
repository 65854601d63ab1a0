"""Decorated functions as endpoints.

Layer 4. A function becomes an :class:`~kolben.endpoints.Endpoint` as a resource does;
its one call answers every method of its route.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kolben._async import Sync
from kolben.binding import Signature
from kolben.context import Context
from kolben.endpoints import Call, label_of
from kolben.exceptions import RouteTypeError

__all__ = ["view_calls", "view_methods", "view_signature"]


def view_methods(
    function: Callable[..., Any] | None, methods: Iterable[str] | None
) -> tuple[str, ...]:
    """Return the methods that a function answers, upper-cased, ``GET`` by default.

    Raises:
        RouteTypeError: If *methods* is a single text.
    """
    if isinstance(methods, str):
        raise RouteTypeError(
            f"The methods {methods!r} are one text, not a list of methods.",
            hint=f"Write methods=[{methods!r}].",
        )
    own: Iterable[str] = getattr(function, "methods", None) or ("GET",)
    required = getattr(function, "required_methods", ())
    chosen = own if methods is None else methods
    names = [method.upper() for method in (*chosen, *required)]
    return tuple(dict.fromkeys(names))


def view_signature(
    function: Callable[..., Any], names: Mapping[str, object] | None
) -> Signature:
    """Return the signature of *function*, by which its URL is judged."""
    return Signature.of(function, label=label_of(function), names=names)


def view_calls(
    function: Callable[..., Any],
    methods: Iterable[str],
    sync: Sync,
) -> dict[str, Call]:
    """Return the call of *function* for each of *methods*."""
    called = sync(function)

    def call(context: Context) -> Any:
        return called(**context.variables)

    return dict.fromkeys(methods, call)
