"""What is said where nothing can be provided, with the chain that led there.

Layer 4.
"""

from __future__ import annotations

import builtins
from dataclasses import dataclass

from kolben._annotations import describe
from kolben.binding import Dependency
from kolben.config.typed import BaseConfig
from kolben.exceptions import BindError, nearest
from kolben.providers.provider import Provider, key_of

__all__ = ["Link", "ambiguous", "circular", "missing", "too_short"]


@dataclass(frozen=True, slots=True)
class Link:
    """One step from a handler to what it is made of.

    Attributes:
        label: What it is called.
        provider: What makes it, if a provider does.
    """

    label: str
    provider: Provider | None


def missing(
    dependency: Dependency,
    chain: tuple[Link, ...],
    known: tuple[Provider, ...],
    provers: tuple[str, ...] = (),
) -> BindError:
    """Return the error of a parameter that nothing fills.

    Args:
        dependency: What would fill it.
        chain: What led to it.
        known: All providers of the application.
        provers: The guards of the application that prove its type.
    """
    wanted = describe(dependency.annotation)
    problem = (
        f"Nothing provides {dependency.name!r} of {dependency.label}(): there is no "
        f"provider of {wanted} in {_written(chain, wanted)}."
    )
    if not dependency.name:  # asked for by hand
        problem = f"{dependency.label}({wanted}): nothing provides {wanted} here."
    error = BindError(
        problem,
        hint=_guard_hint(wanted, provers[0], chain)
        if provers
        else _hint(dependency, wanted, known),
    )
    return _noted(error, chain)


def _guard_hint(wanted: str, guard: str, chain: tuple[Link, ...]) -> str:
    for link in chain:
        if link.provider is not None and link.provider.lifetime == "app":
            return (
                f"{guard} proves {wanted} for one request, but {link.label} is kept by "
                f"the application: provide {link.label} with scope='request'."
            )
    return (
        f"{guard} proves {wanted}: write 'guards=[{guard}]' where the route is "
        f"declared, or 'router.guard({guard})', before any guard that asks for it."
    )


def _hint(dependency: Dependency, wanted: str, known: tuple[Provider, ...]) -> str:
    key = key_of(dependency.annotation)
    if isinstance(key, type) and issubclass(key, BaseConfig):
        return f"Make the application with them: App(..., config={wanted}(...))."
    for provider in known:
        if provider.key == key:
            return (
                f"{wanted} is provided at {provider.site}, on a router that is not "
                "round this one; declare it on the application."
            )
    for provider in known:
        if _is_below(provider.key, key):
            return f"Write 'app.provide({wanted}, {provider.label})'."
    meant = nearest(wanted, [provider.label for provider in known])
    if meant is not None:
        return f"Did you mean {meant!r}? If not, write 'app.provide({wanted})'."
    if key in vars(builtins).values():
        return (
            "Give all arguments of the constructor after the class, or let a class of "
            "your own hold the value, and provide that."
        )
    default = f", or give '{dependency.name}' a default" if dependency.name else ""
    return (
        f"Write 'app.provide({wanted})', or 'app.provide({wanted}, factory)'{default}."
    )


def _is_below(key: object, wanted: object) -> bool:
    if not (isinstance(key, type) and isinstance(wanted, type)) or wanted is object:
        return False
    try:
        return issubclass(key, wanted)
    except TypeError:  # a protocol that cannot be asked
        return False


def ambiguous(dependency: Dependency, chain: tuple[Link, ...]) -> BindError:
    """Return the error of a union of which more than one type is provided."""
    wanted = describe(dependency.annotation)
    error = BindError(
        f"{dependency.name!r} of {dependency.label}() is {wanted}, and more than one "
        f"of them is provided, in {_written(chain, wanted)}.",
        hint="Ask for one of them.",
    )
    return _noted(error, chain)


def circular(chain: tuple[Link, ...]) -> BindError:
    """Return the error of a value that is made of itself."""
    return _noted(
        BindError(
            f"{chain[-1].label} is made of itself: {_written(chain)}.",
            hint="Take one of these parameters out: what is needed later only can be "
            f"asked for then, by 'app.provided({chain[-1].label})'.",
        ),
        chain[:-1],
    )


def too_short(provider: Provider, chain: tuple[Link, ...]) -> BindError:
    """Return the error of a value that outlives what it is made of."""
    last = chain[-1].label
    return _noted(
        BindError(
            f"{provider.label} is kept by the application, but {last} lives no longer "
            f"than a request: {_written(chain)}.",
            hint=f"Provide {provider.label} with scope='request', or {last} with "
            "scope='app'.",
        ),
        chain,
    )


def _written(chain: tuple[Link, ...], *more: str) -> str:
    return " -> ".join((*(link.label for link in chain), *more))


def _noted(error: BindError, chain: tuple[Link, ...]) -> BindError:
    for link in chain:
        if link.provider is not None:
            error.add_note(f"{link.label} is provided at {link.provider.site}")
    return error
