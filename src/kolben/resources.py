"""Resources: classes whose methods answer the methods of HTTP.

Layer 4. A resource is made anew for each request, so state on ``self`` is safe, and
it is plain Python: ``PostView(posts=fake).get(post_id=1)`` is a test. Whatever can be
wrong about the class itself is said when the class is created.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Final,
    ParamSpec,
    Protocol,
    TypeGuard,
    TypeVar,
    overload,
)

from kolben._async import Sync
from kolben._declaring import Declaring
from kolben._labels import label_of
from kolben._wording import almost_a_verb, head_only, no_verb
from kolben.binding import Making, Plan, Signature
from kolben.context import Application, Context, current_context
from kolben.endpoints import METHODS
from kolben.exceptions import BindError, RouteError
from kolben.guards import Guard, guards_of, proof_of
from kolben.requests import Request
from kolben.responses import Defined, NoPayload, ResponseReturn, Undefined
from kolben.routing import URL
from kolben.rules import Rule
from kolben.sessions import Session
from kolben.spelling import meant_verb, not_a_verb

__all__ = [
    "HasGet",
    "Resource",
    "guards_of_resource",
    "is_resource",
    "not_a_verb",
    "require_constructible",
    "resource_making",
    "resource_signatures",
    "verb_function",
    "verbs_of",
]

P = ParamSpec("P")
T = TypeVar("T")

_VERBS: Final = tuple(method.lower() for method in METHODS)
_RESERVED: Final = {
    "app": "the application",
    "context": "the context of the request",
    "request": "the request",
    "session": "the session of the client; that of a database could be 'self.db'",
    "rule": "the path of the class",
    "url": "the link of the resource",
}


class HasGet(Protocol[P]):
    """A class with a ``get``: the arguments of its link are those of that method."""

    def get(self, *args: P.args, **kwargs: P.kwargs) -> Defined:
        """Answer ``GET``."""
        ...


class _Url:
    """``PostView.url(post_id=3)``: the link of a resource, typed like its ``get``."""

    @overload
    def __get__(
        self, instance: None, owner: type[HasGet[P]], /
    ) -> Callable[P, URL]: ...
    @overload
    def __get__(
        self, instance: None, owner: type[Resource], /
    ) -> Callable[..., URL]: ...
    @overload
    def __get__(self, instance: HasGet[P], owner: Any, /) -> Callable[P, URL]: ...
    @overload
    def __get__(self, instance: Resource, owner: Any, /) -> Callable[..., URL]: ...
    def __get__(self, instance: Any, owner: Any, /) -> Any:
        def url(*arguments: Any, **values: Any) -> URL:
            context = current_context(f"{label_of(owner)}.url()")
            return context.app.url_for(owner, *arguments, **values)

        return url


class _CurrentContext:
    """The context of a resource that no request made: whichever is current."""

    def __get__(self, instance: Resource, owner: type[Resource]) -> Context:
        return current_context(f"{label_of(owner)}.context")


class Resource(NoPayload):
    """Answers the requests of its URLs with methods named after HTTP's.

    Write any of ``get``, ``post``, ``put``, ``patch``, ``delete``, ``head`` and
    ``options``; each takes the variables of the URL by name, annotated. ``HEAD`` is
    answered by ``get``, and ``OPTIONS`` by itself. The constructor is the place for
    what the resource works with.

    Args:
        path: The URL of the class, for ``app.add(X)``.
        guards: What checks each request first, after the guards of the superclass.

    Raises:
        RouteError: At class creation, for a method whose name is almost a verb.
        BindError: At class creation, for a parameter or field with a reserved name.

    Example:
        >>> from kolben import App, Resource
        >>> class Greeting(Resource, path="/hello/<name>"):
        ...     def get(self, name: str) -> str:
        ...         return f"Hello {name}"
        >>> app = App("example")
        >>> app.add(Greeting)
        >>> app.test_client().get("/hello/Ada").text
        'Hello Ada'
        >>> Greeting().get(name="Ada")
        'Hello Ada'
    """

    url: ClassVar[_Url] = _Url()
    rule: ClassVar[Rule | None] = None
    _guards: ClassVar[tuple[type[Guard[Any]], ...]] = ()

    if TYPE_CHECKING:
        context: Context

        def get(self, *args: Any, **kwargs: Any) -> ResponseReturn | Undefined:
            """Answer ``GET``."""
            ...

        def post(self, *args: Any, **kwargs: Any) -> ResponseReturn | Undefined:
            """Answer ``POST``."""
            ...

        def put(self, *args: Any, **kwargs: Any) -> ResponseReturn | Undefined:
            """Answer ``PUT``."""
            ...

        def patch(self, *args: Any, **kwargs: Any) -> ResponseReturn | Undefined:
            """Answer ``PATCH``."""
            ...

        def delete(self, *args: Any, **kwargs: Any) -> ResponseReturn | Undefined:
            """Answer ``DELETE``."""
            ...

        def head(self, *args: Any, **kwargs: Any) -> ResponseReturn | Undefined:
            """Answer ``HEAD``."""
            ...

        def options(self, *args: Any, **kwargs: Any) -> ResponseReturn | Undefined:
            """Answer ``OPTIONS``."""
            ...
    else:
        context = _CurrentContext()

    def __init_subclass__(
        cls,
        *,
        path: str | Rule | None = None,
        guards: Iterable[type[Guard[Any]]] = (),
    ) -> None:
        super().__init_subclass__()
        with Declaring(f"creating {label_of(cls)}"):
            _require_spelled_verbs(cls)
            _require_free_names(cls)
            cls.rule = None if path is None else Rule.of(path)
            cls._guards = guards_of((*_inherited_guards(cls), *guards_of(guards)))

    @property
    def request(self) -> Request:
        """The request that this resource answers."""
        return self.context.request

    @property
    def session(self) -> Session:
        """The session of the client."""
        return self.context.session

    @property
    def app(self) -> Application:
        """The application that the request came to."""
        return self.context.app

    def proved(self, guard: type[Guard[T]]) -> T:
        """Return what *guard* proved about this request.

        Raises:
            ContextError: If it did not run for this route.
        """
        return proof_of(guard, self.context)


def _require_spelled_verbs(cls: type[Resource]) -> None:
    for name, member in vars(cls).items():
        method = getattr(member, "__func__", member)  # of a static or class method
        if not inspect.isfunction(method) or name in _VERBS:
            continue
        verb = meant_verb(name, _VERBS)
        if verb is not None and not not_a_verb.marks(method):
            raise RouteError.saying(almost_a_verb(label_of(cls), name, verb))


def _require_free_names(cls: type[Resource]) -> None:
    taken = set(vars(cls).get("__annotations__", {}))
    parts = [part for part in cls.__mro__ if part not in Resource.__mro__]
    for part in parts:  # what a mixin only annotates, it expects
        if part is cls or not issubclass(part, Resource):
            taken |= set(vars(part))
    if inspect.isfunction(cls.__init__):
        taken |= set(inspect.signature(cls.__init__).parameters)
    for name, meaning in _RESERVED.items():
        if name in taken:
            raise BindError(
                f"{label_of(cls)} uses the name {name!r}, which every resource has "
                "already.",
                hint=f"Choose another name; 'self.{name}' is {meaning}.",
            )


def _inherited_guards(cls: type[Resource]) -> Iterator[type[Guard[Any]]]:
    for base in reversed(cls.__mro__[1:]):
        yield from vars(base).get("_guards", ())


def guards_of_resource(cls: type[Resource]) -> tuple[type[Guard[Any]], ...]:
    """Return the guards of *cls*, those of its superclasses first.

    Example:
        >>> guards_of_resource(Resource)
        ()
    """
    return cls._guards  # the same module


def is_resource(thing: object) -> TypeGuard[type[Resource]]:
    """Whether *thing* is a class of resources.

    Example:
        >>> is_resource(Resource), is_resource(print)
        (True, False)
    """
    return isinstance(thing, type) and issubclass(thing, Resource)


def verbs_of(cls: type[Resource]) -> tuple[str, ...]:
    """Return the verbs that *cls* defines or inherits.

    Raises:
        RouteError: If there is none, one is no method, or ``head`` stands alone.

    Example:
        >>> class Post(Resource):
        ...     def get(self) -> str: ...
        ...     def delete(self) -> str: ...
        >>> verbs_of(Post)
        ('get', 'delete')
    """
    verbs = tuple(verb for verb in _VERBS if getattr(cls, verb, None) is not None)
    for verb in verbs:
        if not callable(getattr(cls, verb)):
            raise RouteError(
                f"{label_of(cls)}.{verb} is {getattr(cls, verb)!r}, not a method.",
                hint=f"Write 'def {verb}(self, ...)'.",
            )
    if not verbs:
        raise RouteError.saying(no_verb(label_of(cls), _VERBS))
    if {"head"} <= set(verbs) <= {"head", "options"}:
        raise RouteError.saying(head_only(label_of(cls)))
    return verbs


def resource_signatures(
    cls: type[Resource], names: Mapping[str, object] | None
) -> tuple[Signature, ...]:
    """Return the signatures of the verbs of *cls*, without ``self``."""
    return tuple(
        Signature.of(
            getattr(cls, verb),
            label=f"{cls.__name__}.{verb}",
            bound=_takes_self(cls, verb),
            names=names,
        ).in_class(cls, next(each for each in cls.__mro__ if verb in vars(each)))
        for verb in verbs_of(cls)
    )


def require_constructible(
    cls: type[Resource], arguments: tuple[Any, ...], keywords: Mapping[str, Any]
) -> None:
    """Make sure that *cls* can be made, from the arguments that it was given if any.

    Raises:
        BindError: If they do not fit its constructor, or *cls* is abstract.
    """
    if inspect.isabstract(cls):
        missing = ", ".join(sorted(getattr(cls, "__abstractmethods__", ())))
        raise BindError(
            f"{label_of(cls)} is abstract: nothing defines {missing}.",
            hint="Register a subclass that does.",
        )
    if not (arguments or keywords):
        return
    try:
        inspect.signature(cls).bind(*arguments, **keywords)
    except TypeError as error:
        raise BindError(
            f"{label_of(cls)} cannot be made from the arguments that it was registered "
            f"with: {error}.",
            hint=f"Give all of them after the class: app.add(path, {cls.__name__}, "
            "...), or none, to have them provided by their types.",
        ) from None


def resource_making(
    cls: type[Resource],
    arguments: tuple[Any, ...],
    keywords: Mapping[str, Any],
    names: Mapping[str, object] | None,
) -> Making:
    """Return how *cls* is made for a request.

    The context is attached before the constructor runs, so that it may use
    ``self.request``; past the class's own ``__setattr__``, so that a resource may be
    a frozen dataclass.

    Raises:
        BindError: If the constructor takes what nothing could provide.
    """

    def blank(context: Context) -> Resource:
        resource = cls.__new__(cls)
        resource.__dict__["context"] = context
        context.resource = resource
        return resource

    if cls.__init__ is object.__init__:
        return Making(blank)
    if arguments or keywords:
        return Making(blank, cls.__init__, None, arguments, keywords)
    signature = Signature.of(cls, label=label_of(cls), names=names)
    signature = signature.in_class(cls, *reversed(cls.__mro__))
    return Making(blank, cls.__init__, Plan.of_maker(signature))


def verb_function(cls: type[Resource], verb: str, sync: Sync) -> Callable[..., Any]:
    """Return the verb as a plain function that takes the resource first."""
    called = sync(getattr(cls, verb))
    if _takes_self(cls, verb):
        return called

    def without_self(_: Resource, **variables: Any) -> Any:
        return called(**variables)

    return without_self


def _takes_self(cls: type[Resource], verb: str) -> bool:
    """Whether the verb is given the resource, as static and class methods are not."""
    written = inspect.getattr_static(cls, verb)
    return inspect.isfunction(getattr(cls, verb)) and not isinstance(
        written, staticmethod
    )
