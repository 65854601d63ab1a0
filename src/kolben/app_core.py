"""What an application does for the contexts of its requests.

Layer 7. Requests, sessions, links, responses and teardown, as the lower layers ask for
them through the ``Application`` protocol.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar, TypeVar, cast
from wsgiref.types import WSGIEnvironment

from kolben._async import Loop
from kolben.app_links import AppLinks
from kolben.app_providers import AppProviders
from kolben.app_settings import ConfigAttribute, Parts
from kolben.config import ConfigDict
from kolben.context import Context, current
from kolben.dispatch import match
from kolben.endpoints import Endpoint, Scope
from kolben.hooks import Hooks, TeardownHook, run_teardown
from kolben.json import DefaultJSONProvider, JSONProvider
from kolben.logging import create_logger
from kolben.middleware import Ring, security_headers
from kolben.mounts import Mounts
from kolben.providers import end_provided
from kolben.recipes import Planned
from kolben.registrar import Registrar
from kolben.requests import Request
from kolben.responses import FileOptions, Response, Services
from kolben.sessions import SessionBackend
from kolben.sessions.backend import lifetime_of
from kolben.signals import appcontext_tearing_down, request_tearing_down

__all__ = ["AppCore"]

T = TypeVar("T", bound=TeardownHook)


class AppCore(AppProviders, AppLinks):
    """The part of an application that serves its contexts.

    Attributes:
        config: The settings.
        extensions: What extensions keep, by their names.
        request_class: The class of the requests.
        response_class: The class of the responses.
        json_provider_class: The class of what reads and writes JSON.
        debug: The setting ``DEBUG``.
        testing: The setting ``TESTING``.
        secret_key: The setting ``SECRET_KEY``.
        permanent_session_lifetime: The setting ``PERMANENT_SESSION_LIFETIME``.
    """

    request_class: type[Request] = Request
    response_class: type[Response] = Response
    json_provider_class: ClassVar[type[JSONProvider]] = DefaultJSONProvider

    # Declared as what they give: pyright compares a descriptor's own type with what
    # the protocol Application asks for.
    debug: bool = cast(Any, ConfigAttribute("DEBUG", bool))
    testing: bool = cast(Any, ConfigAttribute("TESTING", bool))
    secret_key: ConfigAttribute[str | bytes | None] = ConfigAttribute("SECRET_KEY")
    permanent_session_lifetime: ConfigAttribute[timedelta] = ConfigAttribute(
        "PERMANENT_SESSION_LIFETIME", lifetime_of
    )

    config: ConfigDict
    _root: Scope
    _registrar: Registrar
    _rings: list[Ring]
    _mounts: Mounts

    def _set_up_services(self) -> None:
        """Make what is empty at first."""
        self.extensions: dict[str, Any] = {}
        self.teardown_appcontext_funcs: list[TeardownHook] = []
        self._json: JSONProvider = self.json_provider_class()
        self._sessions: SessionBackend | None = None
        self._logger: logging.Logger | None = None
        self._loop = Loop()
        self._made: Parts | None = None
        self._joined: dict[Scope, Hooks] = {}
        self._context_endings: tuple[TeardownHook, ...] | None = None

    @property
    def json(self) -> JSONProvider:
        """What reads and writes JSON."""
        return self._json

    @json.setter
    def json(self, provider: JSONProvider) -> None:
        self._json = provider
        self.config.version += 1

    @property
    def sessions(self) -> SessionBackend:
        """Where sessions are kept, by default in signed cookies."""
        return self.parts.sessions

    @sessions.setter
    def sessions(self, backend: SessionBackend) -> None:
        self._sessions = backend
        self.config.version += 1

    @property
    def parts(self) -> Parts:
        """What follows from the settings as they are now."""
        made = self._made
        if made is None or made.version != self.config.version:
            services = Services(self._json, self.files, self._loop.run)
            made = self._made = Parts.of(
                self.config, self.response_class, services, self._sessions
            )
        return made

    @property
    def logger(self) -> logging.Logger:
        """The logger of the application, named after it."""
        if self._logger is None:
            self._logger = create_logger(self.name, self.debug)
        return self._logger

    def make_request(self, environ: WSGIEnvironment) -> Request:
        """Return the request that *environ* describes."""
        request = self.request_class(environ, populate_request=False)
        request.settings = self.parts.request
        request.json_module = self._json
        return request

    @property
    def rings(self) -> tuple[Ring, ...]:
        """What stands round the way of a request, the outermost first."""
        return (security_headers, *self.parts.rings, *self._rings)

    @property
    def mounts(self) -> Mounts:
        """The applications that are mounted below paths of this one."""
        return self._mounts

    def planned_of(self, endpoint: Endpoint) -> Planned | None:
        """Return what the calls of *endpoint* are compiled from."""
        return self._registrar.planned_of(endpoint)

    def match(self, context: Context) -> None:
        """Find the route of a context that no request made."""
        self._registrar.settle()
        self._refresh_table()
        match(self._registrar.table, context)

    def hooks_of(self, scope: Scope) -> Hooks:
        """Return the hooks of the routers from the application to *scope*."""
        joined = self._joined.get(scope)
        if joined is None:
            lists = [router.hook_lists for router in scope.chain]
            joined = Hooks.joined(lists, self.ensure_sync)
            if self._frozen:
                self._joined[scope] = joined
        return joined

    def teardown_appcontext(self, function: T) -> T:
        """Run *function* when a context ends, of a request or of other work.

        Example:
            >>> from kolben import App
            >>> app = App("example")
            >>> @app.teardown_appcontext
            ... def ended(error: BaseException | None) -> None:
            ...     print("the end of a context, with", error)
            >>> with app.app_context():
            ...     pass
            the end of a context, with None
        """
        self._require_function(function, ("error",), "a teardown function")
        self.teardown_appcontext_funcs.append(function)
        return function

    def tear_down(self, context: Context, error: BaseException | None) -> None:
        """End a context: run all teardown functions, whatever each of them does.

        What was provided is cleaned up last, so that they can still use it.

        Raises:
            BaseException: What one of them raised that ends the process.
            Exception: What one of them raised, outside of requests and where the
                settings want errors to be raised; in a request it is logged.
            ExceptionGroup: If several did.
        """
        try:
            endings = self._endings_of(context)
            failures = run_teardown(endings, error) if endings else []
            if context.kept_if_any is not None:
                failures += end_provided(context, error)
            if failures:
                self._report(context, failures)
        finally:
            context.close_request()

    def _endings_of(self, context: Context) -> list[TeardownHook]:
        """Return what is to run when *context* ends, the receivers of signals too."""
        endings: list[TeardownHook] = []
        if context.environ is not None:
            endings += self.hooks_of(self._root.place_of(context)).teardown
            if request_tearing_down.receivers:
                endings.append(lambda error: request_tearing_down.send(self, exc=error))
        endings += self._endings_of_contexts()
        if appcontext_tearing_down.receivers:
            endings.append(lambda error: appcontext_tearing_down.send(self, exc=error))
        return endings

    def _endings_of_contexts(self) -> tuple[TeardownHook, ...]:
        """Return what ends every context, made once when nothing more can come."""
        made = self._context_endings
        if made is None:
            declared = reversed(self.teardown_appcontext_funcs)
            made = tuple(self.ensure_sync(function) for function in declared)
            if self._frozen:
                self._context_endings = made
        return made

    def _report(self, context: Context, failures: list[BaseException]) -> None:
        errors = [failure for failure in failures if isinstance(failure, Exception)]
        for error in errors:
            self.log_exception(context, error)
        for failure in failures:
            if not isinstance(failure, Exception):
                raise failure
        if context.environ is not None and not self.parts.errors.propagate:
            return
        if len(errors) == 1:
            raise errors[0]
        raise ExceptionGroup("teardown functions failed", errors)

    def log_exception(self, context: Context, error: BaseException) -> None:
        """Log an error that nothing handled, with its traceback."""
        environ = context.environ or {}
        self.logger.error(
            "Exception on %s [%s]",
            environ.get("PATH_INFO", "(no request)"),
            environ.get("REQUEST_METHOD", "-"),
            exc_info=error,
        )

    def ensure_sync(self, function: Callable[..., Any], /) -> Callable[..., Any]:
        """Return *function*, or what calls it on the event loop if it is async."""
        return self._loop.sync(function)

    def make_response(self, *result: Any) -> Response:
        """Return what a view would have made of *result*: a body, status and headers.

        Raises:
            ResponseError: If no response can be made of it.
        """
        if not result:
            return self.response_class()
        context = current.get(None)
        environ = None if context is None else context.environ
        value = result[0] if len(result) == 1 else result
        return self.parts.convert(value, environ, "make_response")

    def files(self, options: FileOptions) -> FileOptions:
        """Return *options* with what the application says about sending files."""
        usual: FileOptions = {
            "max_age": self.get_send_file_max_age,
            "response_class": self.response_class,
            "root_path": self.root_path,
            "use_x_sendfile": self.config["USE_X_SENDFILE"],
        }
        return {**usual, **options}
