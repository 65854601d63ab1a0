"""A real server on a free port, and people who talk to it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest

from notes.tests.visitor import Visitor

NOTES = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the server keeps its data; empty before it starts."""
    return tmp_path_factory.mktemp("notes") / "instance"


@pytest.fixture(scope="session")
def environment(folder: Path) -> dict[str, str]:
    """The environment of the command."""
    return {**os.environ, "NOTES_FOLDER": str(folder), "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="session")
def port(environment: dict[str, str]) -> Iterator[int]:
    """The port of a server that ``kolben run`` has started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    command = [sys.executable, "-m", "kolben", "--app", str(NOTES)]
    command += ["run", "--port", str(number)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as server:
        try:
            _await(number, server)
            yield number
        finally:
            server.terminate()
            server.communicate(timeout=10)


@pytest.fixture
def visitor(port: int) -> Visitor:
    """Someone without an account."""
    return Visitor(port)


@pytest.fixture
def ada(port: int) -> Visitor:
    """Someone who has just made an account, of a name that nobody else has."""
    visitor = Visitor(port)
    name, password = f"ada-{token_hex(8)}", "long enough"
    visitor.post("/account/new", name=name, password=password, again=password)
    return visitor


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
