"""``kolben run``: the development server for any application.

Layer 8. Its options may also stand in the environment: ``KOLBEN_RUN_PORT`` and so on,
or else ``FLASK_RUN_PORT``.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypedDict, TypeVar, Unpack, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import click

from kolben._environment import PREFIXES
from kolben.app import App
from kolben.cli.certificates import read_certificate
from kolben.cli.failures import not_served
from kolben.commands import AppLoader, NoApplicationError, pass_loader
from kolben.exceptions import KolbenError
from kolben.serving import ServerOptions, is_reloaded, listen, show_banner

__all__ = ["BrokenApplication", "RunOptions", "run_command", "set_debug"]

_F = TypeVar("_F", bound=Callable[..., Any])


class RunOptions(TypedDict):
    """The options of ``kolben run``."""

    host: str
    port: int
    cert: str | None
    key: str | None
    debug: bool | None
    reload: bool | None
    debugger: bool | None
    with_threads: bool
    extra_files: list[str]
    exclude_patterns: list[str]


class BrokenApplication:
    """Stands in for an application that did not load after a change of its code.

    The server stays up: each request raises the error, so that the debugger shows it
    in the browser until the code is mended.
    """

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Raise the error of the import.

        Raises:
            BaseException: The error, each time.
        """
        del environ, start_response
        raise self.error


def _option(*names: str, **settings: Any) -> Callable[[_F], _F]:
    """Return an option that the environment may give as well."""
    variable = names[-1].partition("/")[0].lstrip("-").replace("-", "_").upper()
    settings["envvar"] = [f"{prefix}RUN_{variable}" for prefix in PREFIXES]
    return click.option(*names, **settings)


def _separated(
    ctx: click.Context, param: click.Parameter, value: str | None
) -> list[str]:
    """Return the texts of *value*, separated as the system separates paths."""
    del ctx, param
    return [text for text in (value or "").split(os.pathsep) if text]


@click.command("run", short_help="Run a development server.")
@_option("-h", "--host", default="127.0.0.1", show_default=True, help="The address.")
@_option(
    "-p",
    "--port",
    type=click.IntRange(0, 65535),
    default=5000,
    show_default=True,
    help="The port; 0 takes a free one.",
)
@_option(
    "--cert",
    metavar="PATH",
    help="Serve HTTPS with this certificate; 'adhoc' makes one.",
)
@_option("--key", metavar="PATH", help="The key of the certificate.")
@click.option(
    "--debug/--no-debug", default=None, help="Turn debug mode on, with what it brings."
)
@_option(
    "--reload/--no-reload",
    default=None,
    help="Restart when code changes; on in debug mode.",
)
@_option(
    "--debugger/--no-debugger",
    default=None,
    help="Show errors in the interactive debugger; on in debug mode, and only there.",
)
@_option(
    "--with-threads/--without-threads",
    default=True,
    help="Answer several requests at a time; on by default.",
)
@_option(
    "--extra-files",
    callback=_separated,
    metavar="PATHS",
    help=f"More files that restart the server, separated by {os.pathsep!r}.",
)
@_option(
    "--exclude-patterns",
    callback=_separated,
    metavar="PATTERNS",
    help=f"Files that do not restart it, separated by {os.pathsep!r}.",
)
@pass_loader
def run_command(loader: AppLoader, /, **options: Unpack[RunOptions]) -> None:
    """Run a development server.

    It is made for your own machine: do not serve the world with it. In debug mode it
    restarts when code changes and shows errors in an interactive debugger.
    """
    set_debug(loader, options["debug"])
    settings = _settings(options, debug=bool(loader.debug))
    application = _load(loader)
    # A context is imported, and may stand beside the application: that comes first.
    certificate = read_certificate(options["cert"], options["key"])
    show_banner(
        str(loader.import_path or getattr(application, "name", "")),
        debug=getattr(application, "debug", bool(loader.debug)),
    )
    listen(application, replace(settings, certificate=certificate))


def set_debug(loader: AppLoader, debug: bool | None) -> None:
    """Ask for debug mode, or for none, here and in the reloader's processes."""
    if debug is not None:
        os.environ["KOLBEN_DEBUG"] = "1" if debug else "0"
        loader.debug = debug


def _settings(options: RunOptions, *, debug: bool) -> ServerOptions:
    reload, debugger = options["reload"], options["debugger"]
    if debugger and not debug:
        raise click.BadParameter(
            "The debugger lets its user run any code: it runs in debug mode only. "
            "Add '--debug'.",
            param_hint="--debugger",
        )
    return ServerOptions(
        host=options["host"],
        port=options["port"],
        reload=debug if reload is None else reload,
        debugger=debug if debugger is None else debugger,
        threaded=options["with_threads"],
        extra_files=options["extra_files"],
        exclude_patterns=options["exclude_patterns"],
    )


def _load(loader: AppLoader) -> WSGIApplication:
    """Return the application; after a reload a broken one is kept for the browser."""
    try:
        return _frozen(cast(App, loader.load_app()))
    except NoApplicationError as error:
        if not is_reloaded():
            raise
        # What is no Exception, such as SystemExit, would end more than a request.
        cause = error.__cause__ if isinstance(error.__cause__, Exception) else error
        traceback.print_exception(cause)
        return BrokenApplication(cause)


def _frozen(app: App) -> App:
    """Compile what *app* declares and sets, so that mistakes show before requests."""
    try:
        app.freeze()
    except KolbenError as error:
        raise not_served(error) from error
    return app
