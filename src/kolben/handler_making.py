"""How the classes that answer errors are made: their constructors filled by type.

Layer 6. What a handler is made of is found when the application is frozen, for each
router below which its errors can be raised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from kolben._labels import label_of
from kolben._sites import site_of
from kolben.binding import Fill, Plan, Signature, compiled_fill
from kolben.context import current_context
from kolben.endpoints import Scope
from kolben.errors import ErrorHandler
from kolben.exceptions import KolbenError, faults_of
from kolben.providers import Resolution

__all__ = ["HandlerMaking"]

_Handler = type[ErrorHandler[Any]]


@dataclass(slots=True)
class HandlerMaking:
    """Makes the error handlers of an application.

    Attributes:
        resolution: What is provided.
        root: The scope of the application.
    """

    resolution: Resolution
    root: Scope
    fills: dict[tuple[_Handler, Scope], Fill] = field(default_factory=dict)

    def faults(self, scopes: Iterable[Scope]) -> Iterator[KolbenError]:
        """Find what the handlers of *scopes* are made of; yield what is missing."""
        self.fills.clear()
        for scope in (self.root, *scopes):
            for router in scope.chain:
                for _, handler in router.error_table:
                    if isinstance(handler, type):
                        yield from faults_of(partial(self._keep, handler, scope))

    def _keep(self, handler: _Handler, scope: Scope) -> None:
        self.fills[handler, scope] = self._fill(handler, scope)

    def make(self, handler: _Handler) -> ErrorHandler[Any]:
        """Return a new *handler* for the error of the current context."""
        context = current_context(label_of(handler))
        scope = self.root.place_of(context)
        fill = self.fills.get((handler, scope)) or self._fill(handler, scope)
        made: ErrorHandler[Any] = fill(context)
        return made

    def _fill(self, handler: _Handler, scope: Scope) -> Fill:
        label = label_of(handler)
        try:
            plan = Plan.of_maker(Signature.of(handler, label=label))
            return compiled_fill(handler, plan, self.resolution.at(scope))
        except KolbenError as error:
            error.add_note(f"while making {label}, written at {site_of(handler)}")
            raise
