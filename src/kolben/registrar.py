"""How a declaration becomes a route.

Layer 6. Classes and functions pass through the same steps here, when they are declared
on an application or when their router is included in one: the template is read, the
signatures are judged, the converters are chosen, the calls are made. Whatever is wrong
is said now, with the place of the declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from kolben._annotations import UnresolvedAnnotation
from kolben._async import Sync
from kolben._labels import name_of
from kolben._sites import Site
from kolben.binding import (
    Plan,
    Signature,
    Target,
    agreed_annotation,
    require_conforming,
    require_filled,
)
from kolben.declarations import Declaration
from kolben.endpoints import Endpoint, Scope, not_compiled
from kolben.exceptions import KolbenError, RouteError
from kolben.providers import Provisions
from kolben.recipes import Planned, recipes_of, signatures_of
from kolben.resources import Resource, verbs_of
from kolben.routing import (
    BaseConverter,
    Converters,
    Pattern,
    Route,
    RouteOptions,
    Table,
    Variable,
)

__all__ = ["Place", "Registrar"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a router stands under an application.

    Attributes:
        registrar: The registrar of the application.
        scope: The router and those round it.
        converters: The converters that its templates may use.
        prefix: What every template of the router begins with.
        options: The host, subdomain and defaults of every route.
        outer: The converters of the variables that routers further out brought.
    """

    registrar: Registrar
    scope: Scope
    converters: Converters
    prefix: str = ""
    options: RouteOptions = field(default_factory=RouteOptions)
    outer: Mapping[str, Converters] = field(default_factory=dict)

    def register(self, declaration: Declaration) -> None:
        """Make a route of *declaration* here."""
        self.registrar.register(declaration, self)

    def under(
        self, owner: object, name: str, prefix: str, options: RouteOptions
    ) -> Self:
        """Return the place of a router that is included in this one."""
        full = ".".join(part for part in (self.scope.name, name) if part)
        ours = _variables(Pattern.parse(self.prefix or "/"), self.options)
        return replace(
            self,
            scope=Scope(full, self.scope, owner),
            converters=Converters(self.converters),
            prefix=self.prefix + prefix,
            options=_joined(self.options, options),
            outer={each.name: self.converters_of(each.name) for each in ours},
        )

    def converters_of(self, variable: str) -> Converters:
        """Return the converters of the router that brought *variable*."""
        return self.outer.get(variable, self.converters)


