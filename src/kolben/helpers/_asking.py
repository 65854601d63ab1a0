"""The context that a documented function was called in, or the error that says so.

Layer 8.
"""

from __future__ import annotations

from typing import cast

from kolben.app import App
from kolben.context import Context, current, current_context
from kolben.exceptions import ContextError

__all__ = ["current_application", "current_request_context"]


def current_application(wanted: str) -> App:
    """Return the application whose context is current, for *wanted*.

    Raises:
        ContextError: If there is no context.
    """
    return cast("App", current_context(wanted).app)


def current_request_context(wanted: str) -> Context:
    """Return the current context, which has a request, for *wanted*.

    Raises:
        ContextError: If there is no request.
    """
    context = current.get(None)
    if context is None or not context.has_request:
        raise ContextError.outside_of_request(wanted)
    return context
