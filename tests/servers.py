"""Programs that serve real HTTP, for the tests of servers."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

import kolben

PATIENCE = 30.0
"""How many seconds a server may take to do what is expected of it."""

_ANY_CERTIFICATE = ssl._create_unverified_context()


class Process:
    """A program that serves on a port of its own.

    Args:
        folder: The folder it runs in.
        arguments: What Python is given; ``{port}`` becomes the port.
        scheme: ``http`` or ``https``.
    """

    def __init__(self, folder: Path, *arguments: str, scheme: str = "http") -> None:
        self.scheme = scheme
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = folder / "output.txt"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, *(each.format(port=self.port) for each in arguments)],
                cwd=folder,
                env={
                    **os.environ,
                    "PYTHONPATH": str(Path(kolben.__file__).parents[1]),
                    "PYTHONUNBUFFERED": "1",
                },
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end or self.process.poll() is not None:
                pytest.fail(self.log.read_text())
            time.sleep(0.02)

    def get(self, path: str = "/") -> tuple[int, str]:
        """Return status and text of *path*; the status is 0 before anyone answers."""
        url = f"{self.scheme}://127.0.0.1:{self.port}{path}"
        try:
            with urlopen(url, timeout=9, context=_ANY_CERTIFICATE) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except (HTTPException, OSError, URLError):
            return 0, ""

    def stop(self) -> None:
        for sign in (signal.SIGINT, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, sign)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
