"""How routes are declared: classes by ``add``, functions by decorators.

Layer 7. Every way of declaring a route ends in one :class:`Declaration`, which is kept
and registered wherever its router stands, so nothing here knows how a route is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, Protocol, TypeVar, Unpack, overload

from kolben._freezing import Freezable
from kolben._sites import Site, calling_frame
from kolben.endpoints import label_of
from kolben.exceptions import RouteError, RouteTypeError
from kolben.registrar import Declaration, Place
from kolben.resources import Resource, verbs_of
from kolben.responses import ResponseReturn
from kolben.routing import BaseConverter
from kolben.rules import Rule, RuleOptions, UrlRuleOptions

__all__ = ["RouteDeclarations"]

P = ParamSpec("P")
R = TypeVar("R", bound=ResponseReturn)
X = TypeVar("X", bound=type[Resource])
K = TypeVar("K", bound=type[BaseConverter])


class _ViewDecorator(Protocol):
    """Registers the function that it decorates, and returns it unchanged."""

    def __call__(self, view: Callable[P, R], /) -> Callable[P, R]: ...


class RouteDeclarations(Freezable):
    """The part of a router that declares routes and converters."""

    def __init__(self) -> None:
        self._declarations: list[Declaration] = []
        self._converters: list[tuple[type[BaseConverter], str | None, Any]] = []
        self._places: list[Place] = []

    @overload
    def add(self, resource: type[Resource], /) -> None: ...
    @overload
    def add(self, path: str | Rule, resource: type[Resource], /) -> None: ...
    @overload
    def add(
        self,
        path: str | Rule,
        resource: Callable[P, Resource],
        /,
        *arguments: P.args,
        **keywords: P.kwargs,
    ) -> None: ...
    def add(
        self, path: Any, resource: Any = None, /, *args: Any, **kwargs: Any
    ) -> None:
        """Let a resource answer the requests to a URL.

        Args:
            path: The template of the URL, or a :class:`~kolben.Rule`; it may be left
                out for a class that was written with ``path=``.
            resource: The class.
            args: What its constructor is given for each request.
            kwargs: What it is given by keyword.

        Raises:
            RouteError: If the template, a converter or a name is wrong, the class has
                no verb, or the route is taken.
            BindError: If a request cannot fill the parameters of a verb, or the
                arguments do not fit the constructor.

        Example:
            >>> from kolben import App, Resource
            >>> class Double(Resource):
            ...     def get(self, number: int) -> str:
            ...         return str(2 * number)
            >>> app = App("example")
            >>> app.add("/double/<number>", Double)
            >>> app.test_client().get("/double/21").text
            '42'
        """
        self._require_open("A resource")
        if resource is None:
            path, resource = _own_rule(path), path
        self._declare(Rule.of(path), _resource(resource), args, kwargs)

    def resource(self, path: str | Rule) -> Callable[[X], X]:
        """Let the decorated class answer the requests to *path*; see :meth:`add`."""

        def decorate(resource: X) -> X:
            self._require_open("A resource")
            self._declare(Rule.of(path), _resource(resource))
            return resource

        return decorate

    def route(self, rule: str, **options: Unpack[RuleOptions]) -> _ViewDecorator:
        """Let the decorated function answer the requests to *rule*.

        Args:
            rule: The template of the URL.
            options: ``methods`` (``GET`` by default), ``endpoint`` (the name of the
                route, by default the function's), ``defaults`` and the other options
                of a rule.

        Raises:
            RouteError: If the template, a converter or a name is wrong, or the route
                is taken.
            BindError: If a request cannot fill the function's parameters.

        Example:
            >>> from kolben import App
            >>> app = App("example")
            >>> @app.route("/hello", methods=["GET", "POST"])
            ... def hello() -> str:
            ...     return "Hello"
            >>> app.test_client().post("/hello").text
            'Hello'
        """
        written = Rule.from_options(rule, options)

        def decorate(view: Callable[P, R], /) -> Callable[P, R]:
            self._require_open("A view function")
            self._declare(written, _view(view))
            return view

        return decorate

    def get(self, rule: str, **options: Unpack[RuleOptions]) -> _ViewDecorator:
        """Let the decorated function answer ``GET``; see :meth:`route`."""
        return self._method_route("GET", rule, options)

    def post(self, rule: str, **options: Unpack[RuleOptions]) -> _ViewDecorator:
        """Let the decorated function answer ``POST``; see :meth:`route`."""
        return self._method_route("POST", rule, options)

    def put(self, rule: str, **options: Unpack[RuleOptions]) -> _ViewDecorator:
        """Let the decorated function answer ``PUT``; see :meth:`route`."""
        return self._method_route("PUT", rule, options)

    def patch(self, rule: str, **options: Unpack[RuleOptions]) -> _ViewDecorator:
        """Let the decorated function answer ``PATCH``; see :meth:`route`."""
        return self._method_route("PATCH", rule, options)

    def delete(self, rule: str, **options: Unpack[RuleOptions]) -> _ViewDecorator:
        """Let the decorated function answer ``DELETE``; see :meth:`route`."""
        return self._method_route("DELETE", rule, options)

    def _method_route(
        self, method: str, rule: str, options: RuleOptions
    ) -> _ViewDecorator:
        if "methods" in options:
            raise RouteTypeError(
                f"'{method.lower()}' answers {method} and takes no 'methods'.",
                hint=f"Write route({rule!r}, methods={options['methods']!r}).",
            )
        options["methods"] = [method]
        return self.route(rule, **options)

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: Callable[..., Any] | None = None,
        provide_automatic_options: bool | None = None,  # documented
        **options: Unpack[UrlRuleOptions],
    ) -> None:
        """Let *view_func* answer the requests to *rule*; see :meth:`route`.

        Raises:
            RouteTypeError: If there is no function, and the rule neither redirects nor
                is only built.
        """
        self._require_open("A URL rule")
        named: RuleOptions = {
            "endpoint": endpoint,
            "provide_automatic_options": provide_automatic_options,
            **options,
        }
        written = Rule.from_options(rule, named)
        if view_func is None and not (written.build_only or written.redirect_to):
            raise RouteTypeError(
                f"The rule {rule!r} has no function that answers it.",
                hint="Pass 'view_func', or build_only=True for a rule that is only "
                "linked to.",
            )
        self._declare(written, None if view_func is None else _view(view_func))

    def add_converter(
        self,
        converter: type[BaseConverter],
        *,
        name: str | None = None,
        type: object = None,  # noqa: A002  # 'type: Slug' is what it is about
    ) -> None:
        """Let templates use *converter*, by name or for an annotation.

        Args:
            converter: A subclass of :class:`~kolben.routing.Converter`.
            name: What templates call it: ``<slug:title>``.
            type: The annotation that it converts to: ``title: Slug``.

        Raises:
            RouteError: If it is given neither, or is no converter.
        """
        self._require_open("A converter")
        self._converters.append((converter, name, type))
        for place in self._places:
            place.converters.add(converter, name=name, type=type)

    def converter(
        self,
        name: str | None = None,
        *,
        type: object = None,  # noqa: A002  # as above
    ) -> Callable[[K], K]:
        """Let templates use the decorated converter; see :meth:`add_converter`."""

        def decorate(converter: K) -> K:
            self.add_converter(converter, name=name, type=type)
            return converter

        return decorate

    def _declare(
        self,
        rule: Rule,
        handler: Any,
        arguments: tuple[Any, ...] = (),
        keywords: Mapping[str, Any] | None = None,
    ) -> None:
        """Keep the declaration and register it wherever this router stands."""
        frame = calling_frame()
        local = frame.f_locals is not frame.f_globals
        declaration = Declaration(
            rule,
            handler,
            arguments,
            keywords or {},
            Site(frame.f_code.co_filename, frame.f_lineno),
            dict(frame.f_locals) if local else None,
        )
        for place in self._places:
            place.register(declaration)
        self._declarations.append(declaration)

    def _settle_in(self, place: Place) -> None:
        """Register everything that was declared so far in *place*."""
        for converter, name, kind in self._converters:
            place.converters.add(converter, name=name, type=kind)
        for declaration in self._declarations:
            place.register(declaration)
        self._places.append(place)


def _own_rule(resource: Any) -> Rule:
    rule = getattr(resource, "rule", None)
    if isinstance(rule, Rule):
        return rule
    name = label_of(resource)
    raise RouteError(
        f"{name} was added without a path.",
        hint=f"Write add('/...', {name}), or class {name}(Resource, path='/...').",
    )


def _resource(resource: Any) -> type[Resource]:
    if isinstance(resource, type) and issubclass(resource, Resource):
        verbs_of(resource)
        return resource
    raise RouteTypeError(
        f"{resource!r} is not a subclass of Resource.",
        hint="Decorate a function with '@app.route(path)' in place of adding it."
        if callable(resource) and not isinstance(resource, type)
        else "Give the class itself, and let it inherit from Resource.",
    )


def _view(view: Any) -> Callable[..., Any]:
    if isinstance(view, type) and issubclass(view, Resource):
        raise RouteTypeError(
            f"{view.__qualname__} is a Resource, not a function.",
            hint="Register it with '@app.resource(path)' or 'app.add(path, Class)'.",
        )
    if not callable(view):
        raise RouteTypeError(
            f"{view!r} is not a function and cannot answer a request.",
            hint="Pass the function itself.",
        )
    function: Callable[..., Any] = view
    return function
