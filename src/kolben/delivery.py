"""From a response to the server, and the end of the context.

Layer 6. WSGI's side of a request (PEP 3333): the context is current while the answer
is made, and teardown runs when nothing of the request is left to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse

from kolben.context import PRESERVE_CONTEXT, Context
from kolben.middleware import Next
from kolben.signals import appcontext_pushed
from kolben.streaming import ContextBody

__all__ = ["deliver"]


def deliver(
    context: Context, respond: Next, start_response: StartResponse
) -> Iterable[bytes]:
    """Answer the request of *context* and return the body for the server.

    A streamed body keeps the context until the server closes it. A file that is
    handed over whole runs no code of the programmer, so it does not.
    """
    environ: dict[str, Any] = context.environ or {}
    context.activate()
    try:
        if appcontext_pushed.receivers:
            appcontext_pushed.send(context.app)
        response = respond(context)
        body: Iterable[bytes] = response(environ, start_response)
    except BaseException as error:
        _offer(context, environ)
        context.pop(error)
        raise
    _offer(context, environ)
    if not (response.is_sequence or response.direct_passthrough):
        context.leave()
        return ContextBody(context, body)
    context.pop()
    return body


def _offer(context: Context, environ: dict[str, Any]) -> None:
    """Let a test client push the context once more, so that it outlives the request."""
    keep = environ.get(PRESERVE_CONTEXT)
    if keep is not None:
        keep(context)
