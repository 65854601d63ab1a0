"""What a handler is given: the proofs of guards, inputs, and what is provided.

Layer 8. A part of :mod:`kolben.checks.explaining`. An application that was frozen has
found all of it already; here it is gone through once more, for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from kolben._annotations import describe, optional
from kolben._labels import label_of
from kolben._sites import site_of
from kolben.app import App
from kolben.binding import Dependency, Plan, Signature
from kolben.checks.sections import Row, Section, written_at
from kolben.endpoints import Scope
from kolben.guarding import proof_behind
from kolben.guards import GuardUse, proved_by
from kolben.providers import Proof, Provider, built_in
from kolben.providers.provider import keys_of
from kolben.recipes import Planned

__all__ = ["Filled", "fillings_of", "guards_passed", "inputs_taken", "values_provided"]

_LIFETIMES: Final = {"app": "kept by the application", "request": "made per request"}


@dataclass(frozen=True, slots=True)
class Filled:
    """A callable that is filled for a request.

    Attributes:
        plan: What it takes.
        proofs: What the guards before it prove, the first to run first.
    """

    plan: Plan
    proofs: tuple[Proof, ...]


def fillings_of(planned: Planned, method: str) -> tuple[Filled, ...]:
    """Return what is filled for a call, in this order: guards, constructor, method.

    Args:
        planned: What the calls are compiled from.
        method: One that it answers.
    """
    filled: list[Filled] = []
    proofs: tuple[Proof, ...] = ()
    for use in _each_once(planned.guard_uses):
        filled += [Filled(plan, proofs) for plan in _plans_of(use, planned)]
        proofs = (*proofs, proof_behind(use.guard))
    recipe = planned.recipes[method]
    if recipe.making is not None and recipe.making.plan is not None:
        filled.append(Filled(recipe.making.plan, proofs))
    return (*filled, Filled(recipe.plan, proofs))


def _each_once(uses: Iterable[GuardUse]) -> list[GuardUse]:
    """Return *uses* without those of guards that have run already."""
    first: dict[object, GuardUse] = {}
    for use in uses:
        first.setdefault(use.guard, use)
    return list(first.values())


def _plans_of(use: GuardUse, planned: Planned) -> tuple[Plan, Plan]:
    """Return what the constructor and the check of a guard take."""
    guard, label = use.guard, label_of(use.guard)
    maker = Signature.of(guard, label=label, names=use.names)
    checker = Signature.of(
        guard.check, label=f"{label}.check", bound=True, names=use.names
    )
    taken = {name for name in planned.target.variables if name in checker.parameters}
    target = replace(planned.target, variables=taken, strict=True, methods=())
    return Plan.of_maker(maker), Plan.of_handler(checker, target)


def guards_passed(planned: Planned) -> Section:
    """Return the section of the guards, in the order they run."""
    rows = [
        (
            label_of(use.guard),
            f"proves {describe(proved_by(use.guard))}",
            f"declared at {written_at(use.site)}",
            written_at(site_of(use.guard)),
        )
        for use in _each_once(planned.guard_uses)
    ]
    return Section.of("Guards", rows)


def inputs_taken(filled: Iterable[Filled]) -> Section:
    """Return the section of what is taken from the request, and from where."""
    rows = [
        (
            f"{each.name}: {describe(each.annotation)}",
            each.location,
            "required" if each.required else f"by default {each.default!r}",
            f"for {one.plan.signature.label}",
        )
        for one in filled
        for each in one.plan.inputs
    ]
    return Section.of("Inputs", rows)


def values_provided(app: App, scope: Scope, filled: Iterable[Filled]) -> Section:
    """Return the section of what is provided, with what that is made of below it."""
    view = _View(app, scope)
    rows = [
        row
        for one in filled
        for dependency in one.plan.dependencies
        for row in view.rows(dependency, one.proofs, "")
    ]
    return Section.of("Providers", rows)


@dataclass(frozen=True, slots=True)
class _View:
    """What one place in an application sees."""

    app: App
    scope: Scope
    told: set[Provider] = field(default_factory=set)

    def rows(
        self, dependency: Dependency, proofs: tuple[Proof, ...], indent: str
    ) -> Iterator[Row]:
        """Yield what fills *dependency*, and below it what that is made of."""
        wanted = f"{indent}{dependency.name}: {describe(dependency.annotation)}"
        for_whom = f"for {dependency.label}"
        for key in keys_of(dependency.annotation):
            or_none = optional(dependency.annotation)[1]
            for proof in reversed(proofs):
                if proof.proves(key, or_none=or_none):
                    yield wanted, f"proved by {proof.label}", "", for_whom, ""
                    return
            for place in reversed(self.scope.line):
                provider = place.owner.provider_table.find(key)
                if provider is not None:
                    yield wanted, *_made(provider), for_whom, written_at(provider.site)
                    yield from self._parts(provider, place, proofs, f"{indent}  ")
                    return
            if _is_there_anyway(self.app, key):
                yield wanted, "there anyway", "", for_whom, ""
                return
        yield wanted, "by nobody: its default", "", for_whom, ""

    def _parts(
        self, provider: Provider, place: Scope, proofs: tuple[Proof, ...], indent: str
    ) -> Iterator[Row]:
        """Yield what the values of *provider* are made of, if that is not told yet."""
        if provider in self.told:
            return
        self.told.add(provider)
        view = self
        if provider.lifetime == "app":  # it sees what its own router sees
            view, proofs = replace(self, scope=place), ()
        for part in provider.plan().dependencies:
            yield from view.rows(part, proofs, indent)


def _made(provider: Provider) -> tuple[str, str]:
    return f"made by {label_of(provider.factory)}", _LIFETIMES[provider.lifetime]


def _is_there_anyway(app: Any, key: object) -> bool:
    """Whether parameters of the type *key* are filled without a provider."""
    own = [each for each in type(app).__mro__ if issubclass(each, App)]
    return built_in(app, own)(key) is not None
