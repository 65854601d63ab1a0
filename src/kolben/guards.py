"""Guards: who may pass, and what is known about those who did.

Layer 4. A guard runs before anything of a request is read for its handler. It returns
what it proves, typed, or raises an HTTP error; so whatever runs behind it never has to
ask again, nor to handle a user who is None.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, ForwardRef, Generic, TypeVar

from kolben._annotations import MISSING, describe, return_hint_of
from kolben._declaring import Declaring
from kolben._generics import argument_of
from kolben._labels import label_of
from kolben._sites import Site
from kolben.context import Context, current_context
from kolben.exceptions import BindError, ContextError
from kolben.providers import ABSENT

__all__ = ["Guard", "GuardUse", "guards_of", "proof_of", "proved_by"]

T = TypeVar("T")


class Guard(Generic[T]):
    """Lets requests pass, and proves something about those that it lets.

    Write ``check``, which returns the proof or raises an HTTP error. It may take
    inputs, ``Inject[...]`` and the variables of the URL; the constructor takes what is
    provided, by type. Behind the guard, ``Inject[User]``, or a parameter ``user: User``
    of a constructor, is what it proved.

    Attributes:
        challenge: The header ``WWW-Authenticate`` of an ``Unauthorized`` that has none
            (RFC 9110, section 11.6.1).

    Raises:
        BindError: At class creation, if there is no ``check``, or it is not said what
            it proves.

    Example:
        >>> from kolben import App, Guard, Header, Inject, Unauthorized
        >>> class User(str):
        ...     pass
        >>> class SignedIn(Guard[User]):
        ...     challenge = "Bearer"
        ...
        ...     def check(self, authorization: Header[str] = "") -> User:
        ...         if authorization != "Bearer secret":
        ...             raise Unauthorized()
        ...         return User("Ada")
        >>> app = App("example")
        >>> @app.get("/me", guards=[SignedIn])
        ... def me(user: Inject[User]) -> str:
        ...     return f"You are {user}"
        >>> client = app.test_client()
        >>> client.get("/me").headers["WWW-Authenticate"]
        'Bearer'
        >>> client.get("/me", headers={"Authorization": "Bearer secret"}).text
        'You are Ada'
    """

    challenge: ClassVar[str | None] = None

    if TYPE_CHECKING:

        def check(self, *args: Any, **kwargs: Any) -> T | Awaitable[T]:
            """Return the proof, or raise an HTTP error."""
            ...

    def __init_subclass__(cls, **options: Any) -> None:
        """Make sure that the guard has a check and proves something."""
        super().__init_subclass__(**options)
        with Declaring(f"creating {label_of(cls)}"):
            if not isinstance(argument_of(cls, Guard), TypeVar):
                _require_complete(cls)

    @classmethod
    def current(cls) -> T:
        """Return what this guard proved about the current request.

        Raises:
            ContextError: If it did not run, or there is no request.
        """
        value: T = proof_of(cls, current_context(f"{label_of(cls)}.current()"))
        return value


def _require_complete(cls: type[Guard[Any]]) -> None:
    proved = argument_of(cls, Guard)
    _require_proof(cls, proved)
    if not inspect.isfunction(getattr(cls, "check", None)):
        raise BindError(
            f"{label_of(cls)} has no method 'check'.",
            hint="Write 'def check(self) -> ...', which returns what it proves or "
            "raises Unauthorized() or Forbidden().",
        )
    _require_answer(cls, proved)
    _require_challenge(cls)


def _require_proof(cls: type[Guard[Any]], argument: object) -> None:
    name = cls.__name__
    if argument is MISSING or isinstance(argument, TypeVar):
        raise BindError(
            f"{label_of(cls)} does not say what it proves.",
            hint=f"Write 'class {name}(Guard[User])', or 'Guard[None]' if it only "
            "lets requests pass.",
        )
    if argument is bool:
        raise BindError(
            f"{label_of(cls)} proves a bool, but a guard that returns False lets the "
            "request pass.",
            hint=f"Write 'class {name}(Guard[None])', and raise Forbidden() in its "
            "check.",
        )


def _require_challenge(cls: type[Guard[Any]]) -> None:
    challenge: object = cls.challenge
    if challenge is not None and not (
        isinstance(challenge, str) and challenge.isprintable() and challenge.strip()
    ):
        raise BindError(
            f"The challenge {challenge!r} of {label_of(cls)} is no header.",
            hint="Write it like challenge = 'Bearer'.",
        )


def _require_answer(cls: type[Guard[Any]], proved: object) -> None:
    """Refuse a check that gives something else than its class says it proves."""
    written: Any = cls.check
    if inspect.isgeneratorfunction(written) or inspect.isasyncgenfunction(written):
        raise BindError(
            f"{label_of(cls)}.check() has a 'yield', so it would let every request "
            "pass without being run.",
            hint="Let it return what it proves.",
        )
    given = return_hint_of(written)
    if not (isinstance(given, type) and isinstance(proved, type)):
        return
    if proved in {float, complex} or getattr(proved, "_is_protocol", False):
        return  # an int is a float for checkers, and a protocol need not be inherited
    if not (issubclass(given, proved) or issubclass(proved, given)):
        raise BindError(
            f"{label_of(cls)} proves {describe(proved)}, but its check() returns "
            f"{describe(given)}.",
            hint=f"Write 'Guard[{describe(given)}]', or let it return a value of "
            f"{describe(proved)}.",
        )


def guards_of(guards: Iterable[type[Guard[Any]]]) -> tuple[type[Guard[Any]], ...]:
    """Return *guards*, each once.

    Raises:
        BindError: If they are no list, or one of them is no class of guards.

    Example:
        >>> guards_of([print])
        Traceback (most recent call last):
        ...
        kolben.exceptions.BindError: <built-in function print> is no guard.
          help: Write 'class Name(Guard[User])' with a method 'check', and give the ...
    """
    if isinstance(guards, type) or not isinstance(guards, Iterable):
        raise BindError(
            f"The guards {guards!r} are no list.",
            hint="Write guards=[Name].",
        )
    return tuple(dict.fromkeys(_guard(each) for each in guards))


def _guard(guard: object) -> type[Guard[Any]]:
    if isinstance(guard, type) and issubclass(guard, Guard) and guard is not Guard:
        _require_complete(guard)
        return guard
    raise BindError(
        f"{guard!r} is no guard.",
        hint=f"Give the class itself: {type(guard).__name__}."
        if isinstance(guard, Guard)
        else "Write 'class Name(Guard[User])' with a method 'check', and give the "
        "class.",
    )


@dataclass(frozen=True, slots=True)
class GuardUse:
    """A guard where it was declared.

    Attributes:
        guard: The guard.
        site: Where it was declared.
        names: The names that are local to that place, for annotations.
    """

    guard: type[Guard[Any]]
    site: Site | None = None
    names: Mapping[str, object] | None = None


def proved_by(guard: type[Guard[Any]]) -> object:
    """Return the type that *guard* proves.

    Raises:
        BindError: If it names a class that cannot be found.
    """
    proved = argument_of(guard, Guard)
    if isinstance(proved, ForwardRef):
        raise BindError(
            f"{label_of(guard)} proves {proved.__forward_arg__!r}, which its module "
            "does not know.",
            hint="Define or import the class before the guard, and write it without "
            "quotes.",
        )
    return proved


def proof_of(guard: type[Guard[T]], context: Context) -> T:
    """Return what *guard* proved in *context*.

    Raises:
        ContextError: If it did not run there.
    """
    value: T = context.kept.get(guard, ABSENT)
    if value is ABSENT:
        name = label_of(guard)
        raise ContextError(
            f"{name} proved nothing here: it does not guard "
            f"{_route_of(context)}, or has not let the request pass.",
            hint=f"Write 'guards=[{name}]' where the route is declared, or "
            f"'router.guard({name})' for all routes of a router. Guards run after the "
            "before-hooks.",
        )
    return value


def _route_of(context: Context) -> str:
    return "this work" if context.match is None else repr(context.match.route.rule)
