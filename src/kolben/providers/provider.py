"""A provider: what makes the values of one type.

Layer 4. Whatever can be wrong about the type or the factory by itself is said where
they are declared; whether there is a provider for each parameter of the factory is
known when the application is frozen.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Mapping,
)
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NewType,
    Protocol,
    Self,
    TypeAlias,
    TypeVar,
    get_args,
    get_origin,
)

from kolben._annotations import (
    UNIONS,
    UnresolvedAnnotation,
    describe,
    optional,
    return_hint_of,
)
from kolben._labels import label_of
from kolben._sites import Site
from kolben.binding import Plan, Signature
from kolben.exceptions import BindError

__all__ = ["Factory", "Kind", "Lifetime", "Provider", "key_of", "keys_of"]

T = TypeVar("T")

Lifetime: TypeAlias = Literal["app", "request"]
"""How long a value is kept, by the name of what it ends with."""

_LIFETIMES: Final = ("request", "app")


class Kind(Protocol[T]):  # type: ignore[misc]  # invariant, so that T is this very type
    """A class, abstract ones and protocols included, whose instances are ``T``.

    With ``type[T]`` type checkers would take any factory, for a ``T`` that is wide
    enough for both, and mypy would refuse abstract classes.
    """

    def __subclasses__(self) -> Iterable[type[T]]:
        """Return what every class knows about itself."""
        ...


Factory: TypeAlias = Callable[..., T | Awaitable[T] | Iterator[T] | AsyncIterator[T]]
"""What makes a value, and returns it or yields it once, to clean up afterwards."""


@dataclass(frozen=True, eq=False, slots=True)
class Provider:
    """What makes the values of one type.

    Attributes:
        key: The type.
        factory: What makes its values.
        lifetime: How long a value is kept.
        site: Where the provider was declared.
        names: The names that are local to that place, for annotations.
    """

    key: object
    factory: Callable[..., Any]
    lifetime: Lifetime
    site: Site | None = None
    names: Mapping[str, object] | None = None

    @classmethod
    def of(
        cls,
        kind: object,
        factory: object,
        lifetime: object,
        site: Site | None = None,
        names: Mapping[str, object] | None = None,
    ) -> Self:
        """Return a provider, if it can be one.

        Raises:
            BindError: If *kind* is no type, *factory* cannot make one, or its
                parameters could not be provided.
        """
        _require_type(kind)
        made = kind if factory is None else factory
        _require_factory(kind, made)
        if lifetime not in _LIFETIMES:
            raise BindError(
                f"The scope {lifetime!r} of {describe(kind)} is not known.",
                hint="Write scope='request' or scope='app'.",
            )
        provider: Any = cls(key_of(kind), made, lifetime, site, names)  # type: ignore[arg-type]  # judged above
        with suppress(UnresolvedAnnotation):  # its names may be written further below
            provider.plan()
        return provider  # type: ignore[no-any-return]  # as above

    @property
    def label(self) -> str:
        """The type, as messages call it."""
        return describe(self.key)

    def plan(self) -> Plan:
        """Return how the parameters of the factory are filled.

        Raises:
            BindError: If one has no annotation, or one that cannot be read.
        """
        label = label_of(self.factory)
        try:
            signature = Signature.of(self.factory, label=label, names=self.names)
        except ValueError as error:
            raise BindError(
                f"The parameters of {label} cannot be read: {error}.",
                hint="Give a function that makes it.",
            ) from None
        plan = Plan.of_maker(signature)
        given = self.factory.keywords if isinstance(self.factory, partial) else {}
        if not given:
            return plan
        free = tuple(each for each in plan.dependencies if each.name not in given)
        return replace(plan, dependencies=free)


def key_of(annotation: object) -> object:
    """Return the type that *annotation* asks for, without ``None`` and metadata.

    Example:
        >>> key_of(Annotated[int | None, "metadata"])
        <class 'int'>
    """
    bare, _ = optional(annotation)
    return key_of(get_args(bare)[0]) if get_origin(bare) is Annotated else bare


def keys_of(annotation: object) -> tuple[object, ...]:
    """Return the types of which *annotation* takes any, without ``None``.

    Example:
        >>> keys_of(int | str | None)
        (<class 'int'>, <class 'str'>)
        >>> keys_of(list[int])
        (list[int],)
    """
    key = key_of(annotation)
    members = get_args(key) if get_origin(key) in UNIONS else (key,)
    return tuple(key_of(member) for member in members)


def _require_agreement(kind: object, factory: Callable[..., Any]) -> None:
    """Refuse a factory whose annotation says that it makes something else."""
    made = factory if isinstance(factory, type) else return_hint_of(factory)
    if made is type(None):
        raise BindError(
            f"{label_of(factory)}() returns None, not {describe(kind)}.",
            hint=f"Let it return a value of {describe(kind)}.",
        )
    if not (isinstance(made, type) and isinstance(kind, type)):
        return
    if inspect.isabstract(made) or getattr(kind, "_is_protocol", False):
        return  # an Iterator without arguments, say, or what need not be inherited
    may_be = made is not factory and issubclass(kind, made)
    if not (may_be or issubclass(made, kind)):
        raise BindError(
            f"{label_of(factory)} makes {describe(made)}, not {describe(kind)}.",
            hint=f"Provide it as what it is: app.provide({describe(made)}, ...).",
        )


def _require_type(kind: object) -> None:
    bare = get_origin(kind) or kind
    if isinstance(bare, type | NewType) and bare is not types.UnionType:
        return
    raise BindError(
        f"{kind!r} is no type, so nothing can ask for it.",
        hint="Write app.provide(Type, factory) with the class that parameters are "
        "annotated with.",
    )


def _require_factory(kind: object, factory: object) -> None:
    label = describe(kind)
    if not callable(factory):
        raise BindError(
            f"{factory!r} cannot make {label}: it is no function.",
            hint=f"Write app.provide({label}, lambda: ...), scope='app' for a value "
            "that is there already.",
        )
    if inspect.isabstract(factory) or getattr(factory, "_is_protocol", False):
        raise BindError(
            f"{label_of(factory)} cannot be made: it is abstract.",
            hint=f"Give what makes it: app.provide({label}, factory).",
        )
    _require_agreement(kind, factory)
    inner = getattr(factory, "__wrapped__", None)
    if inspect.isgeneratorfunction(inner) and not inspect.isgeneratorfunction(factory):
        raise BindError(
            f"{label_of(factory)}() gives a context manager, not {label}.",
            hint="Take '@contextmanager' off: a generator function is enough.",
        )
