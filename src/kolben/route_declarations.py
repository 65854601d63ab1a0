"""How routes are declared: classes by ``add``, functions by decorators.

Layer 7. Every way of declaring a route ends in one :class:`Declaration`, which is kept
and registered wherever its router stands, so nothing here knows how a route is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, Protocol, TypeVar, Unpack, overload

from kolben._declaring import Declaring
from kolben._labels import label_of, name_of
from kolben._sites import Site, calling_frame
from kolben.converter_declarations import ConverterDeclarations
from kolben.declarations import Declaration
from kolben.exceptions import RouteError, RouteTypeError
from kolben.registrar import Place
from kolben.resources import Resource, is_resource, verbs_of
from kolben.responses import ResponseReturn
from kolben.rules import Rule, RuleOptions, UrlRuleOptions, VerbOptions

__all__ = ["RouteDeclarations"]

P = ParamSpec("P")
V = TypeVar("V", bound=Callable[..., ResponseReturn])
X = TypeVar("X", bound=type[Resource])


class _ViewDecorator(Protocol):
    """Registers the function that it decorates, and returns it unchanged."""

    def __call__(self, view: V, /) -> V: ...


class _ResourceDecorator(Protocol):
    """Registers the class that it decorates, and returns it unchanged."""

    def __call__(self, resource: X, /) -> X: ...


class RouteDeclarations(ConverterDeclarations):
    """The part of a router that declares routes."""

    def __init__(self) -> None:
        super().__init__()
        self._declarations: list[Declaration] = []

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
        with Declaring("adding a resource"):
            if resource is None:
                path, resource = _own_rule(path), path
            rule, handler = Rule.of(path), _resource(resource)
        self._declare(rule, handler, args, kwargs)

    def resource(self, path: str | Rule) -> _ResourceDecorator:
        """Let the decorated class answer the requests to *path*; see :meth:`add`.

        Args:
            path: The template of the URL, or a :class:`~kolben.Rule`.

        Example:
            >>> from kolben import App, Resource
            >>> app = App("example")
            >>> @app.resource("/half/<number>")
            ... class Half(Resource):
            ...     def get(self, number: int) -> str:
            ...         return str(number / 2)
            >>> app.test_client().get("/half/3").text
            '1.5'
        """
        with Declaring("adding a resource"):
            rule = Rule.of(path)

        def decorate(resource: X, /) -> X:
            self._require_open("A resource")
            with Declaring("adding a resource"):
                handler = _resource(resource)
            self._declare(rule, handler)
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
        with Declaring("adding a route"):
            written = Rule.from_options(rule, options)

        def decorate(view: V, /) -> V:
            self._require_open("A view function")
            with Declaring("adding a route"):
                handler = _view(view)
            self._declare(written, handler)
            return view

        return decorate

    def get(self, rule: str, **options: Unpack[VerbOptions]) -> _ViewDecorator:
        """Let the decorated function answer ``GET``; see :meth:`route`."""
        return self._method_route("GET", rule, options)

    def post(self, rule: str, **options: Unpack[VerbOptions]) -> _ViewDecorator:
        """Let the decorated function answer ``POST``; see :meth:`route`."""
        return self._method_route("POST", rule, options)

    def put(self, rule: str, **options: Unpack[VerbOptions]) -> _ViewDecorator:
        """Let the decorated function answer ``PUT``; see :meth:`route`."""
        return self._method_route("PUT", rule, options)

    def patch(self, rule: str, **options: Unpack[VerbOptions]) -> _ViewDecorator:
        """Let the decorated function answer ``PATCH``; see :meth:`route`."""
        return self._method_route("PATCH", rule, options)

    def delete(self, rule: str, **options: Unpack[VerbOptions]) -> _ViewDecorator:
        """Let the decorated function answer ``DELETE``; see :meth:`route`."""
        return self._method_route("DELETE", rule, options)

    def _method_route(
        self, method: str, rule: str, options: VerbOptions
    ) -> _ViewDecorator:
        methods = options.get("methods")  # where no type checker was asked
        if methods is not None:
            with Declaring("adding a route"):
                raise RouteTypeError(
                    f"'{method.lower()}' answers {method} and takes no 'methods'.",
                    hint=f"Write route({rule!r}, methods={methods!r}).",
                )
        return self.route(rule, methods=[method], **options)

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: Callable[..., ResponseReturn] | None = None,
        provide_automatic_options: bool | None = None,
        **options: Unpack[UrlRuleOptions],
    ) -> None:
        """Let *view_func* answer the requests to *rule*; see :meth:`route`.

        Without a function, the one of an earlier route called *endpoint* answers.

        Raises:
            RouteTypeError: If there is no function, and the rule neither redirects nor
                is only built; or if it is only built, but has no name to link to.

        Example:
            >>> from kolben import App
            >>> app = App("example")
            >>> app.add_url_rule("/new", "new", lambda: "news")
            >>> app.add_url_rule("/old", redirect_to="/new")
            >>> app.test_client().get("/old", follow_redirects=True).text
            'news'
        """
        self._require_open("A URL rule")
        named: RuleOptions = {
            "endpoint": endpoint,
            "provide_automatic_options": provide_automatic_options,
            **options,
        }
        with Declaring("adding a route"):
            written = Rule.from_options(rule, named)
            if view_func is None:
                handler = self._handler_for(written)
            else:
                handler = _view(view_func)
        self._declare(written, handler)

    def _handler_for(self, rule: Rule) -> Callable[..., Any] | None:
        """Return the function of the route that *rule* names, or None if it needs none.

        Raises:
            RouteTypeError: If it needs one.
        """
        if rule.name is None and rule.build_only:
            raise RouteTypeError(
                f"The rule {rule.path!r} is only linked to, but has no name.",
                hint="Pass 'endpoint', which is what url_for() takes.",
            )
        views = [each for each in self._declarations if not each.is_resource]
        for view in views:
            if rule.name == (view.rule.name or name_of(view.handler)):
                return _view(view.handler) if view.handler is not None else None
        if rule.build_only or rule.redirect_to:
            return None
        raise RouteTypeError(
            f"The rule {rule.path!r} has no function that answers it.",
            hint="Pass 'view_func', or build_only=True for a rule that is only linked "
            "to.",
        )

    def _declare(
        self,
        rule: Rule,
        handler: Any,
        arguments: tuple[Any, ...] = (),
        keywords: Mapping[str, Any] | None = None,
    ) -> None:
        """Keep the declaration and register it wherever this router stands."""
        frame = calling_frame()
        local = "<locals>" in getattr(handler, "__qualname__", "<locals>")
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

    @property
    def has_routes(self) -> bool:
        """Whether a route was declared here."""
        return bool(self._declarations)

    def _settle_in(self, place: Place) -> None:
        """Register everything that was declared so far in *place*."""
        self._settle_converters_in(place)
        for declaration in self._declarations:
            place.register(declaration)
        self._places.append(place)


def _own_rule(resource: Any) -> Rule:
    if isinstance(resource, str | Rule):
        path = Rule.of(resource).path
        raise RouteTypeError(
            f"The URL {path!r} was added without a class.",
            hint=f"Write add({path!r}, Class).",
        )
    rule = getattr(resource, "rule", None)
    if isinstance(rule, Rule):
        return rule
    name = label_of(resource)
    raise RouteError(
        f"{name} was added without a path.",
        hint=f"Write add('/...', {name}), or class {name}(Resource, path='/...').",
    )


def _resource(resource: Any) -> type[Resource]:
    if is_resource(resource):
        verbs_of(resource)
        return resource
    raise RouteTypeError(
        f"{resource!r} is not a subclass of Resource.",
        hint="Decorate a function with '@app.route(path)' in place of adding it."
        if callable(resource) and not isinstance(resource, type)
        else "Give the class itself, and let it inherit from Resource.",
    )


def _view(view: Any) -> Callable[..., Any]:
    if is_resource(view):
        raise RouteTypeError(
            f"{label_of(view)} is a Resource, not a function.",
            hint="Register it with '@app.resource(path)' or 'app.add(path, Class)'.",
        )
    if isinstance(view, type):
        raise RouteTypeError(
            f"{label_of(view)} is a class, not a function.",
            hint="Let it inherit from Resource, and register it with "
            "'@app.resource(path)'.",
        )
    if not callable(view):
        raise RouteTypeError(
            f"{view!r} is not a function and cannot answer a request.",
            hint="Pass the function itself.",
        )
    function: Callable[..., Any] = view
    return function
