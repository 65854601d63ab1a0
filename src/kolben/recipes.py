"""What the calls of a declaration consist of, before they can be compiled.

Layer 6. The parameters of a handler are judged when it is declared; what provides its
dependencies is known only when the application is frozen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kolben._async import Sync
from kolben.binding import (
    Fill,
    Plan,
    Recipe,
    Signature,
    Target,
    compiled_call,
    require_body,
)
from kolben.declarations import Declaration
from kolben.endpoints import Call, Endpoint, with_head
from kolben.errors.registry import table_of
from kolben.exceptions import RouteError
from kolben.guarding import guarded
from kolben.guards import GuardUse
from kolben.negotiation import steps_of_return
from kolben.providers import Provisions
from kolben.resources import (
    guards_of_resource,
    require_constructible,
    resource_making,
    resource_signatures,
    verb_function,
    verbs_of,
)
from kolben.views import view_methods, view_signature

__all__ = ["Planned", "recipes_of", "signatures_of"]


@dataclass(frozen=True, slots=True)
class Planned:
    """An endpoint, and what its calls are compiled from."""

    declaration: Declaration
    endpoint: Endpoint
    recipes: Mapping[str, Recipe]
    target: Target

    def compile(self, provisions: Provisions) -> None:
        """Give the endpoint its calls; one recipe gives one call.

        Args:
            provisions: What is provided where the endpoint stands.
        """
        guards, resolve = self._guarded(provisions)
        made: dict[int, Call] = {}
        for method, recipe in self.recipes.items():
            call = made.get(id(recipe))
            if call is None:
                steps = _steps_of_return(self.declaration, method, recipe.plan)
                whole = replace(recipe, before=(*guards, *recipe.before, *steps))
                call = made[id(recipe)] = compiled_call(whole, resolve)
            self.endpoint.calls[method] = call

    def _guarded(self, provisions: Provisions) -> tuple[tuple[Fill, ...], Provisions]:
        """Return the steps of the guards, and what is provided behind them."""
        handlers = tuple(recipe.plan.signature for recipe in self.recipes.values())
        return guarded(self.guard_uses, provisions, self.target, handlers)

    @property
    def guard_uses(self) -> tuple[GuardUse, ...]:
        """The guards of the endpoint, in the order they run."""
        declaration = self.declaration
        if declaration.handler is None:
            return ()
        own = declaration.rule.guards
        if declaration.is_resource:
            own = (*own, *guards_of_resource(declaration.handler))
        chain = self.endpoint.scope.chain
        uses = [use for router in chain for use in router.guard_uses]
        uses += [GuardUse(each, declaration.site, declaration.names) for each in own]
        return tuple(uses)


def signatures_of(declaration: Declaration) -> tuple[Signature, ...]:
    """Return the signatures of the verbs of a resource, or that of a function."""
    if declaration.is_resource:
        return resource_signatures(declaration.handler, declaration.names)
    if declaration.handler is None:
        return ()
    return (view_signature(declaration.handler, declaration.names),)


def recipes_of(
    declaration: Declaration,
    signatures: tuple[Signature, ...],
    target: Target,
    sync: Sync,
) -> dict[str, Recipe]:
    """Return what the call of each method consists of.

    Args:
        declaration: The declaration.
        signatures: What :func:`signatures_of` gives for it.
        target: The URL of the route.
        sync: Makes a plain function of an ``async def``.

    Raises:
        BindError: If a request to *target* cannot fill the handler's parameters.
        ResponseError: If nothing can be sent of what a handler says it returns.
        RouteError: If the rule of a resource has methods, or it has two methods for
            one error.
    """
    if declaration.is_resource:
        return with_head(_recipes_of_resource(declaration, signatures, target, sync))
    handler = declaration.handler
    methods = view_methods(handler, declaration.rule.methods)
    if handler is None:
        recipe = Recipe(_nothing, Plan(Signature("", {}, {}, open=True)))
    else:
        plan = Plan.of_handler(signatures[0], replace(target, methods=methods))
        _steps_of_return(declaration, "", plan)
        recipe = Recipe(sync(handler), plan)
    return with_head(dict.fromkeys(methods, recipe))


def _recipes_of_resource(
    declaration: Declaration,
    signatures: tuple[Signature, ...],
    target: Target,
    sync: Sync,
) -> dict[str, Recipe]:
    cls, arguments = declaration.handler, declaration.arguments
    _require_no_methods(declaration)
    require_constructible(cls, arguments, declaration.keywords)
    table_of(cls)
    making = resource_making(cls, arguments, declaration.keywords, declaration.names)
    recipes = {}
    for verb, signature in zip(verbs_of(cls), signatures, strict=True):
        method = verb.upper()
        plan = Plan.of_handler(
            signature, replace(target, strict=True, methods=(method,))
        )
        _steps_of_return(declaration, method, plan)
        if making.plan is not None:
            require_body(making.plan.inputs, declaration.label, (method,))
        recipes[method] = Recipe(verb_function(cls, verb, sync), plan, making)
    return recipes


def _steps_of_return(
    declaration: Declaration, method: str, plan: Plan
) -> tuple[Fill, ...]:
    """Judge what the handler of *method* says it returns; return what runs before."""
    handler = declaration.handler
    if declaration.is_resource:
        handler = getattr(handler, method.lower())
    return steps_of_return(handler, plan.signature.label, declaration.names)


def _require_no_methods(declaration: Declaration) -> None:
    if declaration.rule.methods is not None:
        raise RouteError(
            f"The rule of {declaration.label} has methods, but a resource answers "
            "those that it defines.",
            hint="Take 'methods' out of the rule.",
        )


def _nothing(**variables: object) -> None:  # those of its URL
    """Stand for the handler of a rule that never calls one."""
