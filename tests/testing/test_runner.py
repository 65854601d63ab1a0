from __future__ import annotations

import sys

import click
import pytest

from kolben import App
from kolben.commands import AppLoader
from kolben.testing import CliRunner


@pytest.fixture
def app() -> App:
    """An application with a command that reads a line."""
    app = App("example")

    @app.cli.command("echo")
    @click.option("--name", envvar="ECHO_NAME", default="nobody")
    def echo(name: str) -> None:
        click.echo(f"{name}: {sys.stdin.read()}")

    return app


def test_runs_the_commands_of_the_application(app: App) -> None:
    result = app.test_cli_runner().invoke(args=["echo", "--name", "ada"], input="hi")

    assert (result.exit_code, result.output) == (0, "ada: hi\n")


def test_the_environment_may_be_given(app: App) -> None:
    runner = CliRunner(app)

    result = runner.invoke(None, ["echo"], "hi", {"ECHO_NAME": "grace"})

    assert result.output == "grace: hi\n"


def test_any_command_may_be_run(app: App) -> None:
    @click.command()
    @click.pass_obj
    def loaded(loader: AppLoader) -> None:
        click.echo(loader.load_app().name)

    assert CliRunner(app).invoke(loaded).output == "example\n"


def test_another_object_may_be_handed_to_the_command(app: App) -> None:
    @click.command()
    @click.pass_obj
    def given(thing: str) -> None:
        click.echo(thing)

    assert CliRunner(app).invoke(given, obj="a thing").output == "a thing\n"
