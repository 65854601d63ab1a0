"""Notes what requests reach, while tests run.

Layer 8. Signals tell of it, so nothing is watched, and nothing costs, in a run that
does not ask. A method is reached when the programmer's own code has begun, and not
when a guard or its input kept a request from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any, Final

from kolben import signals
from kolben.app import App
from kolben.context import Context, current
from kolben.endpoints import Call
from kolben.exceptions import KolbenError
from kolben.pytest_plugin.things import (
    Thing,
    endpoint_thing,
    function_of,
    handler_thing,
    template_thing,
    things_of,
)

__all__ = ["Watch"]


class Watch:
    """Compares what applications declare with what requests reach.

    Args:
        root: The folder of the project; what lies elsewhere is not expected.

    Attributes:
        declared: What there is to reach.
        reached: What was reached, in whatever application.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.declared: set[Thing] = set()
        self.reached: set[Thing] = set()
        self._receivers: Final = (
            (signals.request_started, self._started),
            (signals.error_handled, self._handled),
            (signals.template_used, self._used),
        )

    def open(self) -> None:
        """Begin to listen."""
        for signal, receiver in self._receivers:
            signal.connect(receiver)

    def close(self) -> None:
        """Listen no more."""
        for signal, receiver in self._receivers:
            signal.disconnect(receiver)

    def expect(self, app: App) -> None:
        """Let the tests have to reach what *app* declares.

        What cannot be declared is said by the first request, so not here.
        """
        try:
            self.declared.update(things_of(app, self.root))
        except KolbenError:
            return

    def _started(self, _: object) -> None:
        """Have the call that comes next say whether it reached its function."""
        context = current.get(None)
        found = None if context is None else context.match
        if context is None or found is None or found.allowed is not None:
            return
        calls = found.route.target.calls
        method = (context.environ or {})["REQUEST_METHOD"].upper()
        call = calls[method]
        if isinstance(call, _Watched) and call.watch is self:
            return
        function = function_of(found.route.target, method)
        thing = endpoint_thing(found.route, method)
        calls[method] = _Watched(
            self, call, partial(self.reached.add, thing), frozenset(_codes_of(function))
        )

    def _handled(self, _: object, *, handler: Any, **__: object) -> None:
        self.reached.add(handler_thing(handler))

    def _used(self, _: object, *, template: Any) -> None:
        if template.name is not None:
            self.reached.add(template_thing(template.name, template.filename))


class _Watched:
    """The call of a method, that notes whether its function has begun."""

    __slots__ = ("call", "codes", "note", "watch")

    def __init__(
        self,
        watch: Watch,
        call: Call,
        note: Callable[[], None],
        codes: frozenset[CodeType],
    ) -> None:
        self.watch = watch
        self.call = call
        self.note = note
        self.codes = codes

    def __call__(self, context: Context) -> Any:
        try:
            result = self.call(context)
        except BaseException as error:
            if not self.codes or _has_run(error, self.codes):
                self.note()
            raise
        self.note()
        return result


def _codes_of(function: Any) -> Iterator[CodeType]:
    """Yield the code of *function*, and of those that it wraps."""
    while function is not None:
        function = getattr(function, "func", function)  # of a partial function
        code = getattr(function, "__code__", None)
        if isinstance(code, CodeType):
            yield code
        function = getattr(function, "__wrapped__", None)


def _has_run(error: BaseException, codes: frozenset[CodeType]) -> bool:
    """Whether one of *codes* ran before *error*, or an error that led to it."""
    pending, seen = [error], set[int]()
    while pending:
        cause = pending.pop()
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        trace = cause.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code in codes:
                return True
            trace = trace.tb_next
        pending += filter(None, (cause.__cause__, cause.__context__))
    return False
