"""Decorated functions as endpoints.

Layer 4. A function becomes an :class:`~kolben.endpoints.Endpoint` as a resource does;
its one call answers every method of its route.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kolben._labels import label_of
from kolben.binding import Signature
from kolben.rules import methods_of

__all__ = ["view_methods", "view_signature"]


def view_methods(
    function: Callable[..., Any] | None, methods: tuple[str, ...] | None
) -> tuple[str, ...]:
    """Return the methods that a function answers, upper-cased, ``GET`` by default.

    A function may say itself what it answers, by its attributes ``methods`` (where the
    route says nothing) and ``required_methods`` (in any case).

    Raises:
        RouteTypeError: If an attribute is no list of texts.
        RouteError: If it holds what is no method.
    """
    own: Iterable[str] = getattr(function, "methods", None) or ("GET",)
    chosen = methods_of(own) if methods is None else methods
    required: Iterable[str] = getattr(function, "required_methods", None) or ()
    return methods_of((*chosen, *methods_of(required))) if required else chosen


def view_signature(
    function: Callable[..., Any], names: Mapping[str, object] | None
) -> Signature:
    """Return the signature of *function*, by which its URL is judged."""
    return Signature.of(function, label=label_of(function), names=names)
