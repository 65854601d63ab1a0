"""The application: the root of all routers, and the door for the server.

Layer 7. Everything here joins parts that are explained elsewhere. Declarations are
compiled before the first request (:meth:`App.freeze`); what follows from the settings
is made anew when a setting has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from threading import RLock
from typing import IO, Any, NoReturn, TypeVar
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from kolben._declaring import Declaring
from kolben._environment import debug_flag
from kolben._labels import label_of
from kolben._paths import application_name, instance_path_of, open_in, root_path_of
from kolben._taking import require_synchronous
from kolben.app_checking import AppChecking
from kolben.app_contexts import AppContexts
from kolben.app_settings import AppOptions
from kolben.app_templates import AppTemplates
from kolben.config import DEFAULTS, ConfigDict
from kolben.config.typed import settings_of
from kolben.context import Context
from kolben.delivery import deliver
from kolben.dispatch import Dispatcher
from kolben.endpoints import Endpoint, Scope
from kolben.errors import ErrorResponder, ErrorTable
from kolben.exceptions import ConfigError, KolbenError, faults_of
from kolben.handler_making import HandlerMaking
from kolben.links import Links
from kolben.middleware import (
    Next,
    Ring,
    answering,
    security_headers,
)
from kolben.mounts import Mounts
from kolben.registrar import Place, Registrar
from kolben.router import Router
from kolben.routing import Converters, Table, TableSettings
from kolben.routing.urls import Urls
from kolben.settings import Config

__all__ = ["App"]

R = TypeVar("R", bound=Ring)


class App(AppContexts, AppTemplates, AppChecking):
    """A web application, and a WSGI application (PEP 3333).

    Args:
        import_name: The module that the application belongs to, usually ``__name__``:
            templates and static files lie beside it.
        config: Settings in place of their defaults: a mapping, or typed settings.
        static_folder: The folder of the files served at ``/static``; None for none.
        static_url_path: Where they are served, if not below the folder's name.
        template_folder: The folder of the templates; None for none.
        options: What is seldom said.

    Raises:
        ConfigError: If the folder of the module cannot be told from its name, or
            *config* is neither a mapping nor a :class:`~kolben.Config`.

    Example:
        >>> from kolben import App
        >>> app = App(__name__)
        >>> @app.get("/")
        ... def hello() -> str:
        ...     return "Hello, World!"
        >>> app.test_client().get("/").text
        'Hello, World!'
    """

    def __init__(
        self,
        import_name: str,
        *,
        config: Mapping[str, Any] | Config | None = None,
        static_folder: str | Path | None = "static",
        static_url_path: str | None = None,
        template_folder: str | Path | None = "templates",
        options: AppOptions = AppOptions(),  # noqa: B008  # frozen
    ) -> None:
        root_path = options.root_path or root_path_of(import_name)
        name = application_name(import_name, root_path)
        self._set_up(name, import_name, root_path, template_folder)
        self.app_options = options
        self.instance_path: str = _absolute(options.instance_path) or instance_path_of(
            import_name, root_path
        )
        self.settings: Config | None = config if isinstance(config, Config) else None
        self.config: ConfigDict = self._make_config(config)
        self.shell_context_processors: list[Callable[[], Mapping[str, Any]]] = []
        self._set_up_services()
        self._set_up_providers(App)
        self._set_up_routing()
        self._set_up_templates()
        self._rings: list[Ring] = []
        self._mounts = Mounts()
        self._lock = RLock()
        self._version: int | None = None
        self._table_version: int | None = None
        self._respond: Next
        self._entrance: WSGIApplication
        self._wsgi_app: WSGIApplication = self._serve
        self._serve_static(static_folder, static_url_path, options.static_host)

    def _make_config(self, given: Mapping[str, Any] | Config | None) -> ConfigDict:
        """Return the defaults, with what the environment and the caller say."""
        relative = self.app_options.instance_relative_config
        root = self.instance_path if relative else self.root_path
        if isinstance(given, Config):
            given = settings_of(given)
        if given is not None and not isinstance(given, Mapping):
            _refuse_settings(given)
        config = ConfigDict(root, DEFAULTS)
        config["DEBUG"] = bool(debug_flag())
        config.update({key.upper(): value for key, value in (given or {}).items()})
        return config

    def _set_up_routing(self) -> None:
        self._root = Scope("", None, self)
        table: Table[Endpoint] = Table(self._table_settings())
        self._registrar = Registrar(
            table,
            self.ensure_sync,
            lambda: bool(self.config["PROVIDE_AUTOMATIC_OPTIONS"]),
            self._resolution.at,
        )
        self._handlers = HandlerMaking(self._resolution, self._root)
        self._links = Links(self._registrar, table, Urls(table), self.config)
        self._places.append(Place(self._registrar, self._root, Converters()))

    @property
    def routes(self) -> Table[Endpoint]:
        """The routes of the application."""
        self._registrar.settle()
        return self._registrar.table

    def adopt(self, router: Router, scope: Scope) -> None:
        """Take up what a router brings besides its routes, when it is included."""
        if router.template_folder is not None:
            folder = Path(router.root_path) / router.template_folder
            self.templates.add_loader(scope.name, folder)

    def mount(self, path: str, application: WSGIApplication) -> None:
        """Hang another WSGI application below *path*; its requests are its own.

        Raises:
            RouteError: If *path* is no path below the root, or is taken.
            RouteTypeError: If it is no text, or *application* cannot be called.
        """
        self._require_open("A mounted application")
        with Declaring("mounting an application"):
            self._mounts.add(path, application)

    def ring(self, ring: R) -> R:
        """Put *ring* round the way of every request, inside those declared before.

        Example:
            >>> from kolben import App
            >>> app = App("example")
            >>> @app.ring
            ... def stamped(context, forward):
            ...     response = forward(context)
            ...     response.headers["X-Served-By"] = context.app.name
            ...     return response
            >>> app.test_client().get("/").headers["X-Served-By"]
            'example'
        """
        self._require_function(ring, ("context", "forward"), "a ring")
        with Declaring("declaring a ring"):
            require_synchronous(ring, "a ring")
        self._rings.append(ring)
        return ring

    def freeze(self) -> None:
        """Compile all declarations; the first request does so by itself.

        Raises:
            BindError: If an annotation cannot be resolved, or a parameter is never
                filled.
            RouteError: If a route cannot be made.
            ConfigError: If a setting is not what it has to be.
            TemplateMismatch: If a template does not fit the class that stands for it.
        """
        with self._lock:
            if not self._frozen:
                for fault in self.faults():
                    raise fault
                self.freeze_all()

    def faults(self) -> Iterator[KolbenError]:
        """Compile all declarations, and yield what is wrong with them.

        It is what :meth:`freeze` raises the first of; ``kolben check`` shows them all.
        """
        registrar, table = self._registrar, self._registrar.table
        yield from faults_of(lambda: self.parts)
        self._resolution.restart()
        yield from registrar.faults()
        places = (self._root, *registrar.scopes)
        yield from self._handlers.faults(registrar.scopes)
        yield from self._resolution.faults(places)
        if registrar.is_settled:  # else a router may seem to have no route
            yield from self._unused_guards(registrar.scopes)
        yield from faults_of(table.compile)
        static = self.send_static_file
        others = [route for route in table if route.target.handler != static]
        yield from faults_of(lambda: self._mounts.require_apart(others))
        yield from faults_of(self.require_fitting_templates)

    def _prepare(self) -> None:
        """Make the way of a request from what was declared and what is set."""
        with self._lock:
            self.freeze()
            self._refresh_table()
            parts = self.parts
            dispatcher = Dispatcher(
                table=self._registrar.table,
                hooks={scope: self.hooks_of(scope) for scope in self._registrar.scopes},
                outside=self.hooks_of(self._root),
                errors=ErrorResponder(
                    parts.errors,
                    self._error_tables,
                    parts.convert,
                    self.ensure_sync,
                    self.log_exception,
                    self._handlers.make,
                ),
                convert=parts.convert,
            )
            self._respond = dispatcher.ringed(
                (security_headers, *parts.rings, *map(answering, self._rings))
            )
            self._entrance = self._mounts.round(self._answer)
            self._version = parts.version

    def _error_tables(self, scope: Scope | None) -> tuple[ErrorTable, ...]:
        chain = (self._root if scope is None else scope).chain
        return tuple(router.error_table for router in chain)

    def _table_settings(self) -> TableSettings:
        return TableSettings(
            host_matching=self.app_options.host_matching,
            subdomain_matching=self.app_options.subdomain_matching,
            server_name=self.config["SERVER_NAME"],
        )

    def _refresh_table(self) -> None:
        version = self.config.version
        if self._table_version == version:
            return
        settings = self._table_settings()
        if self._registrar.table.settings != settings:
            self._registrar.table.settings = settings
        self._table_version = version

    @property
    def wsgi_app(self) -> WSGIApplication:
        """What answers a request; wrap it in middleware, and ``app`` stays the app.

        Example:
            >>> from werkzeug.middleware.proxy_fix import ProxyFix
            >>> from kolben import App
            >>> app = App("example")
            >>> app.wsgi_app = ProxyFix(app.wsgi_app)
        """
        return self._wsgi_app

    @wsgi_app.setter
    def wsgi_app(self, application: WSGIApplication) -> None:
        self._wsgi_app = application

    def _serve(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        if self._version != self.config.version:
            self._prepare()
        return self._entrance(environ, start_response)

    def _answer(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        return deliver(Context(self, environ), self._respond, start_response)

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request, through the middleware round :meth:`wsgi_app`."""
        return self._wsgi_app(environ, start_response)

    def open_instance_resource(
        self, resource: str, mode: str = "rb", encoding: str | None = "utf-8"
    ) -> IO[Any]:
        """Open a file of the instance folder."""
        return open_in(self.instance_path, resource, mode, encoding)


def _absolute(path: str | None) -> str | None:
    """Return *path*, which must not depend on the folder that one starts in.

    Raises:
        ConfigError: If it does.
    """
    if path is not None and not Path(path).is_absolute():
        raise ConfigError(
            f"The instance path {path!r} is relative to whatever folder is current.",
            hint=f"Write it in full: {str(Path(path).absolute())!r}.",
        )
    return path


def _refuse_settings(given: object) -> NoReturn:
    problem = f"The settings {given!r} are no mapping."
    hint = (
        "Write config={'SECRET_KEY': ...}, or read a file afterwards with "
        "'app.config.from_file(...)'."
    )
    if isinstance(given, type) and issubclass(given, Config):
        name = label_of(given)
        problem = f"The settings are the class {name} itself."
        hint = f"Make them: config={name}.from_env(), or config={name}(...)."
    with Declaring("making the application"):
        raise ConfigError(problem, hint=hint)
