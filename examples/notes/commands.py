"""The application's own commands: ``kolben --app examples/notes init-db``."""

from __future__ import annotations

import click

from kolben import App
from notes.models import NAME, PASSWORD
from notes.store import NameTakenError, Store

__all__ = ["add_commands"]


def add_commands(app: App) -> None:
    """Give *app* commands for whoever looks after it."""

    @app.cli.command("init-db")
    def init_db() -> None:
        """Make the database, where it is not there yet."""
        click.echo(f"The database is ready: {app.provided(Store).database}")

    @app.cli.command("add-user")
    @click.argument("name")
    @click.password_option()
    def add_user(name: str, password: str) -> None:
        """Add a user called NAME."""
        problems = filter(None, (NAME.violation(name), PASSWORD.violation(password)))
        if said := " ".join(problems):
            raise click.ClickException(said)
        try:
            app.provided(Store).add_user(name.strip(), password)
        except NameTakenError:
            raise click.ClickException(f"There is a user {name!r} already.") from None
        click.echo(f"{name} can sign in now.")
