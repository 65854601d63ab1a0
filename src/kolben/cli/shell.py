"""``kolben shell``: Python's own prompt, within the application's context.

Layer 8.
"""

from __future__ import annotations

import code
import os
import sys
from pathlib import Path
from typing import Any, cast

import click

from kolben._lazy import load
from kolben.app import App
from kolben.commands import with_appcontext
from kolben.context import current

__all__ = ["shell_command"]


@click.command("shell", short_help="Run Python within the application's context.")
@with_appcontext
def shell_command() -> None:
    """Run Python within the application's context.

    The names that 'shell_context_processor' functions give are there, and so is what
    the file of PYTHONSTARTUP sets.
    """
    app = cast(App, current.get().app)
    names: dict[str, Any] = {}
    _run_startup_file(names)
    names.update(app.make_shell_context())
    _complete_names(names)
    version = sys.version.partition("\n")[0]
    code.interact(
        banner=f"Python {version} on {sys.platform}\n"
        f"App: {app.import_name}\n"
        f"Instance: {app.instance_path}",
        local=names,
        exitmsg="",
    )


def _run_startup_file(names: dict[str, Any]) -> None:
    """Do what Python's own prompt does with the file of PYTHONSTARTUP."""
    startup = os.environ.get("PYTHONSTARTUP")
    if startup and Path(startup).is_file():
        source = Path(startup).read_text("utf-8")
        exec(compile(source, startup, "exec"), names)  # noqa: S102  # the user's own


def _complete_names(names: dict[str, Any]) -> None:
    """Complete names with the tab key, where Python was built with readline."""
    hook = getattr(sys, "__interactivehook__", None)
    if hook is None or not sys.stdin.isatty():
        return
    hook()
    readline = sys.modules.get("readline")
    if readline is not None:
        completer = load("rlcompleter", "Completer")
        readline.set_completer(completer(names).complete)
