from __future__ import annotations

import subprocess
import sys

import pytest

from kolben import App, AppOptions

HIDDEN = "'/<string(length=3):code>' (narrow) is never answered"


def with_hidden_route(app: App) -> App:
    """Let a route of *app* be hidden by another."""

    @app.get("/<word>")
    def wide(word: str) -> str:
        return word

    @app.get("/<string(length=3):code>")
    def narrow(code: str) -> str:
        return code

    return app


@pytest.mark.parametrize(
    ("debug", "check", "told"),
    [
        (False, None, False),
        (True, None, True),
        (False, True, True),
        (True, False, False),
    ],
)
def test_cheap_rules_run_at_start_where_they_are_wanted(
    caplog: pytest.LogCaptureFixture, *, debug: bool, check: bool | None, told: bool
) -> None:
    app = with_hidden_route(
        App("example", config={"DEBUG": debug}, options=AppOptions(check=check))
    )

    answer = app.test_client().get("/abc")

    assert answer.text == "abc"
    assert (HIDDEN in caplog.text) == told
    assert ("help: Declare" in caplog.text) == told


def test_an_application_that_is_right_says_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    App("example", options=AppOptions(check=True)).freeze()

    assert caplog.text == ""


def test_rules_are_not_even_loaded_where_nobody_wants_them() -> None:
    program = (
        "import sys; from kolben import App; App('example').freeze(); "
        "sys.exit('kolben.checks' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
