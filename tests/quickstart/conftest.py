"""Fixtures for the rows of the quickstart: an application, a folder, a real server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TypeVar

import pytest

import kolben
from kolben import App
from kolben.context import current
from kolben.testing import TestClient

T = TypeVar("T")

CALM = (
    "--exclude-patterns",
    os.pathsep.join(["*/__pycache__/*", "*/kolben/*.py", "*/kolben/*/*.py"]),
)
"""Options of ``run`` by which the reloader heeds the project, not the framework."""

PATIENCE = 30.0
"""How many seconds a program may take to do what is expected of it."""


@dataclass(frozen=True)
class Answer:
    """What a server answered over the network."""

    status: int
    headers: Message
    text: str


@dataclass(frozen=True)
class Finished:
    """What a command that has ended printed, and how it ended."""

    code: int
    output: str


def eventually(find: Callable[[], T | None], what: Callable[[], str]) -> T:
    """Return what *find* finds as soon as it does; fail, saying *what*, if never."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if (found := find()) is not None:
            return found
        time.sleep(0.02)
    pytest.fail(what())


class Server:
    """A program that serves on a port of its own, and what it has printed so far."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path, port: int) -> None:
        self.process = process
        self.port = port
        self._log = log

    @property
    def output(self) -> str:
        """Everything that the program has printed until now."""
        return self._log.read_text(errors="replace")

    def get(self, path: str = "/", host: str = "127.0.0.1") -> Answer:
        """Ask for *path*, once."""
        connection = HTTPConnection(host, self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            text = response.read().decode()
            return Answer(response.status, response.headers, text)
        finally:
            connection.close()

    def wait_for(self, words: str) -> str:
        """Return the output as soon as it holds *words*."""
        return eventually(
            lambda: text if words in (text := self.output) else None,
            lambda: f"{words!r} is not printed:\n{self.output}",
        )

    def wait_for_answer(
        self, wanted: Callable[[Answer], bool] = lambda answer: True, path: str = "/"
    ) -> Answer:
        """Return the first answer to *path* that is *wanted*."""

        def ask() -> Answer | None:
            if self.process.poll() is not None:
                pytest.fail(f"the server ended:\n{self.output}")
            with suppress(OSError, HTTPException):
                answer = self.get(path)
                return answer if wanted(answer) else None
            return None

        return eventually(ask, lambda: f"no such answer:\n{self.output}")

    def stop(self) -> None:
        """End the program and all that it started."""
        for sign in (signal.SIGINT, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, sign)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=10)
        self.process.wait(timeout=PATIENCE)


Serve = Callable[..., Server]
"""Start ``serve(*command, port=None, **environment)`` in the project's folder."""

RunToEnd = Callable[..., Finished]
"""Run ``run(*command, **environment)`` in the project's folder until it ends."""


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(variables: dict[str, str]) -> dict[str, str]:
    """Return the environment without anybody's settings, and with *variables*."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FLASK_", "KOLBEN_", "WERKZEUG_"))
    }
    return {
        **clean,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(Path(kolben.__file__).parents[1]),
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        **variables,
    }


@pytest.fixture
def app() -> App:
    """An application without routes."""
    return App(__name__)


@pytest.fixture
def client(app: App) -> TestClient:
    """A client of ``app``; the test may add routes to ``app`` first."""
    return app.test_client()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder, which is current and from which modules are imported."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    known = set(sys.modules)
    yield tmp_path

    for name in set(sys.modules) - known:
        if str(tmp_path) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def run(project: Path) -> RunToEnd:
    """A function that runs Python with the arguments given until it ends."""

    def run_to_end(*arguments: str, stdin: str = "", **variables: str) -> Finished:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=project,
            env=environment(variables),
            input=stdin.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE * 2,
            check=False,
        )
        return Finished(done.returncode, done.stdout.decode())

    return run_to_end


@pytest.fixture
def serve(project: Path) -> Iterator[Serve]:
    """A function that starts Python with the arguments given, as a server.

    ``{port}`` in an argument becomes the number of a free port.
    """
    servers: list[Server] = []

    def start(*arguments: str, port: int | None = None, **variables: str) -> Server:
        port = free_port() if port is None else port
        log = project / f"output-{len(servers)}.txt"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, *(each.format(port=port) for each in arguments)],
                cwd=project,
                env=environment(variables),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        servers.append(Server(process, log, port))
        return servers[-1]

    yield start

    for server in servers:
        server.stop()


@pytest.fixture(autouse=True)
def _no_context_leaks() -> Iterator[None]:
    """Fail the test that leaves a context active behind it."""
    yield

    assert current.get(None) is None, "the test left a context active"
