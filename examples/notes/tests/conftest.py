"""A real server on a free port, and someone who talks to it over HTTP."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest

NOTES = Path(__file__).parents[1]


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass
class Visitor:
    """A browser with a jar of cookies, and no more."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send one request; redirects are not followed."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Accept": "text/html", **({"Cookie": jar} if jar else {})}
        connection.request(method, path, body, {**sent, **(headers or {})})
        response = connection.getresponse()
        self._keep_cookies(response)
        answer = Answer(response.status, dict(response.getheaders()), response.read())
        connection.close()
        return answer

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self.send("GET", path, headers=headers)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, urlencode(fields).encode(), kind)

    def upload(self, path: str, name: str, content: bytes) -> Answer:
        """Send a form that holds one file."""
        head = f'Content-Disposition: form-data; name="file"; filename="{name}"'
        body = b"--cut\r\n%s\r\n\r\n%s\r\n--cut--\r\n" % (head.encode(), content)
        kind = {"Content-Type": "multipart/form-data; boundary=cut"}
        return self.send("POST", path, body, kind)

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for header in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(header).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value


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
def ada(port: int, request: pytest.FixtureRequest) -> Visitor:
    """Someone who has just made an account, named after the test."""
    visitor = Visitor(port)
    name = re.sub(r"\W", "", "u" + request.node.name)[-30:].lstrip("_0123456789")
    password = "long enough"  # noqa: S105
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
