"""What is set for one installation, and what is the same for all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Annotated, Final

from msgspec import Meta

from kolben import Config

__all__ = ["MEBIBYTE", "Settings", "kept_secret_key"]

MEBIBYTE: Final = 2**20


class Settings(Config):
    """Read from the environment: ``NOTES_PAGE_SIZE=50 kolben --app ... run``.

    Attributes:
        folder: Where everything is kept; by default the application's instance folder.
        secret_key: What signs sessions; by default one that is made and kept there.
        max_content_length: The most bytes of one request.
        session_cookie_secure: Whether sessions need HTTPS; by default where it is used.
        page_size: How many notes are shown at once.
    """

    folder: Path | None = None
    secret_key: str | None = None
    max_content_length: Annotated[int, Meta(ge=1)] = 4 * MEBIBYTE
    session_cookie_secure: bool | None = None
    page_size: Annotated[int, Meta(ge=1, le=1000)] = 24


def kept_secret_key(folder: Path) -> str:
    """Return the key that signs sessions, made on the first start and then kept."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "secret_key"
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode=0o600)
    except FileExistsError:
        return file.read_text("ascii")
    key = secrets.token_hex()
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(key)
    return key
