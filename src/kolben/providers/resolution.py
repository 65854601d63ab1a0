"""Which provider fills which parameter, worked out once for each route.

Layer 4. The nearest router's provider wins. A value that is kept for a request is made
of what the route of that request sees; one that is kept for the application is made of
what the router sees that declares it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from kolben._annotations import optional
from kolben._async import Sync
from kolben.binding import Dependency, Fill, compiled_fill
from kolben.context import Context
from kolben.endpoints import Scope
from kolben.exceptions import BindError, KolbenError, faults_of
from kolben.providers.endings import Ending, Endings, begin
from kolben.providers.provider import Provider, key_of, keys_of
from kolben.providers.refusals import Link, ambiguous, circular, missing, too_short
from kolben.providers.shared import ABSENT, Shared, Slot

__all__ = ["BuiltIn", "Proof", "Provisions", "Resolution", "Resolved"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What fills a parameter.

    Attributes:
        fill: Returns the value.
        made_of: The types that it is made of, at any distance, its own included.
        slot: Where the application keeps it, if it does.
        short: What it is made of that lives no longer than a request, if anything.
    """

    fill: Fill
    made_of: frozenset[object] = frozenset()
    slot: Slot | None = None
    short: tuple[Link, ...] = ()


BuiltIn = Callable[[object], Resolved | None]
"""Returns what fills a parameter of a type that needs no provider."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a guard proves to all that runs behind it.

    Attributes:
        key: The guard itself; guards that are one and the same prove alike.
        label: The guard, as messages call it.
        annotation: Its type.
        fill: Returns it.
    """

    key: object
    label: str
    annotation: object
    fill: Fill

    def proves(self, key: object, *, or_none: bool) -> bool:
        """Whether it is of the type *key*, or is None and may be."""
        bare, may_be_none = optional(self.annotation)
        return key_of(bare) == key and (or_none or not may_be_none)


def _no_one(_: object) -> tuple[str, ...]:
    return ()


@dataclass(slots=True)
class Resolution:
    """Finds what fills the parameters of an application's handlers.

    Attributes:
        shared: Where the application keeps what is made once.
        sync: Makes a plain function of an ``async def``.
        built_in: Fills what needs no provider.
        elsewhere: All providers of the application, for messages.
        provers: Returns the guards that prove a type, for messages.
        lenient: Whether what some place in the application may know is let pass.
    """

    shared: Shared
    sync: Sync
    built_in: BuiltIn
    elsewhere: Callable[[], tuple[Provider, ...]]
    provers: Callable[[object], tuple[str, ...]] = _no_one
    lenient: bool = False
    slots: dict[object, Slot] = field(default_factory=dict)
    made: dict[tuple[Provider, *tuple[object, ...]], Resolved] = field(
        default_factory=dict
    )

    def restart(self) -> None:
        """Forget what was found, but for what is kept: there may be more to find."""
        self.made.clear()

    def at(self, scope: Scope) -> Provisions:
        """Return what a handler in *scope* sees."""
        return Provisions(self, scope)

    def faults(self, scopes: Iterable[Scope]) -> Iterator[KolbenError]:
        """Yield why providers of *scopes* which no route asks for could not be made.

        They may still be asked for by hand. What they are made of may be known in one
        place only, behind a guard or on a router within.
        """
        used = {provider for provider, *_ in self.made}
        judged = replace(self, lenient=True, slots={}, made={})
        for scope in scopes:
            for provider in scope.owner.provider_table.all():
                if provider not in used:
                    place = judged.at(scope)
                    yield from faults_of(partial(place.provided, provider, scope))


