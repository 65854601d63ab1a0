"""The fixtures that tests of a Kolben application may ask for.

They ask the user's fixture ``app`` for what they give, and import nothing of Kolben.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from kolben.testing import CliRunner, TestClient

__all__ = ["app", "client", "runner"]

_EXAMPLE = """
    @pytest.fixture
    def app() -> App:
        return create_app()
"""


@pytest.fixture
def app() -> NoReturn:
    """The application to test: write a fixture 'app' of your own."""
    pytest.fail(
        "There is no fixture 'app', of which the fixtures 'client' and 'runner' are "
        f"made.\nHint: Write one in conftest.py:\n{_EXAMPLE}",
        pytrace=False,
    )


@pytest.fixture
def client(app: Any) -> TestClient:
    """Sends requests to 'app' without a server."""
    made: TestClient = _asked(app, "test_client", "client")
    return made


@pytest.fixture
def runner(app: Any) -> CliRunner:
    """Invokes the commands of 'app'."""
    made: CliRunner = _asked(app, "test_cli_runner", "runner")
    return made


def _asked(app: Any, method: str, fixture: str) -> Any:
    """Return what *method* of *app* makes, or say what *app* is instead."""
    make = getattr(app, method, None)
    if callable(make) and not isinstance(app, type):
        return make()
    hint = "Return the application itself from the fixture 'app'."
    if callable(app):
        name = getattr(app, "__name__", "create_app")
        hint = f"Call it in the fixture 'app': 'return {name}()'."
    pytest.fail(
        f"The fixture {fixture!r} needs an application, but the fixture 'app' gives "
        f"{app!r}.\nHint: {hint}",
        pytrace=False,
    )
