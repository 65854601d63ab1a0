"""How the guards of a route are run: compiled steps before its handler's call.

Layer 4. Each guard sees what those before it proved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from kolben._annotations import optional
from kolben._labels import label_of
from kolben.binding import (
    Fill,
    Making,
    Plan,
    Recipe,
    Signature,
    Target,
    agreed_annotation,
    compiled_call,
)
from kolben.context import Context
from kolben.exceptions import KolbenError, ResponseError
from kolben.guards import Guard, GuardUse, proved_by
from kolben.http_errors import HTTPException, Unauthorized
from kolben.providers import ABSENT, Proof, Provisions
from kolben.typed_errors import HttpError

__all__ = ["guarded", "proof_behind"]


def guarded(
    uses: Iterable[GuardUse],
    provisions: Provisions,
    target: Target,
    handlers: tuple[Signature, ...],
) -> tuple[tuple[Fill, ...], Provisions]:
    """Return the steps of the guards of a route, and what is provided behind them.

    Args:
        uses: The guards, the first to run first.
        provisions: What is provided at the route.
        target: The URL of the route.
        handlers: The signatures of what answers it.

    Raises:
        BindError: If nothing fills a parameter of a guard.
        RouteError: If a guard and a handler disagree on a variable of the URL.
    """
    steps: dict[type[Guard[Any]], Fill] = {}
    for use in uses:
        if use.guard in steps:
            continue
        try:
            steps[use.guard] = _step(use, provisions, target, handlers)
            provisions = provisions.behind(proof_behind(use.guard))
        except KolbenError as error:
            error.add_note(f"while guarding with {label_of(use.guard)} at {use.site}")
            raise
    return tuple(steps.values()), provisions


def proof_behind(guard: type[Guard[Any]]) -> Proof:
    """Return what is known behind *guard*.

    Raises:
        BindError: If it names a class that cannot be found.
    """

    def fill(context: Context) -> Any:
        return context.kept[guard]

    return Proof(guard, label_of(guard), proved_by(guard), fill)


def _step(
    use: GuardUse,
    provisions: Provisions,
    target: Target,
    handlers: tuple[Signature, ...],
) -> Fill:
    guard, shared = use.guard, provisions.resolution.shared
    ask = _asking(use, provisions, target, handlers)
    proves, or_none = optional(proved_by(guard))
    or_none = or_none or proves is type(None) or proves is None or proves is Any
    keys = [
        each
        for each in guard.__mro__[1:]
        if issubclass(each, Guard) and each is not Guard
    ]

    def step(context: Context) -> None:
        value = shared.overridden(guard) if shared.overrides else ABSENT
        if value is ABSENT:
            try:
                value = ask(context)
            except HTTPException as error:
                _challenge(error, guard)
                raise
            if value is None and not or_none:
                raise _nothing_proved(guard)
        kept = context.kept
        kept[guard] = value
        for key in keys:  # what it proves, its base would have
            kept.setdefault(key, value)

    return step


def _asking(
    use: GuardUse,
    provisions: Provisions,
    target: Target,
    handlers: tuple[Signature, ...],
) -> Fill:
    """Return what makes the guard and calls its check, compiled as handlers are."""
    guard, label = use.guard, label_of(use.guard)
    written: Callable[..., Any] = guard.check
    maker = Signature.of(guard, label=label, names=use.names)
    checker = Signature.of(written, label=f"{label}.check", bound=True, names=use.names)
    taken = tuple(name for name in target.variables if name in checker.parameters)
    for name in taken:
        agreed_annotation((*handlers, checker), name, target.template)
    seen = replace(target, variables=frozenset(taken), strict=True, methods=())
    constructor = None if guard.__init__ is object.__init__ else guard.__init__
    recipe = Recipe(
        provisions.resolution.sync(written),
        Plan.of_handler(checker, seen),
        Making(lambda _: guard.__new__(guard), constructor, Plan.of_maker(maker)),
        variables=taken,
    )
    return compiled_call(recipe, provisions)


def _challenge(error: HTTPException, guard: type[Guard[Any]]) -> None:
    """Let *error* say how to authenticate, if it does not yet."""
    header: Any = guard.challenge
    if header is None or error.code != Unauthorized.code:
        return
    if isinstance(error, HttpError):
        error.headers.setdefault("WWW-Authenticate", header)
    elif isinstance(error, Unauthorized) and error.response is None:
        error.www_authenticate = error.www_authenticate or (header,)


def _nothing_proved(guard: type[Guard[Any]]) -> ResponseError:
    return ResponseError(
        f"{label_of(guard)}.check() returned None, which proves nothing.",
        hint="Raise Unauthorized() or Forbidden() to refuse a request; write "
        "'Guard[None]' for a guard that proves nothing.",
    )
