"""The contexts of an application, and the tools that stand in for a server.

Layer 7. What a test, a script or a prompt needs of an application stands here, apart
from what answers requests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, Unpack, cast
from wsgiref.types import WSGIEnvironment

from kolben._environment import debug_flag
from kolben._freezing import Freezable
from kolben._lazy import load
from kolben.commands import AppGroup, CommandApplication
from kolben.config import ConfigDict
from kolben.context import Context, current
from kolben.dotenv import load_dotenv as read_files
from kolben.serving import ServerOptions, runs_by_command, serve

if TYPE_CHECKING:
    from kolben.testing import CliRunner, EnvironOptions, TestClient

__all__ = ["AppContexts"]

S = TypeVar("S", bound=Callable[[], Mapping[str, Any]])


class AppContexts(Freezable):
    """The part of an application that makes contexts, clients and servers.

    Attributes:
        test_client_class: The class of the clients that ``test_client`` makes.
        test_cli_runner_class: The class of the runners that ``test_cli_runner`` makes.
        shell_context_processors: What gives names to ``kolben shell``.
    """

    name: str
    config: ConfigDict
    test_client_class: type[TestClient] | None = None
    test_cli_runner_class: type[CliRunner] | None = None
    shell_context_processors: list[Callable[[], Mapping[str, Any]]]
    _cli: AppGroup | None

    @property
    def _served(self) -> CommandApplication:
        """The whole application, of which this class is a part."""
        return cast(CommandApplication, self)

    @property
    def cli(self) -> AppGroup:
        """The commands of the application, for ``kolben``."""
        if self._cli is None:
            self._cli = AppGroup(self.name)
        return self._cli

    def app_context(self) -> Context:
        """Return a context for work outside of requests, to be used by ``with``.

        Example:
            >>> from kolben import App, current_app
            >>> with App("example").app_context():
            ...     current_app.name
            'example'
        """
        return Context(self._served)

    def request_context(self, environ: WSGIEnvironment) -> Context:
        """Return the context of the request that *environ* describes.

        Args:
            environ: The WSGI environment (PEP 3333).

        Example:
            >>> from werkzeug.test import create_environ
            >>> from kolben import App, request
            >>> with App("example").request_context(create_environ("/hello")):
            ...     request.path
            '/hello'
        """
        return Context(self._served, environ)

    def test_request_context(
        self,
        path: str = "/",
        base_url: str | None = None,
        subdomain: str | None = None,
        url_scheme: str | None = None,
        **options: Unpack[EnvironOptions],
    ) -> Context:
        """Return the context of a request that nobody sent, to be used by ``with``.

        Args:
            path: The path of the URL, or a whole URL.
            base_url: Where the application lives, in place of its settings.
            subdomain: Is put before the host of the settings.
            url_scheme: Takes the place of ``PREFERRED_URL_SCHEME``.
            options: ``method``, ``data``, ``json``, ``headers`` and the like.

        Example:
            >>> from kolben import App, request
            >>> with App("example").test_request_context("/hello", method="POST"):
            ...     request.path, request.method
            ('/hello', 'POST')
        """
        make = load("kolben.testing", "EnvironBuilder")
        builder = make(self, path, base_url, subdomain, url_scheme, **options)
        try:
            return self.request_context(builder.get_environ())
        finally:
            builder.close()

    def test_client(self, use_cookies: bool = True, **options: Any) -> TestClient:
        """Return a client that sends requests to this application, without a server.

        Args:
            use_cookies: Whether cookies are kept from one request to the next.
            options: What the client's class takes besides.

        Example:
            >>> from kolben import App
            >>> App("example").test_client().get("/nowhere").status
            '404 NOT FOUND'
        """
        make = self.test_client_class or load("kolben.testing", "TestClient")
        client: TestClient = make(self._served, use_cookies=use_cookies, **options)
        return client

    def test_cli_runner(self, **options: Any) -> CliRunner:
        """Return what runs the application's commands and keeps their output.

        Args:
            options: What the runner's class takes.

        Example:
            >>> from kolben import App
            >>> app = App("example")
            >>> @app.cli.command("greet")
            ... def greet() -> None:
            ...     print("Hello")
            >>> app.test_cli_runner().invoke(args=["greet"]).exit_code
            0
        """
        make = self.test_cli_runner_class or load("kolben.testing", "CliRunner")
        runner: CliRunner = make(self._served, **options)
        return runner

    def run(
        self,
        host: str | None = None,
        port: int | None = None,
        debug: bool | None = None,
        load_dotenv: bool = True,
        **options: Any,
    ) -> None:
        """Serve the application with the development server, until it is stopped.

        Args:
            host: The address, by default 127.0.0.1.
            port: The port, by default 5000.
            debug: Turns debug mode on or off.
            load_dotenv: Whether ``.env`` files are read, if python-dotenv is there.
            options: The other fields of :class:`~kolben.serving.ServerOptions`.
        """
        if runs_by_command():
            return
        if load_dotenv:
            read_files()
        if debug is not None:
            self.config["DEBUG"] = debug
        elif (flag := debug_flag()) is not None:
            self.config["DEBUG"] = flag
        serve(self._served, ServerOptions.of(self._served, host, port, **options))

    def shell_context_processor(self, processor: S) -> S:
        """Let *processor* give names to ``kolben shell``.

        Example:
            >>> from kolben import App
            >>> app = App("example")
            >>> @app.shell_context_processor
            ... def named() -> dict[str, object]:
            ...     return {"answer": 42}
            >>> app.make_shell_context()["answer"]
            42
        """
        self.shell_context_processors.append(processor)
        return processor

    def make_shell_context(self) -> dict[str, Any]:
        """Return the names that ``kolben shell`` starts with."""
        names: dict[str, Any] = {"app": self}
        if (context := current.get(None)) is not None:
            names["g"] = context.g
        for processor in self.shell_context_processors:
            names.update(processor())
        return names
