"""``kolben check --types``: mypy itself, with the plugin."""

from __future__ import annotations

from tests.cli.conftest import Kolben, Write

RIGHT = """
from kolben import App

app = App(__name__, static_folder=None, template_folder=None)


@app.get("/posts/<post_id>")
def post(post_id: int) -> str:
    return "a post"
"""


def test_what_is_right_gives_no_findings(kolben: Kolben, write: Write) -> None:
    write("hello.py", RIGHT)

    result = kolben("--app", "hello", "check", "--types")

    assert result.output == "Nothing found.\n"
    assert result.exit_code == 0


def test_what_mypy_finds_is_reported_by_its_code(kolben: Kolben, write: Write) -> None:
    write("hello.py", RIGHT.replace('"a post"', "post_id"))

    result = kolben("--app", "hello", "check", "--types")

    assert result.exit_code == 1
    assert "9: error: Incompatible return value type" in result.output
    assert "[return-value]" in result.output


def test_an_application_that_cannot_be_imported_is_read_by_mypy(
    kolben: Kolben, write: Write
) -> None:
    write(
        "hello.py",
        RIGHT.replace("def post(post_id", "def post(pid") + "\n\nnumber: int = 'one'\n",
    )

    result = kolben("--app", "hello", "check", "--types")

    assert result.exit_code == 1
    assert result.output.count("post() does not take 'post_id'") == 1
    assert "[assignment]" in result.output
