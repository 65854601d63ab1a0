from __future__ import annotations

import importlib.util
import shutil
import ssl
import subprocess
from pathlib import Path

import click
import pytest
from tests.cli.conftest import Write

from kolben.cli.certificates import read_certificate


@pytest.fixture
def pair(project: Path) -> tuple[str, str]:
    """The files of a certificate and its key."""
    if (openssl := shutil.which("openssl")) is None:
        pytest.skip("openssl is not installed")
    request = "req -x509 -newkey rsa:2048 -nodes -subj /CN=me -days 2"
    subprocess.run(
        [openssl, *request.split(), "-keyout", "key.pem", "-out", "cert.pem"],
        check=True,
        capture_output=True,
        cwd=project,
    )
    return "cert.pem", "key.pem"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Which of the optional libraries are there; the test may add some."""
    found: set[str] = set()
    monkeypatch.setattr(
        "kolben.cli.certificates.find_spec",
        lambda name: importlib.util.find_spec("json") if name in found else None,
    )
    return found


def test_nothing_given_means_http() -> None:
    assert read_certificate(None, None) is None


def test_a_certificate_and_its_key_are_used(pair: tuple[str, str]) -> None:
    assert read_certificate(*pair) == pair


def test_a_certificate_can_be_made(installed: set[str]) -> None:
    installed.add("cryptography")

    assert read_certificate("adhoc", None) == "adhoc"


def test_making_one_needs_a_library(installed: set[str]) -> None:
    with pytest.raises(click.BadParameter, match="pip install cryptography"):
        read_certificate("adhoc", None)


@pytest.mark.parametrize("separator", [":", "."])
def test_a_context_can_be_imported(
    write: Write, separator: str, monkeypatch: pytest.MonkeyPatch, project: Path
) -> None:
    write(
        "tls.py",
        "import ssl\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n",
    )
    monkeypatch.syspath_prepend(str(project))

    found = read_certificate(f"tls{separator}context", None)

    assert isinstance(found, ssl.SSLContext)


@pytest.mark.parametrize(
    ("cert", "key", "problem"),
    [
        pytest.param(None, "key", "give '--cert', too", id="a key alone"),
        pytest.param("adhoc", "key", "the key is made, too", id="a key for a made one"),
        pytest.param("file", None, "needs its key", id="a file without its key"),
        pytest.param("file", "nope", "There is no file 'nope'", id="no file of a key"),
        pytest.param("file", "file", "no certificate and its key", id="other contents"),
        pytest.param("nope.pem", None, "'nope.pem' is no file", id="no file"),
        pytest.param("json:loads", None, "no SSLContext", id="not a context"),
        pytest.param("nope", None, "'nope' is no file", id="no module"),
    ],
)
def test_says_what_does_not_fit(
    write: Write, cert: str | None, key: str | None, problem: str
) -> None:
    write("file", "neither certificate nor key")

    with pytest.raises(click.BadParameter, match=problem):
        read_certificate(cert, key)


def test_a_context_takes_no_key(
    write: Write, monkeypatch: pytest.MonkeyPatch, project: Path
) -> None:
    write("tls2.py", "import ssl\nc = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n")
    monkeypatch.syspath_prepend(str(project))

    with pytest.raises(click.BadParameter, match="has its own key"):
        read_certificate("tls2:c", "key")
