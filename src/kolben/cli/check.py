"""``kolben check``: finds what is wrong before a request does.

Layer 8. What it prints is the business of the report's writers; the exit code is 1 if
there is an error, and 2 if there is no application to look at.
"""

from __future__ import annotations

from typing import cast

import click

from kolben.app import App
from kolben.checks import Report, check
from kolben.checks.starting import findings_of_error
from kolben.checks.writers import WRITERS
from kolben.commands import AppLoader, NoApplicationError, pass_loader
from kolben.exceptions import KolbenError

__all__ = ["check_command"]


@click.command("check", short_help="Find what is wrong with the application.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(WRITERS)),
    default="text",
    show_default=True,
    help="For people, for programs, or for the checks of a merge request.",
)
@pass_loader
def check_command(loader: AppLoader, form: str) -> None:
    """Find what is wrong with the application, without a request.

    Errors make the command fail; warnings and notes do not.
    """
    report = _report(loader)
    click.echo(WRITERS[form](report))
    if report.failed:
        raise click.exceptions.Exit(1)


def _report(loader: AppLoader) -> Report:
    """Return what is found in the application, or what keeps it from being made."""
    try:
        app = cast(App, loader.load_app())
    except NoApplicationError as error:
        if isinstance(error.__cause__, KolbenError):
            return Report(tuple(findings_of_error(error.__cause__)))
        raise
    return check(app)
