"""A library of its own for each test, and a server of one for all that need it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from api import create_app
from api.members import Members
from api.models import Role
from api.settings import Settings
from api.tests.server import Server
from kolben import App
from kolben.testing import TestClient

API = Path(__file__).parents[1]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """An application whose library is empty; ``client`` and ``runner`` are of it."""
    with closing(create_app(Settings(folder=tmp_path, most_loans=2))) as app:
        app.config["TESTING"] = True
        yield app


@pytest.fixture
def reader(app: App) -> TestClient:
    """Someone who may borrow books."""
    return _member(app, "rita", "reader")


@pytest.fixture
def librarian(app: App) -> TestClient:
    """Someone who may change the catalogue."""
    return _member(app, "lisa", "librarian")


def _member(app: App, name: str, role: Role) -> TestClient:
    client = app.test_client()
    with app.app_context():
        token = app.provided(Members).add(name, role)
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that ``kolben run`` has started, and the token of a librarian."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    folder = str(tmp_path_factory.mktemp("library"))
    environment = {**os.environ, "LIBRARY_FOLDER": folder, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "kolben", "--app", str(API)]
    token = subprocess.run(
        [*command, "add-member", "ada", "--librarian"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    command += ["run", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as running:
        try:
            _await(port, running)
            yield Server(port, token)
        finally:
            running.terminate()
            running.communicate(timeout=10)


def _await(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers, or say why it does not."""
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if server.poll() is not None:
                _, problem = server.communicate()
                pytest.fail(f"the server stopped: {problem.decode()}")
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server does not answer")
