"""The command ``kolben``.

Layer 8. ``kolben run``, ``kolben routes``, ``kolben shell``, ``kolben check``,
``kolben explain``, the commands of plugins and those of the application that ``--app``
names.
"""

from __future__ import annotations

from kolben.cli.check import check_command
from kolben.cli.explain import explain_command
from kolben.cli.group import KolbenGroup, cli, main
from kolben.cli.loading import load_application
from kolben.cli.routes import routes_command
from kolben.cli.run import run_command
from kolben.cli.shell import shell_command

__all__ = [
    "KolbenGroup",
    "check_command",
    "cli",
    "explain_command",
    "load_application",
    "main",
    "routes_command",
    "run_command",
    "shell_command",
]
