from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest
from tests.cli.conftest import HELLO, Kolben, Write

from kolben.dotenv import load_dotenv


def test_the_files_set_what_is_not_set_yet(write: Write) -> None:
    write(".env", "KOLBEN_A=env\nKOLBEN_EMPTY=\nKOLBEN_NOTHING\n")
    write(".kolbenenv", "KOLBEN_A=kolbenenv\nKOLBEN_B=kolbenenv\n")
    write(".flaskenv", "KOLBEN_B=flaskenv\nKOLBEN_C=flaskenv\nKOLBEN_D=flaskenv\n")
    os.environ["KOLBEN_D"] = "set"

    assert load_dotenv()
    assert {name: os.environ[f"KOLBEN_{name}"] for name in "ABCD"} == {
        "A": "env",
        "B": "kolbenenv",
        "C": "flaskenv",
        "D": "set",
    }
    assert os.environ["KOLBEN_EMPTY"] == ""
    assert "KOLBEN_NOTHING" not in os.environ


def test_a_file_above_the_current_folder_is_found(
    project: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(".env", "KOLBEN_A=above\n")
    (project / "inner").mkdir()
    monkeypatch.chdir(project / "inner")

    assert load_dotenv()
    assert os.environ["KOLBEN_A"] == "above"


def test_a_file_that_is_given_wins(write: Write) -> None:
    write(".env", "KOLBEN_A=env\nKOLBEN_B=env\n")
    write("given", "KOLBEN_A=given\n")

    assert load_dotenv("given")
    assert (os.environ["KOLBEN_A"], os.environ["KOLBEN_B"]) == ("given", "env")


def test_no_file_at_all_is_fine(project: Path) -> None:
    assert not load_dotenv()


@pytest.mark.parametrize("variable", ["KOLBEN_SKIP_DOTENV", "FLASK_SKIP_DOTENV"])
def test_a_variable_leaves_the_files_alone(write: Write, variable: str) -> None:
    write(".env", "KOLBEN_A=env\n")
    os.environ[variable] = "1"

    assert not load_dotenv()
    assert "KOLBEN_A" not in os.environ


def test_the_file_may_name_the_application_and_the_options(
    kolben: Kolben, write: Write
) -> None:
    write("hello.py", HELLO)
    write(".env", "KOLBEN_APP=hello\n")

    assert "/static" in kolben("routes").output


@pytest.mark.parametrize("variable", ["option", "KOLBEN_ENV_FILE", "FLASK_ENV_FILE"])
def test_a_file_may_be_named(kolben: Kolben, write: Write, variable: str) -> None:
    write("hello.py", HELLO)
    write("names", "KOLBEN_APP=hello\n")
    arguments = ("--env-file", "names") if variable == "option" else ()
    if variable != "option":
        os.environ[variable] = "names"

    assert "/static" in kolben(*arguments, "routes").output


def test_a_named_file_that_is_missing_is_said(kolben: Kolben) -> None:
    result = kolben("--env-file", "nope", "routes")

    assert result.exit_code == 2
    assert "There is no file 'nope' to read the environment from." in result.output


def test_a_file_that_is_no_text_is_said(kolben: Kolben, project: Path) -> None:
    (project / ".env").write_bytes(b"\xff\xfeK\x00")

    result = kolben("routes")

    assert result.exit_code == 2
    assert "/.env' cannot be read: 'utf-8' codec" in result.output
    assert "KOLBEN_SKIP_DOTENV=1" in result.output


@pytest.fixture
def without_dotenv(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is not installed."""
    find = importlib.util.find_spec
    monkeypatch.setattr(
        "kolben.dotenv.find_spec",
        lambda name: None if name == "dotenv" else find(name),
    )


@pytest.mark.usefixtures("without_dotenv")
def test_a_file_without_the_extra_gives_a_hint(kolben: Kolben, write: Write) -> None:
    write("hello.py", HELLO)
    write(".env", "KOLBEN_A=env\n")

    result = kolben("--app", "hello", "routes")

    assert result.exit_code == 0
    assert "'.env' cannot be read: python-dotenv is not installed" in result.output
    assert "pip install 'kolben[dotenv]'" in result.output


@pytest.mark.usefixtures("without_dotenv")
def test_a_named_file_without_the_extra_is_an_error(
    kolben: Kolben, write: Write
) -> None:
    write("given", "KOLBEN_A=given\n")

    result = kolben("--env-file", "given", "routes")

    assert result.exit_code == 2
    assert "pip install 'kolben[dotenv]'" in result.output


@pytest.mark.usefixtures("without_dotenv")
def test_nothing_is_said_without_a_file(project: Path) -> None:
    assert not load_dotenv()
