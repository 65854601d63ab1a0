"""Runs the commands of an application in a test.

Layer 5. click's own runner, with the application already loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click
import click.testing

from kolben.commands import AppLoader, CommandApplication

__all__ = ["CliRunner"]


class CliRunner(click.testing.CliRunner):
    r"""Invokes commands and records what they print and how they end.

    Args:
        app: The application whose commands are run.
        **options: What click's own runner takes.

    Example:
        >>> from kolben import App
        >>> app = App("example")
        >>> @app.cli.command("greet")
        ... def greet() -> None:
        ...     click.echo("Hello!")
        >>> app.test_cli_runner().invoke(args=["greet"]).output
        'Hello!\n'
    """

    def __init__(self, app: CommandApplication, **options: Any) -> None:
        self.app = app
        super().__init__(**options)

    def invoke(
        self,
        cli: click.Command | None = None,
        args: str | Sequence[str] | None = None,
        *more: Any,
        **options: Any,
    ) -> click.testing.Result:
        """Run a command as if it had been typed.

        Args:
            cli: The command, which is the application's own group by default.
            args: What stands behind it on the command line.
            *more: Input and environment, as click's own runner takes them.
            **options: What else click's own runner takes.
        """
        options.setdefault("obj", AppLoader(lambda: self.app))
        command = self.app.cli if cli is None else cli
        return super().invoke(command, args, *more, **options)
