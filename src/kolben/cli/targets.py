"""What the user named with ``--app``: a module to import, and where it lies.

Layer 8. ``hello``, ``hello.py``, ``shop.web:create_app('test')``, ``examples/notes``:
each of them becomes one :class:`Target`, so that importing need not know the forms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kolben.cli.failures import NothingNamedError, failure

__all__ = ["Target", "discover", "read_target"]

_DEFAULT_FILES: Final = ("wsgi.py", "app.py")
_FOLDERS: Final = (".", "..")
_COLON: Final = re.compile(r":(?![\\/])")


@dataclass(frozen=True, slots=True)
class Target:
    """A module that should hold an application.

    Attributes:
        text: What the user wrote, or what was found in its place.
        module: The dotted name of the module.
        folder: The folder that the module is imported from.
        file: The file that was named, if a file or folder was.
        name: The name, or the call, of the application in the module.
    """

    text: str
    module: str
    folder: Path
    file: Path | None = None
    name: str | None = None


def discover() -> Target:
    """Return the application of the current folder: ``wsgi.py`` or ``app.py``.

    Raises:
        NothingNamedError: If there is neither.
    """
    for name in _DEFAULT_FILES:
        file = Path.cwd() / name
        if file.is_file():
            return _of_file(file, name, None)
    raise NothingNamedError(
        "Could not locate a Kolben application.\n"
        f"  tried: 'wsgi.py' and 'app.py' in {Path.cwd()}; no '--app' was given, and "
        "KOLBEN_APP is not set.\n"
        "  help: Name it: 'kolben --app hello', or set KOLBEN_APP."
    )


def read_target(text: str) -> Target:
    """Return what *text* names.

    Args:
        text: A module, a file or a folder; then, after a colon, the name of the
            application or the call that makes it.

    Raises:
        NoApplicationError: If *text* names a folder that holds no application.
    """
    place, *rest = _COLON.split(text.strip(), maxsplit=1)
    name = rest[0].strip() if rest else None
    place = place.strip()
    if not place:
        return replace(discover(), text=text, name=name)
    path = Path(place).resolve()
    if place.endswith(".py"):
        return _of_file(path, text, name)
    if place in _FOLDERS or "/" in place or "\\" in place or _is_bare_folder(path):
        return _of_path(path, text, name)
    return Target(text, place, Path.cwd(), None, name)


def _is_bare_folder(path: Path) -> bool:
    """Say whether *path* is no module, but a folder that holds an application."""
    if (path / "__init__.py").exists() or path.with_name(f"{path.name}.py").exists():
        return False
    return any((path / name).is_file() for name in _DEFAULT_FILES)


def _of_path(path: Path, text: str, name: str | None) -> Target:
    if (path / "__init__.py").is_file():
        return _of_file(path / "__init__.py", text, name)
    if not path.is_dir():
        return _of_file(path.with_name(f"{path.name}.py"), text, name)
    for default in _DEFAULT_FILES:
        if (path / default).is_file():
            return _of_file(path / default, text, name)
    raise failure(
        f"Could not find an application in the folder {text!r}.",
        tried=f"'__init__.py', 'wsgi.py' and 'app.py' in {path}",
        hint="Name the module: '--app folder/module.py'.",
    )


def _of_file(file: Path, text: str, name: str | None) -> Target:
    """Return the module of *file*, named from the outermost package round it."""
    parts = [] if file.name == "__init__.py" else [file.stem]
    folder = file.parent
    while (folder / "__init__.py").is_file():
        parts.append(folder.name)
        folder = folder.parent
    return Target(text, ".".join(reversed(parts)), folder, file, name)
