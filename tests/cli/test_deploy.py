"""``kolben check --deploy``, on applications that lie in files."""

from __future__ import annotations

from tests.cli.conftest import Kolben, Write

KEY = "192b9bdd22ab9ed4d12e236c78afcb9a"

SHOP = """
from kolben import App, session

app = App(__name__, config={config})


@app.get("/")
def index() -> str:
    return str(session.get("seen"))
"""


def test_sessions_without_a_key_are_an_error(kolben: Kolben, write: Write) -> None:
    write("hello.py", SHOP.replace("{config}", "{}"))

    result = kolben("--app", "hello", "check", "--deploy")

    assert result.exit_code == 1
    assert "2: error: SECRET_KEY is not set, but the application has" in result.output


def test_a_key_in_the_source_is_found_where_it_stands(
    kolben: Kolben, write: Write
) -> None:
    write("hello.py", SHOP.replace("{config}", f'{{"SECRET_KEY": "{KEY}"}}'))

    result = kolben("--app", "hello", "check", "--deploy")

    assert result.exit_code == 0
    assert "4: warning: SECRET_KEY is written in the source" in result.output
    assert KEY not in result.output


def test_debug_mode_of_the_command_counts(kolben: Kolben, write: Write) -> None:
    write("hello.py")

    result = kolben("--app", "hello", "--debug", "check", "--deploy")

    assert result.exit_code == 1
    assert "Debug mode is on" in result.output
