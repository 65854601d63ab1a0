from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from kolben import App, current_app
from kolben.commands import (
    AppGroup,
    AppLoader,
    NoApplicationError,
    pass_loader,
    with_appcontext,
)
from kolben.context import current


@pytest.fixture
def app() -> App:
    """An application without routes."""
    return App("example")


def test_loads_the_application_once(app: App) -> None:
    made: list[App] = []

    def create() -> App:
        made.append(app)
        return app

    loader = AppLoader(create)

    assert loader.load_app() is loader.load_app() is app
    assert made == [app]


@pytest.mark.parametrize("debug", [True, False])
def test_puts_the_application_in_the_mode_asked_for(app: App, debug: bool) -> None:
    app.config["DEBUG"] = not debug

    AppLoader(lambda: app, debug=debug).load_app()

    assert app.debug is debug


def test_leaves_debug_mode_alone_unless_asked(app: App) -> None:
    app.config["DEBUG"] = True

    AppLoader(lambda: app).load_app()

    assert app.debug is True


def test_a_loader_of_nothing_says_how_to_name_an_application() -> None:
    with pytest.raises(NoApplicationError) as caught:
        AppLoader().load_app()

    assert "kolben --app" in caught.value.message
    assert caught.value.exit_code == 2


def test_a_command_runs_within_the_context(app: App) -> None:
    @app.cli.command()
    def name() -> None:
        click.echo(current_app.name)

    result = app.test_cli_runner().invoke(args=["name"])

    assert result.output == "example\n"
    assert current.get(None) is None


def test_a_command_can_do_without_a_context(app: App) -> None:
    @app.cli.command("bare", with_appcontext=False)
    def bare() -> None:
        click.echo(str(current.get(None)))

    assert app.test_cli_runner().invoke(args=["bare"]).output == "None\n"


def test_a_command_may_be_declared_without_parentheses(app: App) -> None:
    @app.cli.command
    def name() -> None:
        click.echo(current_app.name)

    assert isinstance(name, click.Command)
    assert app.test_cli_runner().invoke(args=["name"]).output == "example\n"


def test_commands_of_an_inner_group_run_within_the_context(app: App) -> None:
    @app.cli.group()
    def user() -> None:
        """Users."""

    @user.command("add")
    @click.argument("name")
    @click.option("--admin", is_flag=True)
    def add(name: str, admin: bool) -> None:
        click.echo(f"{name} {admin} {current_app.name}")

    result = app.test_cli_runner().invoke(args=["user", "add", "ada", "--admin"])

    assert isinstance(user, AppGroup)
    assert result.output == "ada True example\n"


def test_a_coroutine_function_is_a_command(app: App) -> None:
    @app.cli.command()
    async def name() -> None:
        click.echo(current_app.name)

    assert app.test_cli_runner().invoke(args=["name"]).output == "example\n"


def test_the_error_of_a_command_reaches_the_runner(app: App) -> None:
    @app.cli.command()
    def fail() -> None:
        raise LookupError("no database")

    result = app.test_cli_runner().invoke(args=["fail"])

    assert isinstance(result.exception, LookupError)
    assert current.get(None) is None


def test_a_context_of_the_same_application_is_used(app: App) -> None:
    @click.command()
    @with_appcontext
    def same() -> None:
        click.echo(str(current.get() is outer))

    with app.app_context() as outer:
        result = app.test_cli_runner().invoke(same)

    assert result.output == "True\n"


def test_a_context_of_another_application_is_left_for_the_command(app: App) -> None:
    @app.cli.command()
    def name() -> None:
        click.echo(current_app.name)

    with App("other").app_context():
        result = app.test_cli_runner().invoke(args=["name"])
        after = current_app.name

    assert result.output == "example\n"
    assert after == "other"


def test_a_command_alone_runs_in_the_context_round_it(app: App) -> None:
    @click.command()
    @with_appcontext
    def name() -> None:
        """Tell the name."""
        click.echo(current_app.name)

    with app.app_context():
        result = CliRunner().invoke(name)

    assert result.output == "example\n"
    assert name.help == "Tell the name."


def test_a_command_alone_without_a_context_says_what_it_lacks() -> None:
    @click.command()
    @with_appcontext
    def name() -> None:
        """Tell the name."""

    result = CliRunner().invoke(name)

    assert result.exit_code == 2
    assert "kolben --app" in result.output


def test_a_command_may_ask_for_the_loader(app: App) -> None:
    @app.cli.command()
    @pass_loader
    def name(loader: AppLoader) -> None:
        click.echo(loader.load_app().name)

    assert app.test_cli_runner().invoke(args=["name"]).output == "example\n"
