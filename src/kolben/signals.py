"""The signals that an application sends while it works.

Layer 0. Extensions connect to these without knowing who sends them. A signal is sent
only if it has receivers, so it costs nothing unless somebody listens. Signals tell
and never ask: what a receiver returns is not read. A receiver may be ``async def``: an
application that sends a signal runs it as it runs views.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from blinker import NamedSignal, Namespace

__all__ = [
    "Namespace",
    "appcontext_popped",
    "appcontext_pushed",
    "appcontext_tearing_down",
    "before_render_template",
    "error_handled",
    "got_request_exception",
    "message_flashed",
    "request_finished",
    "request_started",
    "request_tearing_down",
    "template_rendered",
    "template_used",
]


class _AppSignal(NamedSignal):
    """A signal whose sender, the application, knows how to run ``async def``."""

    def send(
        self,
        sender: Any | None = None,
        /,
        *,
        _async_wrapper: Callable[..., Any] | None = None,
        **values: Any,
    ) -> list[tuple[Callable[..., Any], Any]]:
        """Tell the receivers of *sender*, as blinker's own signals do."""
        wrapper = _async_wrapper or getattr(sender, "ensure_sync", None)
        return super().send(sender, _async_wrapper=wrapper, **values)


appcontext_popped: Final[NamedSignal] = _AppSignal(
    "appcontext-popped", "A context is no longer current; its teardown is done."
)
appcontext_pushed: Final[NamedSignal] = _AppSignal(
    "appcontext-pushed", "A context has become current."
)
appcontext_tearing_down: Final[NamedSignal] = _AppSignal(
    "appcontext-tearing-down", "A context is torn down. Passes ``exc``."
)
before_render_template: Final[NamedSignal] = _AppSignal(
    "before-render-template",
    "A template is about to be rendered. Passes ``template`` and ``context``.",
)
error_handled: Final[NamedSignal] = _AppSignal(
    "error-handled",
    "A declared handler is about to answer an error. Passes ``exception`` and "
    "``handler``.",
)
got_request_exception: Final[NamedSignal] = _AppSignal(
    "got-request-exception", "A request failed. Passes ``exception``."
)
message_flashed: Final[NamedSignal] = _AppSignal(
    "message-flashed", "A message was flashed. Passes ``message`` and ``category``."
)
request_finished: Final[NamedSignal] = _AppSignal(
    "request-finished", "A response is ready to be sent. Passes ``response``."
)
request_started: Final[NamedSignal] = _AppSignal(
    "request-started", "A request is about to be answered."
)
request_tearing_down: Final[NamedSignal] = _AppSignal(
    "request-tearing-down", "A request is torn down. Passes ``exc``."
)
template_rendered: Final[NamedSignal] = _AppSignal(
    "template-rendered",
    "A template was rendered. Passes ``template`` and ``context``.",
)
template_used: Final[NamedSignal] = _AppSignal(
    "template-used",
    "A template runs, whether it is rendered, extended, included or imported. Passes "
    "``template``.",
)
