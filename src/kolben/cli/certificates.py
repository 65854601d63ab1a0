"""The certificate of ``kolben run --cert``, and the key that belongs to it.

Layer 8. Whatever is wrong with them is said before the server starts, in terms of the
options that were given.
"""

from __future__ import annotations

import ssl
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import click

from kolben.serving import Certificate

__all__ = ["read_certificate"]

_CERT: Final = "--cert"
_KEY: Final = "--key"


def read_certificate(cert: str | None, key: str | None) -> Certificate | None:
    """Return what the server needs to serve HTTPS, or None for HTTP.

    Args:
        cert: A file, ``adhoc``, or ``module:name`` of an ``ssl.SSLContext``.
        key: The file of the private key, which only a file needs.

    Raises:
        click.BadParameter: If they do not fit together or cannot be used.
    """
    if cert is None:
        _require(key is None, _KEY, "It belongs to a certificate: give '--cert', too.")
        return None
    if cert == "adhoc":
        _require(key is None, _KEY, "With '--cert adhoc' the key is made, too.")
        _require(
            find_spec("cryptography") is not None,
            _CERT,
            "'adhoc' makes a certificate with the library cryptography, which is not "
            "installed: pip install cryptography.",
        )
        return cert
    if Path(cert).is_file():
        return _pair(cert, key)
    context = _context(cert)
    _require(key is None, _KEY, f"{cert!r} is an SSLContext, which has its own key.")
    return context


def _pair(cert: str, key: str | None) -> tuple[str, str]:
    if key is None:
        raise click.BadParameter(
            "A certificate's file needs its key: give '--key', too.", param_hint=_CERT
        )
    _require(Path(key).is_file(), _KEY, f"There is no file {key!r}.")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key)
    except (OSError, ValueError) as error:
        raise click.BadParameter(
            f"{cert!r} and {key!r} are no certificate and its key: {error}",
            param_hint=_CERT,
        ) from error
    return cert, key


def _context(name: str) -> ssl.SSLContext:
    module, _, attribute = name.replace(":", ".").rpartition(".")
    try:
        found = getattr(import_module(module), attribute, None)
    except (ImportError, ValueError):
        found = None
    if not isinstance(found, ssl.SSLContext):
        raise click.BadParameter(
            f"{name!r} is no file, not 'adhoc', and no SSLContext to import.",
            param_hint=_CERT,
        )
    return found


def _require(condition: bool, option: str, problem: str) -> None:
    if not condition:
        raise click.BadParameter(problem, param_hint=option)
