"""``kolben check``: finds what is wrong before a request does.

Layer 8. What it prints is the business of the report's writers; the exit code is 1 if
there is an error, and 2 if there is no application to look at.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypedDict, Unpack, cast

import click

from kolben.app import App
from kolben.checks import RULES, Project, Report, Rule, check
from kolben.checks.manifest import write_manifest
from kolben.checks.silencing import START
from kolben.checks.starting import findings_of_error
from kolben.checks.stub import write_stub
from kolben.checks.type_checks import findings_of_mypy
from kolben.checks.writers import WRITERS
from kolben.cli.targets import discover, read_target
from kolben.commands import AppLoader, NoApplicationError, pass_loader
from kolben.exceptions import KolbenError

__all__ = ["CheckOptions", "check_command"]

_FILE: Final = click.Path(dir_okay=False, path_type=Path)


class CheckOptions(TypedDict):
    """The options of ``kolben check``."""

    form: str
    deploy: bool
    types: bool
    manifest: Path | None
    stub: Path | None


@click.command("check", short_help="Find what is wrong with the application.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(WRITERS)),
    default="text",
    show_default=True,
    help="For people, for programs, or for the checks of a merge request.",
)
@click.option("--deploy", is_flag=True, help="Judge the settings for the world, too.")
@click.option("--types", is_flag=True, help="Run mypy with Kolben's plugin, too.")
@click.option(
    "--manifest",
    type=_FILE,
    help="Write the names of the routes to this file, for Kolben's mypy plugin.",
)
@click.option(
    "--stub",
    type=_FILE,
    help="Write a stub to this file, in which 'url_for' knows the names of the routes.",
)
@pass_loader
def check_command(loader: AppLoader, /, **options: Unpack[CheckOptions]) -> None:
    """Find what is wrong with the application, without a request.

    Errors make the command fail; warnings and notes do not.
    """
    report = _report(loader, options)
    click.echo(WRITERS[options["form"]](report))
    if report.failed:
        raise click.exceptions.Exit(1)


def _report(loader: AppLoader, options: CheckOptions) -> Report:
    """Return what is found in the application, or what keeps it from being made."""
    try:
        app = cast(App, loader.load_app())
    except NoApplicationError as error:
        if not isinstance(error.__cause__, KolbenError):
            raise
        found = list(findings_of_error(error.__cause__))
        if options["types"]:
            said = {each.problem for each in found}
            by_mypy = findings_of_mypy(_sources(loader.import_path))
            found += [each for each in by_mypy if each.problem not in said]
        return Report(tuple(found))
    rules = [each for each in RULES if _is_asked(each, options)]
    types = findings_of_mypy(Project.of(app).sources) if options["types"] else ()
    report = check(app, rules=rules, more=types)
    if not any(each.rule == START for each in report.findings):
        _write(app, options)
    return report


def _is_asked(rule: Rule, options: CheckOptions) -> bool:
    return options["deploy"] or not rule.deploy


def _sources(import_path: str | None) -> tuple[Path, ...]:
    """Return the files of an application that cannot be imported."""
    target = discover() if import_path is None else read_target(import_path)
    outermost = target.folder / target.module.partition(".")[0]
    file = target.file or outermost.with_suffix(".py")
    return Project((outermost if outermost.is_dir() else file,)).sources


def _write(app: App, options: CheckOptions) -> None:
    """Write what is asked for about an application that starts."""
    if options["manifest"] is not None:
        write_manifest(app, options["manifest"])
    if options["stub"] is not None:
        write_stub(app, options["stub"])
