"""The root of all commands, and where they come from.

Layer 8. A name is looked for among Kolben's own commands, then among plugins (entry
points of the group ``kolben.commands``), then in the application; only what is asked
for is imported. Neither a broken plugin nor a broken application breaks the rest.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points, version
from typing import Any, Final, cast

import click

from kolben._environment import debug_flag, environment
from kolben.cli.check import check_command
from kolben.cli.explain import explain_command
from kolben.cli.failures import NothingNamedError
from kolben.cli.loading import load_application
from kolben.cli.routes import routes_command
from kolben.cli.run import run_command, set_debug
from kolben.cli.shell import shell_command
from kolben.commands import (
    AppGroup,
    AppLoader,
    CommandApplication,
    NoApplicationError,
)
from kolben.dotenv import load_dotenv
from kolben.exceptions import ConfigError

__all__ = ["KolbenGroup", "cli", "main"]

_ENTRY_POINTS: Final = "kolben.commands"


class KolbenGroup(AppGroup):
    """The group of Kolben's own commands, of plugins and of the application."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options that decide which application is meant, before all others.

        So ``--help``, which lists the application's commands, knows of ``--app``
        wherever it stands.
        """
        values, _, _ = self.make_parser(ctx).parse_args(list(args))
        _prepare(ctx.ensure_object(AppLoader), values)
        return super().parse_args(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command called *cmd_name*, if anyone has it."""
        own = super().get_command(ctx, cmd_name) or _plugin(cmd_name)
        if own is not None:
            return own
        try:
            app = _application(ctx)
        except NoApplicationError as error:
            _complain(error.format_message())
            return None
        return app.cli.get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, those of the application included."""
        names = {*super().list_commands(ctx), *_plugins()}
        try:
            names.update(_application(ctx).cli.list_commands(ctx))
        except NothingNamedError:
            return sorted(names)
        except NoApplicationError as error:
            _complain(error.format_message())
        return sorted(names)


def _prepare(loader: AppLoader, values: Mapping[str, Any]) -> None:
    """Settle which application the commands work with, and in which mode.

    Args:
        loader: What the commands are given; one that knows its application already
            keeps it, unless another is named.
        values: The values of ``app``, ``env_file`` and ``debug`` that were typed.
    """
    try:
        load_dotenv(values.get("env_file") or environment("ENV_FILE"))
    except ConfigError as error:
        raise click.UsageError(str(error)) from error
    set_debug(loader, values.get("debug"))
    if loader.debug is None:
        loader.debug = debug_flag()
    named: str | None = values.get("app")
    if loader.create is None or named is not None:
        path = named or environment("APP") or None
        loader.import_path = path
        loader.create = lambda: load_application(path)


def _application(ctx: click.Context) -> CommandApplication:
    return cast(CommandApplication, ctx.ensure_object(AppLoader).load_app())


def _plugins() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=_ENTRY_POINTS)}


def _plugin(name: str) -> click.Command | None:
    """Return the command that a plugin calls *name*, unless it cannot be loaded."""
    point = _plugins().get(name)
    if point is None:
        return None
    try:
        command = point.load()
    except Exception as error:  # noqa: BLE001  # whatever the plugin does wrong
        _complain(
            f"The plugin command {name!r} ({point.value}) cannot be loaded: "
            f"{type(error).__name__}: {error}"
        )
        return None
    if isinstance(command, click.Command):
        return command
    _complain(f"The plugin command {name!r} ({point.value}) is no click command.")
    return None


def _complain(message: str) -> None:
    click.secho(f"Error: {message}\n", fg="red", err=True)


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    del param
    if value and not ctx.resilient_parsing:
        click.echo(f"Python {platform.python_version()}")
        click.echo(f"Kolben {version('kolben')}")
        click.echo(f"Werkzeug {version('werkzeug')}")
        ctx.exit()


@click.group(
    cls=KolbenGroup,
    name="kolben",
    context_settings={"help_option_names": ["--help"]},
)
@click.option(
    "-A",
    "--app",
    metavar="NAME",
    help="The application: a module, a file or a folder; behind a colon its name or "
    "the call that makes it. By default KOLBEN_APP, then 'wsgi.py' or 'app.py'.",
)
@click.option(
    "-e",
    "--env-file",
    metavar="FILE",
    help="A file of environment variables, read before '.env' and '.kolbenenv'.",
)
@click.option("--debug/--no-debug", default=None, help="Turn debug mode on or off.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the versions of Kolben and what it stands on.",
)
def cli(app: str | None, env_file: str | None, debug: bool | None) -> None:
    """Serve, inspect and tend an application written with Kolben.

    \b
      kolben --app hello run --debug
      kolben --app 'shop:create_app("test")' routes
    """  # noqa: D301  # click reads the control character
    del app, env_file, debug  # read by KolbenGroup.parse_args


cli.add_command(run_command)
cli.add_command(routes_command)
cli.add_command(shell_command)
cli.add_command(check_command)
cli.add_command(explain_command)


def main() -> None:
    """Run the command line; what ``app.run()`` does is left to its commands."""
    os.environ["KOLBEN_RUN_FROM_CLI"] = "true"
    cli.main()
