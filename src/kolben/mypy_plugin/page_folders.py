"""Where the templates of a module lie, and what they are like by now.

Layer 8. The settings may name folders: ``[tool.kolben-mypy] templates = ["pages"]`` in
``pyproject.toml``, ``[kolben-mypy]`` in ``mypy.ini``. Without them those called
``templates`` count that lie beside the module or a package round it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kolben.mypy_plugin.page_words import modules_of, words_of
from kolben.mypy_plugin.settings import Settings
from kolben.templating.offline import Offline, Vocabulary

__all__ = ["PageFolders", "folders_named"]

_FRESH: Final = 1.0
"""For how many seconds the files are taken to be as they were."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """Templates as they were read."""

    checked: float
    stamp: tuple[object, ...]
    templates: Offline


class PageFolders:
    """Finds the templates of modules, and reads them again when they have changed.

    Args:
        settings: What the project says of its folders.
    """

    def __init__(self, settings: Settings) -> None:
        self._named = folders_named(settings)
        self._kept: dict[Path, _Kept] = {}
        self._digests: dict[Path, tuple[str, float]] = {}

    def templates_of(self, module: Path) -> Offline | None:
        """Return the templates that a module may name; None if it has no folder."""
        folders = self._folders_of(module)
        if not folders:
            return None
        root = _root_of(module)
        kept = self._kept.get(root)
        now = time.monotonic()
        if kept is None or now - kept.checked > _FRESH:
            files = [*modules_of(module), *_files_in(folders)]
            stamp = tuple((str(each), *_changed(each)) for each in files)
            if kept is None or kept.stamp != stamp:
                templates = self._read(module, folders)
            else:
                templates = kept.templates
            kept = self._kept[root] = _Kept(now, stamp, templates)
        return kept.templates

    def digest_of(self, module: Path) -> str | None:
        """Return what changes when the templates that a module may name do."""
        folders = self._folders_of(module)
        if not folders:
            return None
        root, now = _root_of(module), time.monotonic()
        known, at = self._digests.get(root, ("", -_FRESH))
        if now - at > _FRESH or not known:
            known = _digest(folders, modules_of(module))
            self._digests[root] = (known, now)
        return known

    def is_anywhere(self, module: Path, name: str) -> bool:
        """Whether a file lies below the package of a module, in whatever folder.

        A router may have a folder of its own, under any name.
        """
        if self._named or not (module.parent / "__init__.py").exists():
            return False
        return any(each.is_file() for each in _top_of(module).rglob(name))

    def _folders_of(self, module: Path) -> list[Path]:
        if self._named:
            return self._named
        top = _top_of(module)
        around = [module.parent, *module.parent.parents]
        inside = [each for each in around if each.is_relative_to(top)]
        found = [each / "templates" for each in reversed(inside)]
        return [each for each in found if each.is_dir()]

    def _read(self, module: Path, folders: list[Path]) -> Offline:
        given = words_of(modules_of(module))
        words = Vocabulary(given.names, given.filters, given.tests, given.plain)
        shown = [_shown(folder) for folder in folders]
        return Offline(_name_of(module), shown, words)


def folders_named(settings: Settings) -> list[Path]:
    """Return the folders that the settings name, those that exist.

    Example:
        >>> folders_named(Settings(Path("/"), {"templates": "nowhere, neither"}))
        []
    """
    named = settings.values.get("templates", [])
    if isinstance(named, str):
        named = named.replace(",", "\n").split("\n")
    if not isinstance(named, list):
        return []
    texts = [each.strip() for each in named if isinstance(each, str)]
    found = [settings.folder / each for each in texts if each]
    return [each for each in found if each.is_dir()]


def _top_of(module: Path) -> Path:
    """Return the outermost package round a module, or the folder that it lies in."""
    top = module.parent
    while (top / "__init__.py").exists() and (top.parent / "__init__.py").exists():
        top = top.parent
    return top


def _name_of(module: Path) -> str:
    """Return the name of the application that a module belongs to, most probably."""
    is_in_package = (module.parent / "__init__.py").exists()
    return _top_of(module).name if is_in_package else module.stem


def _root_of(module: Path) -> Path:
    """Return what stands for all modules that have the same templates and words."""
    is_in_package = (module.parent / "__init__.py").exists()
    return module.parent if is_in_package else module


def _digest(folders: list[Path], modules: list[Path]) -> str:
    digest = hashlib.sha256(repr(words_of(modules)).encode())
    for file in _files_in(folders):
        digest.update(f"\0{file}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _files_in(folders: list[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(each for each in folder.rglob("*") if each.is_file())


def _changed(file: Path) -> tuple[int, int]:
    status = file.stat()
    return status.st_mtime_ns, status.st_size


def _shown(folder: Path) -> Path:
    """Return a folder as messages name it."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
