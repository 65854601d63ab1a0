"""The development server: werkzeug's, with Kolben's banner and its safe defaults.

Layer 5. Two doors lead here: ``app.run()`` in a script (:func:`serve`), and
``kolben run`` (:func:`listen`). It is a tool for the programmer's own machine, so it
binds to 127.0.0.1, and neither debugger nor reloader runs unless debug is asked for.
"""

from __future__ import annotations

import errno
import os
import socket
import ssl
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Self
from wsgiref.types import WSGIApplication

from kolben._lazy import load
from kolben.context import Application

__all__ = [
    "Certificate",
    "ServerOptions",
    "is_reloaded",
    "listen",
    "runs_by_command",
    "serve",
    "show_banner",
]

Certificate = ssl.SSLContext | tuple[str, str] | str
"""A context, the files of certificate and key, or ``"adhoc"``."""

_WATCHED: Final = frozenset({"*.py", "*.pyc", "*.zip"})


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """How the development server runs.

    Attributes:
        host: The address to listen on.
        port: The port to listen on; 0 takes any free one.
        reload: Whether the server restarts when code changes.
        debugger: Whether an error shows the interactive debugger, behind a PIN.
        threaded: Whether each request gets a thread of its own.
        extra_files: More files whose change restarts the server.
        exclude_patterns: Files whose change does not restart it (``fnmatch``).
        certificate: Serves HTTPS with this certificate.
    """

    host: str = "127.0.0.1"
    port: int = 5000
    reload: bool = False
    debugger: bool = False
    threaded: bool = True
    extra_files: Sequence[str] = ()
    exclude_patterns: Sequence[str] = ()
    certificate: Certificate | None = None

    @classmethod
    def of(
        cls,
        app: Application,
        host: str | None = None,
        port: int | None = None,
        **more: Any,
    ) -> Self:
        """Return the options that *app* runs with, where none are given.

        Host and port come from its ``SERVER_NAME``; reloader and debugger follow its
        debug mode.

        Example:
            >>> from kolben import App
            >>> app = App("example", config={"SERVER_NAME": "localhost:8000"})
            >>> options = ServerOptions.of(app)
            >>> options.host, options.port, options.debugger
            ('localhost', 8000, False)
        """
        named, _, number = (app.config.get("SERVER_NAME") or "").partition(":")
        more.setdefault("reload", app.debug)
        more.setdefault("debugger", app.debug)
        return cls(
            host=host or named or "127.0.0.1",
            port=port if port is not None else int(number or 5000),
            **more,
        )


def serve(app: Application, options: ServerOptions | None = None) -> None:
    """Run the development server from a script, until it is stopped.

    Args:
        app: The application.
        options: How to run it, by default :meth:`ServerOptions.of` the application.

    Raises:
        KolbenError: If something that was declared is wrong.
    """
    app.freeze()
    show_banner(app.name, debug=app.debug)
    listen(app, options or ServerOptions.of(app))


def runs_by_command() -> bool:
    """Whether the command line runs the application, not its script; say so if it does.

    The command is what the user asked for, so the script's own call is left out.
    """
    if os.environ.get("KOLBEN_RUN_FROM_CLI") != "true":
        return False
    if not is_reloaded():
        sys.stderr.write(
            " * Ignoring 'app.run()': the 'kolben' command runs the application.\n"
            "   Guard the call with 'if __name__ == \"__main__\":'.\n"
        )
    return True


def show_banner(name: str, *, debug: bool) -> None:
    """Say what is served, once: the reloader's later processes stay silent."""
    if not is_reloaded():
        sys.stdout.write(f" * Serving Kolben app {name!r}\n")
        sys.stdout.write(f" * Debug mode: {'on' if debug else 'off'}\n")
        sys.stdout.flush()


def listen(application: WSGIApplication, options: ServerOptions) -> None:
    """Serve *application* until it is stopped.

    Raises:
        SystemExit: If the address cannot be listened on. What stands in the way is
            on standard error by then, and the exit code is 1.
    """
    if not is_reloaded():
        _require_free(options.host, options.port)
    run_simple = load("werkzeug.serving", "run_simple")
    run_simple(
        options.host,
        options.port,
        application,
        use_reloader=options.reload,
        use_debugger=options.debugger,
        threaded=options.threaded,
        extra_files=options.extra_files,
        exclude_patterns=[_respelled(each) for each in options.exclude_patterns],
        ssl_context=options.certificate,
    )


def _respelled(pattern: str) -> str:
    """Return *pattern* in other words if they are those of what is watched.

    watchdog stops at a pattern that is both watched and left out, and knows them by
    their spelling alone.
    """
    if pattern.lower() not in _WATCHED:
        return pattern
    return f"{pattern[:-1]}[{pattern[-1]}]"


def _require_free(host: str, port: int) -> None:
    """Listen for a moment, so that what prevents it can be said in plain words."""
    if host.startswith("unix://") or port == 0:
        return
    try:
        family, kind, *_, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        sys.stderr.write(_obstacle(error, host, port))
        raise SystemExit(1) from error


def _obstacle(error: OSError, host: str, port: int) -> str:
    """Return what prevents listening, and what to do about it."""
    problem = f"Cannot listen on {host}, port {port}: {error.strerror or error}.\n"
    if error.errno != errno.EADDRINUSE:
        return f"{problem}Choose another host or port.\n"
    return (
        f"{problem}Port {port} is in use by another program. "
        "Stop that program, or choose another port, for example with "
        f"'--port {port % 65535 + 1}'.\n"
    )


def is_reloaded() -> bool:
    """Whether this process was started by the reloader."""
    return os.environ.get("WERKZEUG_RUN_MAIN") == "true"
