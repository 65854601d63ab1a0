"""What werkzeug answers, with the differences that Kolben decided on.

A path that a converter refuses does not match (werkzeug stops there with a 404), and
what is allowed is the union over all rules that match the path (werkzeug leaves out
those whose final slash the path lacks, though it serves them, and counts those that
do not merge slashes, though it does not serve them). ``OPTIONS`` is not answered for
the programmer where another rule for the same paths answers it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import BuildError, Map, RequestRedirect, Rule
from werkzeug.routing.converters import ValidationError
from werkzeug.routing.exceptions import NoMatch

from kolben.exceptions import RouteError
from kolben.routing import (
    Converters,
    Pattern,
    Route,
    RouteOptions,
    Table,
    TableSettings,
)

Outcome = tuple[Any, ...]

FAILED: Outcome = ("failed",)
"""Werkzeug raises an error of its own: a canonical URL that it cannot build."""


@dataclass(frozen=True)
class Spec:
    """A rule, as both sides get it."""

    template: str
    name: str = "x"
    methods: frozenset[str] = frozenset({"GET", "HEAD"})
    options: dict[str, Any] = field(default_factory=dict)


def route_of(spec: Spec) -> Route[Spec]:
    pattern = Pattern.parse(spec.template)
    options = RouteOptions(**spec.options)
    variables = list(pattern.variables)
    for text in (options.host, options.subdomain):
        if text:
            variables += Pattern.parse_host(text).variables
    converters = {each.name: Converters().make(each) for each in variables}
    return Route(pattern, spec.name, spec, converters, spec.methods, options)


def table_of(specs: Iterable[Spec], settings: TableSettings) -> Table[Spec]:
    """Return a table of those *specs* that it takes."""
    table: Table[Spec] = Table(settings)
    for spec in specs:
        try:
            table.add(route_of(spec))
        except RouteError:
            continue
    return table


class Oracle:
    """Answers as werkzeug does."""

    def __init__(self, specs: Iterable[Spec], settings: TableSettings) -> None:
        self.specs = list(specs)
        self.settings = settings
        self._alone = [self._map([spec], plain=True) for spec in self.specs]
        self._shapes = [_shape(alone) for alone in self._alone]
        self._together: dict[tuple[int, ...], Map] = {}

    def answer(self, environ: Mapping[str, Any]) -> Outcome:
        """Return what the outcome of matching a request has to be."""
        kept = self._kept(environ)
        adapter = self._bind(self._joined(kept), environ)
        method = environ["REQUEST_METHOD"]
        try:
            rule, values = adapter.match(return_rule=True)
        except RequestRedirect as redirect:
            return "redirect", redirect.new_url
        except (BuildError, ValueError):
            return FAILED
        except (MethodNotAllowed, NotFound):
            allowed = self._allowed(kept, environ)
            return ("405", allowed) if allowed else ("404",)
        spec = rule.spec  # type: ignore[attr-defined]
        allowed = None
        if method == "OPTIONS" and "OPTIONS" not in spec.methods:
            allowed = self._allowed(kept, environ, merged=False)
        return "match", spec, dict(values), allowed

    def _kept(self, environ: Mapping[str, Any]) -> list[int]:
        """Return the rules that convert what they match."""
        return [
            index
            for index, alone in enumerate(self._alone)
            if not any(
                _is_refused(self._bind(alone, {**environ, "PATH_INFO": path}))
                for path in _forms(environ["PATH_INFO"])
            )
        ]

    def _allowed(
        self, kept: list[int], environ: Mapping[str, Any], *, merged: bool = True
    ) -> tuple[str, ...]:
        paths = [environ["PATH_INFO"]]
        if merged and self.settings.merge_slashes:
            paths.append(_merged(paths[0]))
        allowed: set[str] = set()
        for index in kept:
            spec = self.specs[index]
            for path in paths if self._merges(spec) else paths[:1]:
                adapter = self._bind(self._alone[index], {**environ, "PATH_INFO": path})
                if not spec.options.get("build_only") and _matches(adapter):
                    allowed |= self._answered(index)
        return tuple(sorted(allowed))

    def _answered(self, index: int) -> frozenset[str]:
        """Return the methods, with ``OPTIONS`` unless that URL has its own."""
        spec = self.specs[index]
        if spec.options.get("automatic_options") is False or any(
            shape == self._shapes[index] and "OPTIONS" in other.methods
            for shape, other in zip(self._shapes, self.specs, strict=True)
            if not other.options.get("build_only")
        ):
            return spec.methods
        return spec.methods | {"OPTIONS"}

    def _merges(self, spec: Spec) -> bool:
        merge = spec.options.get("merge_slashes")
        return self.settings.merge_slashes if merge is None else bool(merge)

    def _joined(self, kept: list[int]) -> Map:
        key = tuple(kept)
        if key not in self._together:
            self._together[key] = self._map([self.specs[index] for index in kept])
        return self._together[key]

    def _map(self, specs: list[Spec], *, plain: bool = False) -> Map:
        rules = []
        for spec in specs:
            options = {**spec.options}
            options.pop("automatic_options", None)
            methods = None if plain else self._answered(self.specs.index(spec))
            if plain:
                options.pop("redirect_to", None)
            options["defaults"] = options.get("defaults") or None
            rule = Rule(spec.template, endpoint=spec.name, methods=methods, **options)
            rule.spec = spec  # type: ignore[attr-defined]
            rules.append(rule)
        return Map(
            rules,
            strict_slashes=self.settings.strict_slashes,
            merge_slashes=self.settings.merge_slashes,
            redirect_defaults=self.settings.redirect_defaults and not plain,
            host_matching=self.settings.host_matching,
        )

    def _bind(self, rules: Map, environ: Mapping[str, Any]) -> Any:
        server = self.settings.server_name if self.settings.subdomain_matching else None
        return rules.bind_to_environ(dict(environ), server)


def outcome_of(match: Callable[[Any], Any], environ: Mapping[str, Any]) -> Outcome:
    """Return the outcome of matching a request with a table."""
    try:
        found = match(dict(environ))
    except RequestRedirect as redirect:
        return "redirect", redirect.new_url
    except MethodNotAllowed as error:
        return "405", tuple(sorted(error.valid_methods or ()))
    except NotFound:
        return ("404",)
    return "match", found.route.target, found.variables, found.allowed


def _merged(path: str) -> str:
    return re.sub("/{2,}", "/", path)


def _forms(path: str) -> set[str]:
    return {path, f"{path}/", _merged(path), f"{_merged(path)}/"}


def _shape(rules: Map) -> list[tuple[str, bool, bool]]:
    """Return what two rules have in common if the same paths lead to them."""
    (rule,) = rules.iter_rules()
    return [(part.content, part.static, part.final) for part in rule._parts]


def _is_refused(adapter: Any) -> bool:
    try:
        adapter.match()
    except NotFound as error:
        cause = error.__context__
        return isinstance(cause, NoMatch) and isinstance(
            cause.__cause__, ValidationError
        )
    except HTTPException:
        return False
    return False


def _matches(adapter: Any) -> bool:
    try:
        adapter.match()
    except HTTPException:
        return False
    return True
