"""A handler's parameters, as far as filling them is concerned.

Layer 4. What may be called, and with which names, is read from the function itself;
what the values are is read from the function that it wraps, because a decorator that
takes ``*args, **kwargs`` hides the annotations that the programmer wrote.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from kolben._annotations import MISSING, hints_of
from kolben._generics import arguments_of, filled_in
from kolben.binding.markers import REQUIRED, source_of
from kolben.exceptions import BindError

__all__ = ["Parameter", "Signature"]

_NONE: Final = inspect.Parameter.empty
_VARIADIC: Final = (
    inspect.Parameter.VAR_POSITIONAL,
    inspect.Parameter.VAR_KEYWORD,
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a handler.

    Attributes:
        name: Its name.
        required: Whether a call must give it.
        positional_only: Whether it cannot be given by name.
        default: What it is if nothing is given; nothing that counts if it is required.
    """

    name: str
    required: bool
    positional_only: bool
    default: Any = None


@dataclass(frozen=True, slots=True)
class Signature:
    """The parameters of a handler, without ``self``.

    Attributes:
        label: The handler as the programmer calls it, ``"PostView.get"``.
        parameters: The parameters, by name.
        annotations: The annotations by name, read through ``functools.wraps``.
        open: Whether the handler takes any name (``**kwargs``).

    Example:
        >>> def show(post_id: int, page: int = 1) -> str: ...
        >>> signature = Signature.of(show, label="show")
        >>> [(p.name, p.required) for p in signature.parameters.values()]
        [('post_id', True), ('page', False)]
    """

    label: str
    parameters: Mapping[str, Parameter]
    annotations: Mapping[str, object]
    open: bool

    @classmethod
    def of(
        cls,
        function: Callable[..., Any],
        *,
        label: str,
        bound: bool = False,
        names: Mapping[str, object] | None = None,
    ) -> Self:
        """Read the signature of *function*.

        Args:
            function: A function, or a method as its class holds it.
            label: What messages call it.
            bound: Whether the first parameter is ``self``.
            names: Names that annotations may use besides the module's.

        Raises:
            BindError: If an annotation cannot be resolved (yet), or a method does not
                take ``self``.
        """
        declared = list(
            inspect.signature(function, follow_wrapped=False).parameters.values()
        )
        if bound:
            wraps = hasattr(function, "__wrapped__")
            declared = _without_self(declared, label, wraps)
        annotations = hints_of(function, localns=names)
        kinds = {parameter.kind for parameter in declared}
        if inspect.Parameter.VAR_KEYWORD in kinds:
            declared += _passed_on(function, declared, annotations)
        return cls(
            label,
            {
                parameter.name: _parameter(parameter)
                for parameter in declared
                if parameter.kind not in _VARIADIC
            },
            annotations,
            inspect.Parameter.VAR_KEYWORD in kinds,
        )

    def annotation(self, name: str) -> object:
        """Return the annotation of the parameter *name*, or ``MISSING``."""
        return self.annotations.get(name, MISSING)

    def in_class(self, cls: type, *declaring: type) -> Self:
        """Return the signature as *cls* has it, which says what variables of types are.

        Args:
            cls: The class that is used.
            *declaring: The generic classes whose variables annotations may name; what
                a later one says goes before what an earlier one does.

        Example:
            >>> from typing import Generic, TypeVar
            >>> T = TypeVar("T")
            >>> class Shelf(Generic[T]):
            ...     def put(self, thing: T) -> str: ...
            >>> class Books(Shelf[str]): ...
            >>> written = Signature.of(Books.put, label="Books.put", bound=True)
            >>> written.in_class(Books, Shelf).annotation("thing")
            <class 'str'>
        """
        given: dict[object, object] = {}
        for each in declaring:
            given.update(arguments_of(cls, each))
        if not given:
            return self
        return replace(
            self,
            annotations={
                name: filled_in(annotation, given)
                for name, annotation in self.annotations.items()
            },
        )


def _passed_on(
    function: Callable[..., Any],
    declared: list[inspect.Parameter],
    annotations: Mapping[str, object],
) -> list[inspect.Parameter]:
    """Return the inputs of a decorated function, which its decorator passes on.

    Nobody else would give them: the decorator takes any name, and knows none.
    """
    if not hasattr(function, "__wrapped__"):
        return []
    taken = {parameter.name for parameter in declared}
    return [
        parameter
        for name, parameter in inspect.signature(function).parameters.items()
        if name not in taken and source_of(annotations.get(name)) is not None
    ]


def _without_self(
    declared: list[inspect.Parameter],
    label: str,
    wraps: bool,
) -> list[inspect.Parameter]:
    """Return the parameters of a method that its caller gives.

    A first parameter with an annotation that is not called ``self`` was meant to be
    given, and ``self`` is what was forgotten; decorators may call it what they like.
    """
    first = declared[0] if declared else None
    if first is not None and first.kind is inspect.Parameter.VAR_POSITIONAL:
        return declared
    if (
        first is None
        or first.kind in (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD)
        or (first.name != "self" and first.annotation is not _NONE and not wraps)
    ):
        raise BindError(
            f"{label}() does not take 'self'.",
            hint=f"Write 'def {label.rpartition('.')[2]}(self"
            f"{', ...' if declared else ''})'.",
        )
    return declared[1:]


def _parameter(declared: inspect.Parameter) -> Parameter:
    required = declared.default is _NONE or declared.default is REQUIRED
    return Parameter(
        declared.name,
        required,
        declared.kind is inspect.Parameter.POSITIONAL_ONLY,
        None if required else declared.default,
    )
