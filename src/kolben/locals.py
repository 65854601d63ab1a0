"""The documented proxies: ``request``, ``session``, ``g`` and ``current_app``.

Layer 8. Each stands for what belongs to the context that the code runs in, and is
typed as what it stands for. Nothing inside Kolben imports them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

from werkzeug.local import LocalProxy

from kolben.app import App
from kolben.context import current_context
from kolben.globals import Globals
from kolben.helpers._asking import current_application, current_request_context
from kolben.requests import Request
from kolben.sessions import Session

__all__ = ["current_app", "g", "request", "session", "unproxied"]

T = TypeVar("T")


def _proxy(kind: type[T], find: Callable[[], Any]) -> T:  # noqa: ARG001  # for its type
    """Return a proxy for what *find* returns, typed as *kind*."""
    return cast("T", LocalProxy(find))


current_app: Final = _proxy(App, lambda: current_application("'current_app'"))
"""The application that the code runs for."""

g: Final = _proxy(Globals, lambda: current_context("'g'").g)
"""Attributes that live as long as the context."""

request: Final = _proxy(Request, lambda: current_request_context("'request'").request)
"""The request that is being answered."""

session: Final = _proxy(Session, lambda: current_request_context("'session'").session)
"""The session of the client whose request is being answered."""


def unproxied(proxy: T) -> T:
    """Return what *proxy* stands for at this moment; what is no proxy, as it is.

    Raises:
        ContextError: If there is no context that it could stand for.

    Example:
        >>> from kolben import App
        >>> app = App("example")
        >>> with app.app_context():
        ...     unproxied(current_app) is app
        True
    """
    if isinstance(proxy, LocalProxy):
        return cast("T", proxy._get_current_object())  # noqa: SLF001  # its documented name
    return proxy
