"""What an application provides, and what stands in for it in a test.

Layer 7. The values that an application keeps are made when they are first used, and
cleaned up when it is closed, or ends with the process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar, cast, overload

from kolben._annotations import describe, optional
from kolben._async import Loop, SelfWaitError
from kolben._declaring import Declaring
from kolben._labels import label_of
from kolben.binding import Dependency
from kolben.config.typed import BaseConfig
from kolben.context import Context, current
from kolben.endpoints import Scope
from kolben.exceptions import BindError, ContextError
from kolben.guarding import proof_behind
from kolben.guards import Guard, proved_by
from kolben.providers import (
    Kind,
    Override,
    Provider,
    Resolution,
    Shared,
    built_in,
    key_of,
)
from kolben.router import Router

__all__ = ["AppProviders"]

T = TypeVar("T")


class AppProviders(Router):
    """The part of an application that keeps what is provided."""

    _loop: Loop
    _root: Scope
    _shared: Shared
    _resolution: Resolution

    def _set_up_providers(self, app_class: type) -> None:
        classes = type(self).__mro__
        mine = classes[: classes.index(app_class) + 1]
        app: Any = self
        self._shared = Shared(self, self._loop)
        self._resolution = Resolution(
            self._shared,
            self._loop.sync,
            built_in(app, mine),
            self._all_providers,
            self._provers,
        )

    def _provers(self, key: object) -> tuple[str, ...]:
        """Return the guards of this application that prove the type *key*."""
        proofs = {each: optional(proved_by(each)) for each in self._all_guards()}
        return tuple(
            label_of(guard)
            for guard, (proved, or_none) in proofs.items()
            if not or_none and key_of(proved) == key
        )

    def _all_providers(self) -> tuple[Provider, ...]:
        return tuple(
            provider
            for router in self.all_routers()
            for provider in router.provider_table.all()
        )

    def provided(self, kind: Kind[T], /) -> T:
        """Return the value of the type *kind*, as a parameter would get it.

        Within a request, its route says which provider is the nearest; elsewhere the
        application's own count.

        Raises:
            BindError: If nothing provides it.
            ContextError: If it is made for each request, and there is no context.

        Example:
            >>> from kolben import App
            >>> class Clock: ...
            >>> app = App("example")
            >>> app.provide(Clock)
            >>> with app.app_context():
            ...     app.provided(Clock) is app.provided(Clock)
            True
        """
        context = current.get(None)
        app: object = None if context is None else context.app
        if context is None or app is not self:
            return cast(T, self._fill(kind, self._root, None))
        return cast(T, self._fill(kind, self._root.place_of(context), context))

    def _unused_guards(self, scopes: Iterable[Scope]) -> Iterator[BindError]:
        """Yield an error for each router whose guards guard no route.

        What they were to guard must be elsewhere.
        """
        guarded = {id(router) for scope in scopes for router in scope.chain}
        for router in self.all_routers():
            if router is self or not router.guard_uses or id(router) in guarded:
                continue
            use = router.guard_uses[0]
            error = BindError(
                f"{label_of(use.guard)} guards {router!r}, which has no route.",
                hint="Declare the routes on that router, or guard the one that has "
                "them.",
            )
            error.add_note(f"while guarding with {label_of(use.guard)} at {use.site}")
            yield error

    def _fill(self, kind: object, scope: Scope, context: Context | None) -> Any:
        label = f"{self.name}.provided"
        dependency = Dependency("", kind, label, required=True)
        if not self._frozen:
            self._resolution.restart()
        provisions = self._resolution.at(scope)
        ran = () if context is None else tuple(context.kept)
        for guard in ran:
            if isinstance(guard, type) and issubclass(guard, Guard):
                provisions = provisions.behind(proof_behind(guard))
        found = provisions.resolved(dependency)
        if found is None:
            return None
        if context is not None:
            with self._waiting_for(kind):
                return found.fill(context)
        if found.short:
            raise ContextError(
                f"{describe(kind)} is made for each request, and there is none.",
                hint="Ask for it within 'with app.app_context():', at whose end it is "
                "cleaned up.",
            )
        app: Any = self
        with self._waiting_for(kind):
            return found.fill(Context(app))

    @contextmanager
    def _waiting_for(self, kind: object) -> Iterator[None]:
        """Say what to do instead of waiting for a coroutine in a coroutine."""
        try:
            yield
        except SelfWaitError as error:
            raise SelfWaitError(
                f"{describe(kind)} is made by coroutines, which cannot be waited for "
                "in a coroutine.",
                hint=f"Take it as a parameter: Inject[{describe(kind)}].",
            ) from error

    @overload
    def override(
        self, kind: type[Guard[T]], value: T, /
    ) -> AbstractContextManager[T]: ...
    @overload
    def override(self, kind: Kind[T], value: T, /) -> AbstractContextManager[T]: ...
    def override(self, kind: Any, value: Any, /) -> AbstractContextManager[Any]:
        """Let *value* stand in for what is provided, or for what a guard proves.

        All threads see it, until the block ends. What the application keeps that is
        made of it is made anew for the block. A guard that is overridden does not run.

        Args:
            kind: The type, or the guard.
            value: The value itself.

        Raises:
            BindError: If nothing provides *kind*, or no route has the guard.

        Example:
            >>> from kolben import App, Inject
            >>> class Mail(str): ...
            >>> app = App("example")
            >>> app.provide(Mail, lambda: Mail("sent"))
            >>> @app.post("/mail")
            ... def send(mail: Inject[Mail]) -> str:
            ...     return mail
            >>> with app.override(Mail, Mail("pretended")):
            ...     app.test_client().post("/mail").text
            'pretended'
        """
        key = key_of(kind)
        with Declaring(f"overriding {describe(kind)}"):
            self._require_overridable(kind, key)
        return self._overriding(Override(key, value))

    def _require_overridable(self, kind: object, key: object) -> None:
        is_guard = isinstance(key, type) and issubclass(key, Guard)
        known: tuple[object, ...] = (
            tuple(self._all_guards())
            if is_guard
            else tuple(provider.key for provider in self._all_providers())
        )
        if key not in known:
            raise BindError(
                f"{describe(kind)} guards no route, so there is nothing to override."
                if is_guard
                else f"Nothing provides {describe(kind)}, so there is nothing to "
                "override.",
                hint="Make an application with other settings: App(..., config=...)."
                if isinstance(key, type) and issubclass(key, BaseConfig)
                else "Give what parameters are annotated with, just as provide() has "
                "it.",
            )

    def _all_guards(self) -> Iterator[type[Guard[Any]]]:
        for router in self.all_routers():
            yield from router.own_guards()

    @contextmanager
    def _overriding(self, override: Override) -> Iterator[Any]:
        self._shared.begin(override)
        try:
            yield override.value
        finally:
            self._shared.end(override)

    def close(self) -> None:
        """Clean up what the application keeps, and end its event loop.

        Without it, that happens when nothing refers to the application any more, or
        with the process. A later request makes everything anew. Use
        ``contextlib.closing(app)`` to have it done at the end of a block.

        Raises:
            Exception: What a clean-up raised, when all of them have run.

        Example:
            >>> from collections.abc import Iterator
            >>> from kolben import App
            >>> class Pool: ...
            >>> def pool() -> Iterator[Pool]:
            ...     yield Pool()
            ...     print("closed")
            >>> app = App("example")
            >>> app.provide(Pool, pool, scope="app")
            >>> opened = app.provided(Pool)
            >>> app.close()
            closed
        """
        try:
            self._shared.store.close()
        finally:
            self._loop.close()