def _joined(outer: RouteOptions, inner: RouteOptions) -> RouteOptions:
    """Return *inner* with what it leaves open filled from *outer*."""
    return RouteOptions(
        defaults={**outer.defaults, **inner.defaults},
        subdomain=outer.subdomain if inner.subdomain is None else inner.subdomain,
        host=outer.host if inner.host is None else inner.host,
        strict_slashes=inner.strict_slashes,
        merge_slashes=inner.merge_slashes,
        redirect_to=inner.redirect_to,
        build_only=inner.build_only,
        alias=inner.alias,
        automatic_options=inner.automatic_options,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    handler: Any
    label: str
    template: str
    site: Site | None


class Registrar:
    """Makes routes of declarations, and remembers what they were made of.

    Args:
        table: Where the routes go.
        sync: Makes a plain function of an ``async def``.
        automatic_options: Whether ``OPTIONS`` is answered for routes that leave it
            open.
        provisions: Says what is provided for the handlers in a scope.
    """

    def __init__(
        self,
        table: Table[Endpoint],
        sync: Sync,
        automatic_options: Callable[[], bool],
        provisions: Callable[[Scope], Provisions],
    ) -> None:
        self.table = table
        self.scopes: list[Scope] = []
        self._sync = sync
        self._automatic_options = automatic_options
        self._provisions = provisions
        self._planned: list[Planned] = []
        self._names: dict[str, _Known] = {}
        self._links: dict[Hashable, list[Route[Endpoint]]] = {}
        self._pending: list[tuple[Declaration, Place]] = []
        self._resources: dict[type[Resource], list[tuple[Declaration, set[str]]]] = {}

    def register(self, declaration: Declaration, place: Place) -> None:
        """Make a route of *declaration*, or keep it until its annotations resolve.

        Raises:
            RouteError: If the template, the name or the converters are wrong, or the
                route is taken.
            BindError: If a request cannot fill the handler's parameters.
        """
        try:
            self._register(declaration, place)
        except UnresolvedAnnotation:
            self._pending.append((declaration, place))
        except KolbenError as error:
            raise _noted(error, declaration) from None

    def settle(self) -> None:
        """Make the routes whose annotations could not be resolved before.

        What fails is kept, so that it fails again rather than be missing.

        Raises:
            UnresolvedAnnotation: If they still cannot be.
            RouteError: If a route cannot be made, now that they can.
            BindError: If a request cannot fill the handler's parameters.
        """
        faults = list(self._settled())
        if faults:
            raise faults[0]

    def _settled(self) -> Iterator[KolbenError]:
        """Make the routes that wait, and yield why others cannot be made yet."""
        pending, self._pending = self._pending, []
        for declaration, place in pending:
            try:
                self._register(declaration, place)
            except KolbenError as error:
                self._pending.append((declaration, place))
                yield _noted(error, declaration)

    def faults(self) -> Iterator[KolbenError]:
        """Compile all routes, and yield what can only be judged when they are there.

        A parameter of a resource may have a default, though no path of the resource
        has a variable of that name; or nothing provides what a handler depends on.
        """
        yield from list(self._settled())
        for planned in self._planned:
            try:
                planned.compile(self._provisions(planned.endpoint.scope))
            except KolbenError as error:
                yield _noted(error, planned.declaration)
        for declarations in self._resources.values():
            known = set().union(*(variables for _, variables in declarations))
            declaration = declarations[0][0]
            try:
                for signature in signatures_of(declaration):
                    require_filled(signature, known)
            except KolbenError as error:
                yield _noted(error, declaration)

    @property
    def is_settled(self) -> bool:
        """Whether all that was declared has become a route."""
        return not self._pending

    def handlers(self) -> Iterator[tuple[Any, Mapping[str, object] | None]]:
        """Yield what answers the routes, with the names local to its declaration."""
        for planned in self._planned:
            yield planned.declaration.handler, planned.declaration.names

    def routes_of(self, target: object) -> tuple[Route[Endpoint], ...]:
        """Return the routes of a name, a class, one of its methods, or a function."""
        found = self._routes_of(target)
        if not found and self._pending:
            self.settle()
            found = self._routes_of(target)
        return found

    def plan_of(self, endpoint: Endpoint, method: str) -> Plan | None:
        """Return what *endpoint* takes from a request with *method*, if it has it."""
        planned = self.planned_of(endpoint)
        recipe = None if planned is None else planned.recipes.get(method)
        return None if recipe is None else recipe.plan

    def planned_of(self, endpoint: Endpoint) -> Planned | None:
        """Return what the calls of *endpoint* are compiled from."""
        return next((each for each in self._planned if each.endpoint is endpoint), None)

    def _routes_of(self, target: object) -> tuple[Route[Endpoint], ...]:
        if isinstance(target, str):
            return self.table.named(target)
        return tuple(self._links.get(_key(target), ()))

    def _register(self, declaration: Declaration, place: Place) -> None:
        options = self._options(declaration, place)
        pattern = _pattern(declaration.rule.path, place.prefix)
        variables = _variables(pattern, options)
        given = {variable.name for variable in variables} | set(options.defaults)
        signatures = signatures_of(declaration)
        require_conforming(signatures, options.defaults)
        target = Target(pattern.template, given)
        recipes = recipes_of(declaration, signatures, target, self._sync)
        endpoint = Endpoint(
            self._name(declaration, place),
            declaration.handler,
            dict.fromkeys(recipes, not_compiled),
            place.scope,
            declaration.site,
        )
        route = Route(
            pattern=pattern,
            name=endpoint.name,
            target=endpoint,
            converters=_agreed_converters(place, variables, signatures, pattern),
            methods=frozenset(endpoint.calls),
            options=options,
            site=declaration.site,
        )
        self.table.add(route)
        self._planned.append(Planned(declaration, endpoint, recipes, target))
        self._remember(declaration, route, given)

    def _options(self, declaration: Declaration, place: Place) -> RouteOptions:
        options = _joined(place.options, declaration.rule)
        automatic = options.automatic_options
        if automatic is None:
            automatic = getattr(declaration.handler, "provide_automatic_options", None)
        if automatic is None:
            automatic = self._automatic_options()
        return replace(options, automatic_options=automatic)

    def _name(self, declaration: Declaration, place: Place) -> str:
        """Return the full name of the route, which no other handler may have."""
        own, handler = declaration.rule.name, declaration.handler
        if own is None:
            own = declaration.rule.path if handler is None else name_of(handler)
        elif "." in own and place.scope.parent is not None:
            raise RouteError(
                f"The route name {own!r} has a dot, which separates routers.",
                hint=f"Write {own.rpartition('.')[2]!r}.",
            )
        name = f"{place.scope.name}.{own}" if place.scope.name else own
        known = self._names.get(name)
        if known is not None and _key(known.handler) != _key(handler):
            raise _name_taken(name, known, declaration)
        return name

    def _remember(
        self, declaration: Declaration, route: Route[Endpoint], given: set[str]
    ) -> None:
        handler = declaration.handler
        self._names.setdefault(
            route.name,
            _Known(handler, declaration.label, route.rule, declaration.site),
        )
        if route.target.scope not in self.scopes:
            self.scopes.append(route.target.scope)
        if handler is None:
            return
        self._links.setdefault(_key(handler), []).append(route)
        if declaration.is_resource:
            self._resources.setdefault(handler, []).append((declaration, given))
            for verb in verbs_of(handler):
                self._links.setdefault(_key(getattr(handler, verb)), []).append(route)


def _key(handler: Any) -> Hashable:
    """Return what tells *handler* from others; an object need not be hashable."""
    try:
        hash(handler)
    except TypeError:
        return id(handler)
    key: Hashable = handler
    return key


def _name_taken(name: str, known: _Known, declaration: Declaration) -> RouteError:
    path, handler = declaration.rule.path, declaration.handler
    code = getattr(handler, "__code__", None)
    decorated = code is not None and code is getattr(known.handler, "__code__", None)
    return RouteError(
        f"The route name {name!r} is taken by {known.template!r} "
        f"({known.label}, {known.site}).",
        hint=f"Write '@functools.wraps(function)' over {name_of(handler)}() in the "
        "decorator that makes both."
        if decorated
        else f"Pass another name for {path!r}.",
    )


def _pattern(path: str, prefix: str) -> Pattern:
    for mark in "?#":
        if mark in path:
            raise RouteError(
                f"The URL template {path!r} has a {mark!r}, which ends a path, so no "
                "request would match it.",
                hint=f"Write {path.partition(mark)[0]!r}, and read the query from "
                "'request.args'.",
            )
    if not prefix:
        return Pattern.parse(path)
    outer = Pattern.parse(prefix)
    return Pattern.parse(path).under(outer) if path else outer


def _variables(pattern: Pattern, options: RouteOptions) -> list[Variable]:
    """Return the variables of the host and of the path."""
    hosts = (options.host, options.subdomain)
    patterns = [Pattern.parse_host(text) for text in hosts if text]
    return [variable for part in (*patterns, pattern) for variable in part.variables]


def _agreed_converters(
    place: Place,
    variables: Iterable[Variable],
    signatures: tuple[Signature, ...],
    pattern: Pattern,
) -> dict[str, BaseConverter]:
    """Return the converter of each variable, which suits all handlers of the URL."""
    return {
        variable.name: place.converters_of(variable.name).make(
            variable, agreed_annotation(signatures, variable.name, pattern.template)
        )
        for variable in variables
    }


def _noted(error: KolbenError, declaration: Declaration) -> KolbenError:
    error.add_note(f"while adding {declaration.label} at {declaration.site}")
    return error
