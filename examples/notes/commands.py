"""The application's own commands: ``kolben --app examples/notes init-db``."""

from __future__ import annotations

import click

from kolben import App
from notes.forms import FieldsError, read_credentials
from notes.store import NameTakenError, Store

__all__ = ["add_commands"]


def add_commands(app: App, store: Store) -> None:
    """Give *app* commands for whoever looks after it."""

    @app.cli.command("init-db")
    def init_db() -> None:
        """Make the database, where it is not there yet."""
        store.create()
        click.echo(f"The database is ready: {store.database}")

    @app.cli.command("add-user")
    @click.argument("name")
    @click.password_option()
    def add_user(name: str, password: str) -> None:
        """Add a user called NAME."""
        try:
            credentials = read_credentials({"name": name, "password": password})
            store.add_user(credentials.name, credentials.password)
        except FieldsError as error:
            raise click.ClickException(" ".join(error.problems.values())) from None
        except NameTakenError:
            raise click.ClickException(f"There is a user {name!r} already.") from None
        click.echo(f"{name} can sign in now.")
