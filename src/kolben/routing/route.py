"""A route: a URL template, what answers it, and how it is matched.

Layer 1. Routes are made whole by whoever declares them (methods, converters, options)
and are values to everyone else: the matcher and the URL builder read them only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from werkzeug.routing import BaseConverter

from kolben._sites import Site
from kolben.routing.pattern import Pattern
from kolben.routing.settings import TableSettings

__all__ = ["Route", "RouteOptions"]

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class RouteOptions:
    """What may be said about a route besides its template and its methods.

    Attributes:
        defaults: Values for variables that the template lacks (or, where it has
            them, the one value for which this route is the canonical URL).
        subdomain: The subdomain that the route is on, which may hold variables.
        host: The whole host that the route is on, which may hold variables.
        strict_slashes: Whether a path that lacks the final slash is redirected
            rather than answered; None leaves it to the table.
        merge_slashes: Whether slashes side by side count as one; None leaves it to
            the table.
        redirect_to: Where the route redirects to: a template that may use the
            variables, or a function of the URL adapter and the variables.
        build_only: The route makes URLs, but no request matches it.
        alias: The route redirects to the other route of the same name.
        automatic_options: Whether ``OPTIONS`` is answered for the programmer; None
            means yes here, and "not said yet" to those who declare routes.
    """

    defaults: Mapping[str, Any] = field(default_factory=dict)
    subdomain: str | None = None
    host: str | None = None
    strict_slashes: bool | None = None
    merge_slashes: bool | None = None
    redirect_to: str | Callable[..., str] | None = None
    build_only: bool = False
    alias: bool = False
    automatic_options: bool | None = None


@dataclass(eq=False)
class Route(Generic[T]):
    """A URL template and what answers it.

    Routes compare by identity: two that look alike are two. They are not to be
    changed, but may carry attributes of others.

    Attributes:
        pattern: The template of the path.
        name: What ``url_for`` takes; several routes may share it.
        target: What answers; the table never looks into it.
        converters: A converter for each variable of path and host.
        methods: Every method that the target answers, ``HEAD`` included.
        options: What else there is to say.
        site: Where the route was declared.

    Example:
        >>> Route(Pattern.parse("/"), "home", None, {}, frozenset({"GET"})).rule
        '/'
    """

    pattern: Pattern
    name: str
    target: T
    converters: Mapping[str, BaseConverter]
    methods: frozenset[str]
    options: RouteOptions = field(default_factory=RouteOptions)
    site: Site | None = None

    def __setattr__(self, name: str, value: object) -> None:
        if name in self.__dict__ and name in Route.__dataclass_fields__:
            raise AttributeError(f"{name!r} of {self!r} is settled: make another route")
        super().__setattr__(name, value)

    @property
    def rule(self) -> str:
        """The template, in the words of the field."""
        return self.pattern.template

    @property
    def endpoint(self) -> str:
        """The name, in the words of the field."""
        return self.name

    @property
    def defaults(self) -> Mapping[str, Any]:
        """The values of variables that the template lacks."""
        return self.options.defaults

    @cached_property
    def host(self) -> Pattern | None:
        """The template of the host."""
        text = self.options.host
        return Pattern.parse_host(text) if text else None

    @cached_property
    def subdomain(self) -> Pattern | None:
        """The template of the subdomain."""
        text = self.options.subdomain
        return Pattern.parse_host(text) if text else None

    @cached_property
    def arguments(self) -> frozenset[str]:
        """The names of all variables and defaults."""
        names = set(self.pattern.names) | set(self.defaults)
        for pattern in (self.host, self.subdomain):
            names.update(pattern.names if pattern else ())
        return frozenset(names)

    @property
    def provide_automatic_options(self) -> bool:
        """Whether ``OPTIONS`` is answered for the programmer."""
        return (
            self.options.automatic_options is not False
            and "OPTIONS" not in self.methods
        )

    @property
    def allowed(self) -> frozenset[str]:
        """Every method that is answered, automatic ``OPTIONS`` included."""
        automatic = {"OPTIONS"} if self.provide_automatic_options else ()
        return self.methods.union(automatic)

    def merges_slashes(self, settings: TableSettings) -> bool:
        """Whether slashes side by side count as one, here or by *settings*."""
        own = self.options.merge_slashes
        return settings.merge_slashes if own is None else own

    def __repr__(self) -> str:
        methods = ", ".join(sorted(self.methods))
        return f"<Route {self.rule!r} ({methods}) -> {self.name!r}>"

    def __str__(self) -> str:
        return self.rule
