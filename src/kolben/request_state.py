"""What belongs to one request, as a class of declared attributes.

Layer 3. A hook makes it, and what runs below finds it by its class: typed, and without
a parameter on the way. It lives in the context, and ends with it.
"""

from __future__ import annotations

import dataclasses
import inspect
from typing import Any, Final, Self

from typing_extensions import dataclass_transform

from kolben._declaring import Declaring
from kolben._fields import require_annotated
from kolben._labels import label_of
from kolben.context import current_context
from kolben.exceptions import ContextError

__all__ = ["RequestState"]

_OWN: Final = frozenset({"activate", "current"})


@dataclass_transform(
    kw_only_default=True, eq_default=False, field_specifiers=(dataclasses.field,)
)
class RequestState:
    """State of one request: declared as a dataclass is, and found by its class.

    Example:
        >>> from kolben import App, RequestState
        >>> class Visitor(RequestState):
        ...     name: str
        ...     visits: int = 0
        >>> app = App("example")
        >>> @app.before_request
        ... def know() -> None:
        ...     Visitor(name="Ada").activate()
        >>> @app.get("/")
        ... def greet() -> str:
        ...     return f"Hello {Visitor.current().name}!"
        >>> app.test_client().get("/").text
        'Hello Ada!'
    """

    def __init_subclass__(cls, **options: Any) -> None:
        """Make a dataclass of the subclass, whose attributes are given by name.

        Raises:
            ContextError: If an attribute has no usable default, no annotation, or
                the name of a method.
        """
        super().__init_subclass__(**options)
        with Declaring(f"declaring {label_of(cls)}"):
            _require_declared(cls)
            _make_dataclass(cls)

    def activate(self) -> Self:
        """Make this the current state of its class, for as long as the context lasts.

        Raises:
            ContextError: If there is no context.
        """
        kind = type(self)
        current_context(f"'{label_of(kind)}(...).activate()'").kept[kind] = self
        return self

    @classmethod
    def current(cls) -> Self:
        """Return the state of this very class that was activated in this context.

        Raises:
            ContextError: If none was, or there is no context.
        """
        label = label_of(cls)
        found = current_context(f"'{label}.current()'").kept.get(cls)
        if isinstance(found, cls):
            return found
        raise ContextError(
            f"No {label} is active in this context.",
            hint=f"Call '{label}(...).activate()' in a hook that runs before.",
        )


def _require_declared(cls: type) -> None:
    """Refuse what would hide a method, or be shared by all requests."""
    annotated = inspect.get_annotations(cls)
    if taken := next((name for name in annotated if name in _OWN), None):
        raise ContextError(
            f"{label_of(cls)} declares {taken!r}, which means something else there.",
            hint="Choose another name.",
        )
    require_annotated(cls, ContextError, "all requests would share it")


def _make_dataclass(cls: type) -> None:
    try:
        dataclasses.dataclass(kw_only=True, eq=False)(cls)
    except (TypeError, ValueError) as error:
        raise ContextError(
            f"{label_of(cls)} cannot be declared so: {error}.",
            hint="Give a mutable default by 'dataclasses.field(default_factory=...)'.",
        ) from error
