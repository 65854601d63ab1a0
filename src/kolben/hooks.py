"""What runs before and after the programmer's method, and when all is over.

Layer 5. A router declares hooks in lists; at freeze the lists of a route's routers are
joined to one :class:`Hooks`, application first on the way in and last on the way out.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import NoneType
from typing import Any, TypeAlias, TypeVar

from kolben._annotations import MISSING, optional, return_hint_of
from kolben._async import Sync
from kolben._declaring import Declaring
from kolben._freezing import Freezable
from kolben._labels import label_of
from kolben._sites import site_of
from kolben._taking import require_synchronous
from kolben.context import Context, ResponseCallback
from kolben.exceptions import KolbenError, ResponseError
from kolben.responses import Response, ResponseReturn, SyncReturn, ToResponse
from kolben.responses.sendable import require_sendable

__all__ = [
    "AfterHook",
    "BeforeHook",
    "ContextProcessor",
    "HookDeclarations",
    "HookLists",
    "Hooks",
    "TeardownHook",
    "UrlDefaults",
    "UrlValueHook",
    "run_teardown",
]

BeforeHook: TypeAlias = Callable[
    [], ResponseReturn | Awaitable[SyncReturn | None] | None
]
"""Runs before the method; what it returns, unless None, is the answer."""

AfterHook: TypeAlias = ResponseCallback
"""Takes the response and returns it, or another one."""

TeardownHook: TypeAlias = Callable[[BaseException | None], Any]
"""Runs when the context ends, with the error that ended it, if one did."""

UrlValueHook: TypeAlias = Callable[[str | None, dict[str, Any] | None], Any]
"""Takes the name of the route and the variables of the URL, which it may change."""

UrlDefaults: TypeAlias = Callable[[str, dict[str, Any]], None]
"""Takes the name of the linked route and the values given, to which it may add."""

ContextProcessor: TypeAlias = Callable[
    [], Mapping[str, Any] | Awaitable[Mapping[str, Any]]
]
"""Returns variables for every template."""


@dataclass(slots=True)
class HookLists:
    """The hooks that one router declares, in the order of their declaration."""

    url_values: list[UrlValueHook] = field(default_factory=list)
    before: list[BeforeHook] = field(default_factory=list)
    after: list[AfterHook] = field(default_factory=list)
    teardown: list[TeardownHook] = field(default_factory=list)
    url_defaults: list[UrlDefaults] = field(default_factory=list)
    context_processors: list[ContextProcessor] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hooks:
    """The hooks of one place in the tree of routers, ready to run."""

    url_values: tuple[Callable[..., Any], ...] = ()
    before: tuple[Callable[[], Any], ...] = ()
    after: tuple[Callable[[Response], Any], ...] = ()
    teardown: tuple[Callable[..., Any], ...] = ()

    @classmethod
    def joined(cls, lists: Iterable[HookLists], sync: Sync) -> Hooks:
        """Join the lists of a chain of routers, the application's first.

        Args:
            lists: The lists, outermost first.
            sync: Makes a plain function of an ``async def``.
        """
        chain = tuple(lists)
        inward = [sync(hook) for part in chain for hook in part.before]
        outward = [
            sync(hook) for part in reversed(chain) for hook in reversed(part.after)
        ]
        endings = [
            sync(hook) for part in reversed(chain) for hook in reversed(part.teardown)
        ]
        values = [sync(hook) for part in chain for hook in part.url_values]
        return cls(tuple(values), tuple(inward), tuple(outward), tuple(endings))

    def run_before(self, context: Context, convert: ToResponse) -> Response | None:
        """Run the before-hooks; return what the first that answers says, or None.

        Raises:
            ResponseError: If what it says is no response.
        """
        if self.url_values:
            match = context.match
            name = None if match is None else match.route.name
            variables = None if match is None else match.variables
            for preprocess in self.url_values:
                preprocess(name, variables)
        for hook in self.before:
            answer = hook()
            if answer is not None:
                return _converted(hook, answer, context, convert)
        return None

    def run_after(self, context: Context, response: Response) -> Response:
        """Run the callbacks of this request, then the after-hooks.

        Raises:
            ResponseError: If one does not return a response.
        """
        if context.response_callbacks is not None:
            for callback in context.response_callbacks:
                called = context.app.ensure_sync(callback)
                response = _returned(callback, called(response))
        for hook in self.after:
            response = _returned(hook, hook(response))
        return response


def _converted(
    hook: Callable[..., Any], answer: Any, context: Context, convert: ToResponse
) -> Response:
    try:
        return convert(answer, context.environ, f"the before-hook {label_of(hook)}")
    except KolbenError as error:
        _note(error, hook)
        raise


def _returned(hook: Callable[..., Any], answer: Any) -> Response:
    if isinstance(answer, Response):
        return answer
    unusable = ResponseError(
        f"The after-hook {label_of(hook)!r} returned {answer!r}, not a response of "
        "Kolben.",
        hint="End it with 'return response'; 'make_response(...)' makes one of others.",
    )
    _note(unusable, hook)
    raise unusable


def _note(error: KolbenError, hook: Callable[..., Any]) -> None:
    """Let *error* say which hook was run, and where it is written."""
    error.add_note(f"while running {label_of(hook)} at {site_of(hook)}")


def run_teardown(
    hooks: Iterable[Callable[..., Any]], error: BaseException | None
) -> list[BaseException]:
    """Run all of *hooks*, whatever each of them does; return what they raised.

    What ends the process (``KeyboardInterrupt``, ``SystemExit``) waits like the rest.
    """
    failures: list[BaseException] = []
    for hook in hooks:
        try:
            hook(error)
        except BaseException as failure:  # noqa: BLE001  # the others must run
            failures.append(failure)
    return failures


B = TypeVar("B", bound=BeforeHook)
A = TypeVar("A", bound=AfterHook)
T = TypeVar("T", bound=TeardownHook)
V = TypeVar("V", bound=UrlValueHook)
D = TypeVar("D", bound=UrlDefaults)
C = TypeVar("C", bound=ContextProcessor)


class HookDeclarations(Freezable):
    """The part of a router that declares hooks; each decorator returns its function."""

    hook_lists: HookLists

    def before_request(self, hook: B) -> B:
        """Run *hook* before the method; what it returns, unless None, is the answer.

        Example:
            >>> from kolben import App
            >>> app = App("example")
            >>> @app.before_request
            ... def closed() -> tuple[str, int]:
            ...     return "closed", 503
            >>> app.test_client().get("/").text
            'closed'
        """
        self._require_function(hook, (), "a before-hook")
        with Declaring("declaring a before-hook"):
            _require_answer(hook)
        self.hook_lists.before.append(hook)
        return hook

    def after_request(self, hook: A) -> A:
        """Let *hook* take every response and return it, or another one.

        Example:
            >>> from kolben import App
            >>> app = App("example")
            >>> @app.after_request
            ... def unframed(response: Response) -> Response:
            ...     response.headers["X-Frame-Options"] = "DENY"
            ...     return response
            >>> app.test_client().get("/").headers["X-Frame-Options"]
            'DENY'
        """
        self._require_function(hook, ("response",), "an after-hook")
        with Declaring("declaring an after-hook"):
            _require_response(hook)
        self.hook_lists.after.append(hook)
        return hook

    def teardown_request(self, hook: T) -> T:
        """Run *hook* when the context of a request ends, with its error or None.

        Example:
            >>> from kolben import App
            >>> app = App("example")
            >>> @app.teardown_request
            ... def ended(error: BaseException | None) -> None:
            ...     print("the end of a request, with", error)
            >>> answer = app.test_client().get("/")
            the end of a request, with None
        """
        self._require_function(hook, ("error",), "a teardown function")
        self.hook_lists.teardown.append(hook)
        return hook

    def url_value_preprocessor(self, hook: V) -> V:
        """Let *hook* see and change the variables of the URL before all else.

        Example:
            >>> from kolben import App, g
            >>> app = App("example")
            >>> @app.url_value_preprocessor
            ... def take_language(endpoint: str | None, values: dict | None) -> None:
            ...     g.language = (values or {}).pop("language", "en")
            >>> @app.get("/<language>/about")
            ... def about(language: str = "en") -> str:
            ...     return g.language
            >>> app.test_client().get("/de/about").text
            'de'
        """
        self._require_function(
            hook, ("endpoint", "values"), "a preprocessor of URL values"
        )
        self.hook_lists.url_values.append(hook)
        return hook

    def url_defaults(self, hook: D) -> D:
        """Let *hook* add values to every link that is built.

        Example:
            >>> from kolben import App, url_for
            >>> app = App("example")
            >>> @app.get("/<language>/about")
            ... def about(language: str) -> str:
            ...     return language
            >>> @app.url_defaults
            ... def add_language(endpoint: str, values: dict) -> None:
            ...     values.setdefault("language", "de")
            >>> with app.test_request_context():
            ...     url_for("about")
            '/de/about'
        """
        self._require_function(
            hook, ("endpoint", "values"), "a function of URL defaults"
        )
        with Declaring("declaring a function of URL defaults"):
            require_synchronous(hook, "a function of URL defaults")
        self.hook_lists.url_defaults.append(hook)
        return hook

    def context_processor(self, processor: C) -> C:
        """Let *processor* give variables to every template.

        Example:
            >>> from kolben import App, render_template_string
            >>> app = App("example")
            >>> @app.context_processor
            ... def named() -> dict[str, object]:
            ...     return {"site": "Notes"}
            >>> with app.app_context():
            ...     render_template_string("<title>{{ site }}</title>")
            '<title>Notes</title>'
        """
        self._require_function(processor, (), "a context processor")
        self.hook_lists.context_processors.append(processor)
        return processor


def _require_answer(hook: Callable[..., Any]) -> None:
    """Make sure that what a before-hook says it returns, if anything, can be sent.

    Raises:
        ResponseError: If it cannot.
    """
    returned = _returned_by(hook)
    if returned is not None:
        require_sendable(optional(returned)[0], label_of(hook))


def _require_response(hook: Callable[..., Any]) -> None:
    """Make sure that an after-hook does not say that it returns nothing.

    Raises:
        ResponseError: If it does.
    """
    if _returned_by(hook) is None:
        raise ResponseError(
            f"{label_of(hook)}() returns None, but an after-hook returns the response.",
            hint="Write '-> Response', and 'return response' at its end.",
        )


def _returned_by(hook: Callable[..., Any]) -> object:
    """Return what *hook* says it returns; ``MISSING`` if a decorator may change it."""
    returned = MISSING if hasattr(hook, "__wrapped__") else return_hint_of(hook)
    return None if returned is NoneType else returned
