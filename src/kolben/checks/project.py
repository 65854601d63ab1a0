"""The files of the project that an application belongs to.

Layer 8. What is checked is what the programmer wrote: the packages of the application,
of its routers and of its handlers, but neither libraries nor tests.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from kolben.app import App
from kolben.exceptions import KolbenError

__all__ = ["Project", "is_library"]

_KOLBEN: Final = Path(__file__).parents[1]
_LIBRARIES: Final = {"site-packages", "dist-packages"}
_PYTHON: Final = Path(inspect.__file__).parent
_HIDDEN: Final = ("__pycache__", "tests", "node_modules")


@dataclass(frozen=True)
class Project:
    """The source of an application.

    Attributes:
        places: The packages' folders, and the files of modules that are in none.
    """

    places: tuple[Path, ...]

    @classmethod
    def of(cls, app: App) -> Project:
        """Return the project of *app*."""
        names = {name.partition(".")[0] for name in _modules(app)}
        found = (_place(name) for name in sorted(names))
        return cls(tuple(place for place in found if place and not is_library(place)))

    @cached_property
    def settings_file(self) -> Path | None:
        """The nearest ``pyproject.toml`` round the source, or round what is current."""
        for place in (*self.places, Path.cwd() / "here"):
            for folder in place.parents:
                if (folder / "pyproject.toml").is_file():
                    return folder / "pyproject.toml"
        return None

    @cached_property
    def sources(self) -> tuple[Path, ...]:
        """All Python files, those of tests left out."""
        found: set[Path] = set()
        for place in self.places:
            inside = place.rglob("*.py") if place.is_dir() else (place,)
            found.update(file for file in inside if not _is_hidden(file, place))
        return tuple(sorted(found))


def _modules(app: App) -> Iterator[str]:
    """Yield the modules of *app*, its routers and its handlers."""
    for router in app.all_routers():
        yield router.import_name
    try:
        routes = list(app.routes)
    except KolbenError:  # another rule says which route it is
        return
    for route in routes:
        yield str(getattr(route.target.handler, "__module__", "") or "")


def _place(name: str) -> Path | None:
    """Return the folder of the package *name*, or the file of the module."""
    module = sys.modules.get(name)
    file = getattr(module, "__file__", None)
    if file is None:
        paths = list(getattr(module, "__path__", ()))
        return Path(paths[0]).resolve() if paths else None
    path = Path(file).resolve()
    return path.parent if path.name == "__init__.py" else path


def is_library(file: Path) -> bool:
    """Say whether *file* is Kolben's, Python's or a library's.

    Example:
        >>> is_library(Path(inspect.__file__)), is_library(Path("app.py"))
        (True, False)
    """
    if str(file).startswith("<") or not _LIBRARIES.isdisjoint(file.parts):
        return True
    return file.is_relative_to(_KOLBEN) or file.is_relative_to(_PYTHON)


def _is_hidden(file: Path, place: Path) -> bool:
    """Say whether *file* is none of the application's, though it lies in *place*."""
    if file == place:
        return False
    folders = file.relative_to(place).parts[:-1]
    if any(name in _HIDDEN or name.startswith(".") for name in folders):
        return True
    return file.name == "conftest.py" or file.name.startswith("test_")
