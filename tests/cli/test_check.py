from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Kolben, Write

SHADOWED = """
from kolben import App

app = App(__name__)


@app.get("/<word>")
def wide(word: str) -> str:
    return word


@app.get("/<string(length=3):code>")
def narrow(code: str) -> str:
    return code
"""


def test_finds_nothing_in_what_is_right(kolben: Kolben, write: Write) -> None:
    write("hello.py")

    result = kolben("--app", "hello", "check")

    assert (result.output, result.exit_code) == ("Nothing found.\n", 0)


def test_says_what_is_wrong_with_file_line_and_help(
    kolben: Kolben, write: Write
) -> None:
    write("hello.py", SHADOWED)

    result = kolben("--app", "hello", "check")

    file, problem, hint, _, total = result.output.splitlines()
    assert result.exit_code == 1
    assert (file, total) == ("hello.py", "1 error.")
    assert problem == (
        "  12: error: GET '/<string(length=3):code>' (narrow) is never answered: "
        "'/<word>' (wide, hello.py:7) takes every path of it first. "
        "[unreachable-route]"
    )
    assert hint.startswith("    help: Declare '/<string(length=3):code>' before ")


def test_finds_what_keeps_the_module_from_being_imported(
    kolben: Kolben, write: Write
) -> None:
    write(
        "hello.py",
        "from kolben import App\napp = App(__name__)\napp.get('nowhere')(lambda: '')",
    )

    result = kolben("--app", "hello", "check")

    assert result.exit_code == 1
    assert result.output.startswith("hello.py\n  3: error: ")
    assert "'nowhere'" in result.output


def test_without_an_application_there_is_nothing_to_check(
    kolben: Kolben, write: Write
) -> None:
    write("hello.py", "1 / 0")

    result = kolben("--app", "hello", "check")

    assert result.exit_code == 2
    assert "ZeroDivisionError" in result.output


def test_a_rule_is_silenced_in_the_project_with_a_reason(
    kolben: Kolben, write: Write
) -> None:
    write("hello.py", SHADOWED)
    write(
        "pyproject.toml",
        '[tool.kolben.check.silence]\n"unreachable-route" = "kept for its name"',
    )

    result = kolben("--app", "hello", "check")

    assert (result.output, result.exit_code) == ("Nothing found; 1 silenced.\n", 0)


def test_writes_a_manifest_and_a_stub(
    kolben: Kolben, write: Write, project: Path
) -> None:
    write("hello.py")

    result = kolben(
        "--app", "hello", "check", "--manifest", "links.json", "--stub", "urls.pyi"
    )

    assert result.exit_code == 0
    assert "hello" in (project / "links.json").read_text("utf-8")
    assert "url_for" in (project / "urls.pyi").read_text("utf-8")


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_programs_get_one_document(kolben: Kolben, write: Write, form: str) -> None:
    write("hello.py", SHADOWED)

    result = kolben("--app", "hello", "check", "--format", form)

    assert result.exit_code == 1
    assert "unreachable-route" in json.dumps(json.loads(result.output))
