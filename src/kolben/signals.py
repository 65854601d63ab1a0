"""The signals that an application sends while it works.

Layer 0. Extensions connect to these without knowing who sends them. A signal is sent
only if it has receivers, so it costs nothing unless somebody listens. Signals tell
and never ask: what a receiver returns is not read.
"""

from __future__ import annotations

from typing import Final

from blinker import NamedSignal, Namespace

__all__ = [
    "Namespace",
    "appcontext_popped",
    "appcontext_pushed",
    "appcontext_tearing_down",
    "before_render_template",
    "got_request_exception",
    "message_flashed",
    "request_finished",
    "request_started",
    "request_tearing_down",
    "template_rendered",
]

_signals: Final = Namespace()

appcontext_popped: Final[NamedSignal] = _signals.signal(
    "appcontext-popped", "A context is no longer current; its teardown is done."
)
appcontext_pushed: Final[NamedSignal] = _signals.signal(
    "appcontext-pushed", "A context has become current."
)
appcontext_tearing_down: Final[NamedSignal] = _signals.signal(
    "appcontext-tearing-down", "A context is torn down. Passes ``exc``."
)
before_render_template: Final[NamedSignal] = _signals.signal(
    "before-render-template",
    "A template is about to be rendered. Passes ``template`` and ``context``.",
)
got_request_exception: Final[NamedSignal] = _signals.signal(
    "got-request-exception", "A request failed. Passes ``exception``."
)
message_flashed: Final[NamedSignal] = _signals.signal(
    "message-flashed", "A message was flashed. Passes ``message`` and ``category``."
)
request_finished: Final[NamedSignal] = _signals.signal(
    "request-finished", "A response is ready to be sent. Passes ``response``."
)
request_started: Final[NamedSignal] = _signals.signal(
    "request-started", "A request is about to be answered."
)
request_tearing_down: Final[NamedSignal] = _signals.signal(
    "request-tearing-down", "A request is torn down. Passes ``exc``."
)
template_rendered: Final[NamedSignal] = _signals.signal(
    "template-rendered",
    "A template was rendered. Passes ``template`` and ``context``.",
)
