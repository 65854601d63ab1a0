"""The command as a process of its own, asked over the network."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import HELLO, Write
from tests.servers import Process

Start = Callable[..., Process]

RUN = ("-m", "kolben", "--app", "hello", "run", "--port", "{port}")


@pytest.fixture
def start(project: Path) -> Iterator[Start]:
    """A function that starts Python with the arguments given, until it answers."""
    started: list[Process] = []

    def run(*arguments: str, scheme: str = "http") -> Process:
        started.append(Process(project, *arguments, scheme=scheme))
        started[-1].wait(lambda: started[-1].get()[0] == 200)
        return started[-1]

    yield run

    for process in started:
        process.stop()


def test_serves_a_folder(write: Write, start: Start) -> None:
    write("examples/notes/__init__.py", HELLO)

    process = start(*RUN[:3], "examples/notes", *RUN[4:])

    assert process.get() == (200, "Hello!")
    assert "Serving Kolben app 'examples/notes'" in process.log.read_text()


def test_the_environment_gives_port_and_application(write: Write, start: Start) -> None:
    write("hello.py")
    write(".env", "KOLBEN_APP=hello\nFLASK_RUN_HOST=localhost\n")

    process = start("-m", "kolben", "run", "--port", "{port}")

    assert f"Running on http://localhost:{process.port}" in process.log.read_text()


def test_a_script_that_would_block_the_command_is_ignored(
    write: Write, start: Start
) -> None:
    write("hello.py", HELLO + "\napp.run()\n")

    process = start(*RUN)

    assert process.get() == (200, "Hello!")
    assert "Ignoring 'app.run()'" in process.log.read_text()


def test_an_extra_file_restarts_the_server(write: Write, start: Start) -> None:
    write(
        "hello.py",
        HELLO.replace("__name__)", "__name__)\ntext = open('data.txt').read()").replace(
            '"Hello!"', "text"
        ),
    )
    write("data.txt", "before")
    process = start(*RUN, "--reload", "--extra-files", "data.txt")
    before = process.get()

    write("data.txt", "after")
    process.wait(lambda: process.get() == (200, "after"))

    assert before == (200, "before")
    assert "Debugger" not in process.log.read_text()


def test_requests_are_answered_side_by_side(write: Write, start: Start) -> None:
    write(
        "hello.py",
        HELLO
        + """
from urllib.request import urlopen
from kolben import request

@app.get("/twice")
def twice():
    return urlopen(request.host_url).read()
""",
    )

    assert start(*RUN).get("/twice") == (200, "Hello!")


def test_serves_https_with_a_certificate(
    project: Path, write: Write, start: Start
) -> None:
    if (openssl := shutil.which("openssl")) is None:
        pytest.skip("openssl is not installed")
    request = "req -x509 -newkey rsa:2048 -nodes -subj /CN=me -days 2"
    subprocess.run(
        [openssl, *request.split(), "-keyout", "key.pem", "-out", "cert.pem"],
        check=True,
        capture_output=True,
        cwd=project,
    )
    write("hello.py")

    process = start(*RUN, "--cert", "cert.pem", "--key", "key.pem", scheme="https")

    assert process.get() == (200, "Hello!")
    assert "Running on https://" in process.log.read_text()
    assert "KOLBEN_RUN_FROM_CLI" not in os.environ
