"""Fixtures that every test may ask for. Each gives one ready thing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from kolben import App
from kolben.context import current
from kolben.testing import TestClient

settings.register_profile("dev", deadline=None)
settings.register_profile(
    "ci",
    deadline=None,
    max_examples=500,
    derandomize=True,  # a check is no lottery; who develops draws other examples
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("dev")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse names of tests that are others in the next process."""
    for item in items:
        if " at 0x" in item.nodeid:
            raise pytest.UsageError(f"Give the parameters ids: {item.nodeid}")


@pytest.fixture
def app() -> App:
    """An application without routes, with a key for its sessions."""
    app = App("tested")
    app.secret_key = "no secret, but long enough"
    return app


@pytest.fixture
def client(app: App) -> TestClient:
    """A client of ``app``; the test may add routes to ``app`` first."""
    return app.test_client()


@pytest.fixture(autouse=True)
def _no_context_leaks() -> Iterator[None]:
    """Fail the test that leaves a context active behind it, and only that one."""
    yield

    left = current.get(None)
    if left is not None:
        current.set(None)  # type: ignore[arg-type]  # what it was before the test
    assert left is None, "the test left a context active"
