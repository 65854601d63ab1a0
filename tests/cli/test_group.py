from __future__ import annotations

import os
import runpy
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.conftest import HELLO, Kolben, Write

from kolben import App
from kolben.cli import cli
from kolben.cli.group import main
from kolben.commands import AppLoader

COMMANDS = (
    HELLO
    + """
import click
from kolben import current_app


@app.cli.command("greet")
@click.argument("name")
def greet(name):
    \"\"\"Greet somebody.\"\"\"
    print(f"Hello {name}, from {current_app.name}, debug {current_app.debug}!")
"""
)

PLUGINS = """
import click


@click.command()
def fine():
    \"\"\"A plugin that works.\"\"\"
    click.echo("fine")


number = 3
"""

ENTRY_POINTS = """
[kolben.commands]
fine = plugins_of_a_test:fine
broken = plugins_of_a_test:missing
number = plugins_of_a_test:number
"""


@pytest.fixture
def plugins(write: Write, project: Path) -> None:
    """An installed distribution with a good and two bad plugin commands."""
    write("site/plugins_of_a_test.py", PLUGINS)
    folder = "site/plugins_of_a_test-1.0.dist-info"
    write(f"{folder}/METADATA", "Metadata-Version: 2.1\nName: x\nVersion: 1.0\n")
    write(f"{folder}/entry_points.txt", ENTRY_POINTS)
    sys.path.insert(0, str(project / "site"))


def test_lists_its_own_commands_without_an_application(kolben: Kolben) -> None:
    result = kolben("--help")

    assert result.exit_code == 0
    for name in ("run", "routes", "shell"):
        assert f"\n  {name} " in result.output
    assert "Error" not in result.output


def test_without_a_command_the_help_is_shown(kolben: Kolben) -> None:
    assert "Usage: " in kolben().output


@pytest.mark.parametrize(
    "arguments", [("--app", "hello", "--help"), ("--help", "--app", "hello")]
)
def test_lists_the_commands_of_the_application(
    kolben: Kolben, write: Write, arguments: tuple[str, ...]
) -> None:
    write("hello.py", COMMANDS)

    result = kolben(*arguments)

    assert "greet Greet somebody." in " ".join(result.output.split())


def test_a_broken_application_leaves_the_help_readable(
    kolben: Kolben, write: Write
) -> None:
    write("hello.py", "1 / 0")

    result = kolben("--app", "hello", "--help")

    assert result.exit_code == 0
    assert "While importing 'hello', a ZeroDivisionError" in result.output
    assert "Run a development server." in result.output


def test_runs_a_command_of_the_application_in_its_context(
    kolben: Kolben, write: Write
) -> None:
    write("hello.py", COMMANDS)

    result = kolben("--app", "hello", "greet", "Ada")

    assert result.output == "Hello Ada, from hello, debug False!\n"


@pytest.mark.parametrize(
    ("arguments", "variables", "debug"),
    [
        pytest.param(("--debug",), {}, True, id="by the option"),
        pytest.param((), {"KOLBEN_DEBUG": "1"}, True, id="by the variable"),
        pytest.param((), {"FLASK_DEBUG": "1"}, True, id="by the older variable"),
        pytest.param(("--no-debug",), {"KOLBEN_DEBUG": "1"}, False, id="option wins"),
        pytest.param(
            (), {"KOLBEN_DEBUG": "0", "FLASK_DEBUG": "1"}, False, id="ours wins"
        ),
    ],
)
def test_debug_mode_is_asked_for(
    kolben: Kolben,
    write: Write,
    arguments: tuple[str, ...],
    variables: dict[str, str],
    debug: bool,
) -> None:
    write("hello.py", COMMANDS)
    os.environ.update(variables)

    result = kolben("--app", "hello", *arguments, "greet", "Ada")

    assert f"debug {debug}!" in result.output


@pytest.mark.parametrize("variable", ["KOLBEN_APP", "FLASK_APP"])
def test_a_variable_names_the_application(
    kolben: Kolben, write: Write, variable: str
) -> None:
    write("hello.py", COMMANDS)
    os.environ[variable] = "hello.py"

    assert kolben("greet", "Ada").exit_code == 0


def test_our_variable_wins_over_the_older_one(kolben: Kolben, write: Write) -> None:
    write("hello.py", COMMANDS)
    os.environ.update(KOLBEN_APP="hello", FLASK_APP="nope")

    assert kolben("greet", "Ada").exit_code == 0


def test_d1_a_variable_that_names_a_number_gives_the_import_error(
    kolben: Kolben,
) -> None:
    os.environ["FLASK_APP"] = "1"

    result = kolben("routes")

    assert result.exit_code == 2
    assert "Could not import '1'." in result.output


def test_an_unknown_command_is_said_with_what_the_application_lacks(
    kolben: Kolben, write: Write
) -> None:
    write("hello.py")

    result = kolben("--app", "hello", "gret")

    assert result.exit_code == 2
    assert "No such command 'gret'" in result.output


def test_an_unknown_command_of_a_broken_application_shows_why(
    kolben: Kolben, write: Write
) -> None:
    write("hello.py", "1 / 0")

    result = kolben("--app", "hello", "greet")

    assert result.exit_code == 2
    assert "ZeroDivisionError" in result.output
    assert "No such command 'greet'" in result.output


def test_tells_its_version(kolben: Kolben) -> None:
    output = kolben("--version").output

    assert f"Kolben {version('kolben')}" in output
    assert "Python 3." in output
    assert f"Werkzeug {version('werkzeug')}" in output


@pytest.mark.usefixtures("plugins")
def test_a_plugin_adds_a_command(kolben: Kolben) -> None:
    assert kolben("fine").output == "fine\n"


@pytest.mark.usefixtures("plugins")
def test_a_broken_plugin_does_not_break_the_others(kolben: Kolben) -> None:
    result = kolben("--help")

    assert result.exit_code == 0
    assert "A plugin that works." in result.output
    assert "The plugin command 'broken' (plugins_of_a_test:missing)" in result.output
    assert "AttributeError" in result.output
    assert "'number' (plugins_of_a_test:number) is no click" in result.output


@pytest.mark.usefixtures("plugins")
def test_a_broken_plugin_cannot_be_run(kolben: Kolben) -> None:
    result = kolben("broken")

    assert result.exit_code == 2
    assert "The plugin command 'broken'" in result.output


def test_a_loader_that_knows_its_application_keeps_it(project: Path) -> None:
    loader = AppLoader(lambda: App("given"))

    result = CliRunner().invoke(cli, ["routes"], obj=loader)

    assert result.exit_code == 0
    assert loader.load_app().name == "given"


def test_an_application_named_later_wins(write: Write) -> None:
    write("hello.py")
    loader = AppLoader(lambda: App("given"))

    CliRunner().invoke(cli, ["--app", "hello", "routes"], obj=loader)

    assert loader.load_app().name == "hello"


def test_the_module_is_the_same_command(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["kolben", "--version"])

    with pytest.raises(SystemExit):
        runpy.run_module("kolben", run_name="__main__")
    runpy.run_module("kolben", run_name="imported")

    assert capsys.readouterr().out.count("Kolben ") == 1


def test_main_says_that_the_command_line_runs(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["kolben", "--version"])

    with pytest.raises(SystemExit) as caught:
        main()

    assert caught.value.code == 0
    assert os.environ["KOLBEN_RUN_FROM_CLI"] == "true"
