"""Environment variables from files: ``.env``, ``.kolbenenv``, ``.flaskenv``.

Layer 5. python-dotenv reads the files, if it is installed. What is set in the
environment already stays as it is, and of several files the first that sets a
variable wins.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from kolben._environment import environment_flag
from kolben._lazy import load
from kolben.exceptions import ConfigError

__all__ = ["load_dotenv"]

_FILES: Final = (".env", ".kolbenenv", ".flaskenv")


def load_dotenv(path: str | None = None) -> bool:
    """Set the environment variables that the files name and that are not set yet.

    Args:
        path: A file that is read before the others.

    Returns:
        Whether any file was read.

    Raises:
        ConfigError: If *path* is given and is no file, or any file cannot be read.
    """
    files = [] if path is None else [_given(path)]
    if not environment_flag("SKIP_DOTENV"):
        files += [file for name in _FILES if (file := _found(name)) is not None]
    if not files:
        return False
    if find_spec("dotenv") is None:
        _say_what_is_missing(files, required=path is not None)
        return False
    for name, value in _values(files):
        os.environ.setdefault(name, value)
    return True


def _given(path: str) -> Path:
    if not Path(path).is_file():
        raise ConfigError(
            f"There is no file {path!r} to read the environment from.",
            hint="Name one that exists with '--env-file'.",
        )
    return Path(path)


def _found(name: str) -> Path | None:
    """Return the file called *name* in the current folder or the nearest above it."""
    here = Path.cwd()
    candidates = (folder / name for folder in (here, *here.parents))
    return next((file for file in candidates if file.is_file()), None)


def _values(files: list[Path]) -> Iterator[tuple[str, str]]:
    read = load("dotenv", "dotenv_values")
    for file in files:
        try:
            values: Mapping[str, str | None] = read(file, encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(
                f"The file {str(file)!r} cannot be read: {error}.",
                hint="Save it as UTF-8 that this user may read, or set "
                "KOLBEN_SKIP_DOTENV=1.",
            ) from error
        yield from (
            (name, value) for name, value in values.items() if value is not None
        )


def _say_what_is_missing(files: list[Path], *, required: bool) -> None:
    names = ", ".join(repr(file.name) for file in files)
    missing = ConfigError(
        f"{names} cannot be read: python-dotenv is not installed.",
        hint="Install it: pip install 'kolben[dotenv]'.",
    )
    if required:
        raise missing
    sys.stderr.write(f" * Tip: {missing}\n")
