"""Where an application's files are.

Layer 0. The name of a module is all that an application is given; what lies beside
that module, and what it is called, follows from here.
"""

from __future__ import annotations

import sys
import sysconfig
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Final

from kolben.exceptions import ConfigError

__all__ = [
    "RootPathError",
    "application_name",
    "instance_path_of",
    "open_in",
    "root_path_of",
]

_MAIN: Final = "__main__"


class RootPathError(ConfigError, RuntimeError):
    """The folder of a module cannot be told from its name."""


def root_path_of(import_name: str) -> str:
    """Return the folder of a module or package.

    For a name that belongs to no module, such as that of code typed at a prompt, it
    is the current folder.

    Raises:
        RootPathError: If it is a namespace package, which has many folders or
            none, a module without a file, or no text at all.

    Example:
        >>> Path(root_path_of("kolben.json")).name
        'json'
    """
    _require_name(import_name)
    file = getattr(sys.modules.get(import_name), "__file__", None)
    if file is None:
        spec = None if import_name == _MAIN else _spec_of(import_name)
        file = spec.origin if spec is not None and spec.has_location else None
        if spec is not None and file is None:
            raise RootPathError(
                f"The folder of {import_name!r} cannot be told from its name: it is "
                "a namespace package, or it is built in.",
                hint="Pass 'root_path' among the options.",
            )
    return str(Path.cwd()) if file is None else str(Path(file).resolve().parent)


def _require_name(import_name: object) -> None:
    if not isinstance(import_name, str):
        raise RootPathError(
            f"{import_name!r} is not the name of a module.",
            hint="Pass '__name__', the module that the files lie beside.",
        )


def application_name(import_name: str, root_path: str) -> str:
    """Return what an application in the module *import_name* is called.

    That is the module's name; for a script, the name of its file without suffix; and
    for a package that is run (``python -m shop``), the name of its folder.

    Example:
        >>> application_name("shop.web", "/srv/shop")
        'shop.web'
    """
    if import_name != _MAIN:
        return import_name
    file = getattr(sys.modules.get(_MAIN), "__file__", None)
    stem = _MAIN if file is None else Path(file).stem
    if file is not None and stem == _MAIN:
        return Path(root_path).name
    return stem


def instance_path_of(import_name: str, root_path: str) -> str:
    """Return the folder for what one installation of an application keeps.

    For a module or package in a project's own folder, that is ``instance`` beside
    it; for an installed one it is below ``var`` of the Python installation.

    Example:
        >>> Path(instance_path_of("__main__", "/srv/shop")).parts[-2:]
        ('shop', 'instance')
    """
    top = import_name.partition(".")[0]
    folder = _folder_that_holds(top) or Path(root_path)
    if folder.name in _PACKAGE_FOLDERS or str(folder) in _installation_folders():
        return str(Path(sys.prefix, "var", f"{top}-instance"))
    return str(folder / "instance")


def open_in(
    folder: str, name: str, mode: str = "rb", encoding: str | None = None
) -> IO[Any]:
    """Open a file below *folder*.

    Args:
        folder: The folder.
        name: The file's path, relative to the folder.
        mode: As for ``open``.
        encoding: Of a text; UTF-8 if left out. Bytes have none.
    """
    text = "b" not in mode
    return Path(folder, name).open(
        mode, encoding=(encoding or "utf-8") if text else None
    )


_PACKAGE_FOLDERS: Final = frozenset({"site-packages", "dist-packages"})


def _installation_folders() -> frozenset[str]:
    return frozenset(sysconfig.get_path(name) for name in ("purelib", "platlib"))


def _spec_of(import_name: str) -> ModuleSpec | None:
    """Return what the import system knows of a module, which may not be imported."""
    try:
        return find_spec(import_name)
    except (ImportError, ValueError):
        return None


def _folder_that_holds(top: str) -> Path | None:
    """Return the folder in which the module or package *top* stands, if known."""
    spec = None if top == _MAIN else _spec_of(top)
    if spec is None or not spec.has_location or spec.origin is None:
        return None
    file = Path(spec.origin).resolve()
    return file.parent.parent if spec.submodule_search_locations else file.parent