@dataclass(frozen=True, slots=True)
class Provisions:
    """What one place in an application can be provided with.

    Attributes:
        resolution: That of the application.
        scope: The place.
        proofs: What the guards before it prove, the latest last.
        chain: What is being provided for here, the outermost first.
    """

    resolution: Resolution
    scope: Scope
    proofs: tuple[Proof, ...] = ()
    chain: tuple[Link, ...] = ()

    def __call__(self, dependency: Dependency) -> Fill | None:
        """Return what fills the parameter of *dependency*, or None for its default.

        Raises:
            BindError: If nothing does and it has none, or what does cannot be made.
        """
        found = self.resolved(dependency)
        return None if found is None else found.fill

    def behind(self, proof: Proof) -> Provisions:
        """Return what is provided behind the guard of *proof*."""
        return replace(self, proofs=(*self.proofs, proof))

    def resolved(self, dependency: Dependency) -> Resolved | None:
        """Return what fills the parameter of *dependency*; see :meth:`__call__`."""
        provisions = self
        if not self.chain:
            provisions = replace(self, chain=(Link(f"{dependency.label}()", None),))
        found = [
            each
            for key in keys_of(dependency.annotation)
            if (each := provisions.find(dependency, key)) is not None
        ]
        if len(found) > 1:
            raise ambiguous(dependency, provisions.chain)
        if found:
            return found[0]()
        if not dependency.required:
            return None
        if optional(dependency.annotation)[1]:
            return Resolved(_nothing)
        key, known = key_of(dependency.annotation), self.resolution.elsewhere()
        provers = self.resolution.provers(key)
        if self.resolution.lenient and (provers or key in {each.key for each in known}):
            return Resolved(_nothing)
        raise missing(dependency, provisions.chain, known, provers)

    def find(
        self, dependency: Dependency, key: object
    ) -> Callable[[], Resolved] | None:
        """Return what gives the value of *key*, once it is wanted."""
        or_none = optional(dependency.annotation)[1]
        for proof in reversed(self.proofs):
            if proof.proves(key, or_none=or_none):
                short = (*self.chain, Link(f"the proof of {proof.label}", None))
                return partial(Resolved, proof.fill, short=short)
        for place in reversed(self.scope.line):
            provider = place.owner.provider_table.find(key)
            if provider is not None:
                return partial(self.provided, provider, place)
        built_in = self.resolution.built_in(key)
        if built_in is None:
            return None
        short = built_in.short and (*self.chain, *built_in.short)
        return partial(replace, built_in, short=short)

    def provided(self, provider: Provider, place: Scope) -> Resolved:
        """Return what gives the value of *provider*, which *place* declares.

        Raises:
            BindError: If it cannot be made.
        """
        link = Link(provider.label, provider)
        if any(each.provider is provider for each in self.chain):
            raise circular((*self.chain, link))
        provisions = replace(self, chain=(*self.chain, link))
        made = self.resolution.made
        if provider.lifetime == "app":
            if (provider, place) not in made:
                seen = replace(provisions, scope=place, proofs=())
                made[provider, place] = seen.kept_by_application(provider)
            return made[provider, place]
        known = (provider, self.scope, tuple(proof.key for proof in self.proofs))
        if known not in made:
            made[known] = provisions.kept_by_request(provider)
        return replace(made[known], short=provisions.chain)

    def kept_by_request(self, provider: Provider) -> Resolved:
        """Return what makes a value once for each request."""
        parts: list[Resolved] = []
        make = self._maker(provider, parts)
        key, shared = provider.key, self.resolution.shared

        def fill(context: Context) -> Any:
            if shared.overrides:
                value = shared.overridden(key)
                if value is not ABSENT:
                    return value
            kept = context.kept
            if provider in kept:
                return kept[provider]
            value, ending = make(context)
            kept[provider] = value
            if ending is not None:
                Endings.of(context).add(provider, ending)
            return value

        return Resolved(fill, _made_of(key, parts))

    def kept_by_application(self, provider: Provider) -> Resolved:
        """Return what makes a value once for the application.

        Raises:
            BindError: If it is made of what lives no longer than a request.
        """
        parts: list[Resolved] = []
        make = self._maker(provider, parts)
        for part in parts:
            if part.short:
                raise too_short(provider, part.short)
        known = (provider, *(part.slot for part in parts))
        slot = self.resolution.slots.get(known)
        if slot is None:
            slot = Slot(provider.key, make, _made_of(provider.key, parts))
            self.resolution.slots[known] = slot
        shared = self.resolution.shared
        return Resolved(lambda context: shared.value(slot, context), slot.made_of, slot)

    def _maker(
        self, provider: Provider, parts: list[Resolved]
    ) -> Callable[[Context], tuple[Any, Ending | None]]:
        """Return what makes a value; put what it is made of into *parts*."""
        plan = _noted(provider, provider.plan)

        def resolve(dependency: Dependency) -> Fill | None:
            part = self.resolved(dependency)
            if part is None:
                return None
            parts.append(part)
            return part.fill

        if plan.inputs:
            read = Link(f"the request's {plan.inputs[0].name!r}", None)
            parts.append(Resolved(_nothing, short=(*self.chain, read)))
        sync, label = self.resolution.sync, provider.label
        start = compiled_fill(sync(provider.factory), plan, resolve)
        if isinstance(provider.factory, type):
            return lambda context: (start(context), None)
        return lambda context: begin(start(context), label, sync)


def _nothing(_: Context) -> None:
    """Fill what takes None, where nothing is provided."""


def _made_of(key: object, parts: list[Resolved]) -> frozenset[object]:
    return frozenset({key}).union(*(part.made_of for part in parts))


def _noted(provider: Provider, plan: Callable[[], Any]) -> Any:
    try:
        return plan()
    except BindError as error:
        error.add_note(f"while providing {provider.label} at {provider.site}")
        raise
