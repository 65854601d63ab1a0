"""The application's own commands: ``kolben --app examples/api add-member ada``."""

from __future__ import annotations

import sqlite3

import click

from api.members import Members
from api.models import Role
from kolben import App

__all__ = ["add_commands"]


def add_commands(app: App) -> None:
    """Give *app* commands for whoever looks after it."""

    @app.cli.command("add-member")
    @click.argument("name")
    @click.option("--librarian", is_flag=True, help="Let them change the books.")
    def add_member(name: str, *, librarian: bool) -> None:
        """Add a member called NAME, and show their token, once."""
        role: Role = "librarian" if librarian else "reader"
        try:
            token = app.provided(Members).add(name, role)
        except sqlite3.IntegrityError:
            raise click.ClickException(f"There is a member {name!r} already.") from None
        click.echo(token)
