"""The Python files of an application, and what they call of Kolben.

Layer 8. A package may hold several applications, so what counts is what an application
is made of: the files of its handlers, and what these import of the same project. A file
that holds another application is left out, since nobody can tell which of them a name
in it is meant for; and what belongs to a router that the application does not include.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from kolben._calls import Call
from kolben._sites import site_of
from kolben.app import App
from kolben.checks.calls import calls_in
from kolben.router import Router

__all__ = ["Source", "calls_of_app", "sources_of"]

_KOLBEN: Final = Path(__file__).parents[1]
_PYTHON: Final = Path(ast.__file__).parent
_LIBRARIES: Final = {"site-packages", "dist-packages"}


@dataclass(frozen=True, eq=False)
class Source:
    """A Python file.

    Attributes:
        file: Where it is.
        tree: Its code.
    """

    file: Path
    tree: ast.Module

    @classmethod
    def read(cls, file: Path) -> Source | None:
        """Return the source in *file*, unless it cannot be read."""
        try:
            return cls(file, ast.parse(file.read_bytes(), str(file)))
        except (OSError, SyntaxError, ValueError):
            return None

    @cached_property
    def calls(self) -> list[Call]:
        """The calls of Kolben's functions."""
        return calls_in(self.tree, str(self.file))

    @cached_property
    def imports(self) -> frozenset[str]:
        """The full names of all that is imported, modules and what is in them."""
        return frozenset(self._imports())

    def _imports(self) -> Iterator[str]:
        _, package = _package_of(self.file)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                outer = package[: len(package) - node.level + 1] if node.level else ()
                module = ".".join([*outer, *filter(None, [node.module])])
                yield module
                yield from (f"{module}.{alias.name}" for alias in node.names)


def calls_of_app(app: App, *functions: str) -> list[Call]:
    """Return the calls of some of Kolben's functions in the sources of *app*.

    Example:
        >>> calls_of_app(App("example"), "url_for")
        []
    """
    return [
        call
        for source in sources_of(app)
        for call in source.calls
        if call.function in functions
    ]


def sources_of(app: App) -> list[Source]:
    """Return the files that *app* is made of."""
    pending = [file for file in _roots(app) if _is_own(file)]
    strange = _files_of_others([app], App)
    strange |= _files_of_others(app.all_routers(), Router) - set(pending)
    found: dict[Path, Source] = {}
    while pending:
        file = pending.pop()
        if file in found or file in strange:
            continue
        source = _read(file, _changed(file))
        if source is None:
            continue
        found[file] = source
        pending += _files_imported(source)
    return [found[file] for file in sorted(found)]


@lru_cache(maxsize=1024)
def _read(file: Path, changed: float) -> Source | None:
    del changed  # a part of the key
    return Source.read(file)


def _changed(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


def _roots(app: App) -> Iterator[Path]:
    """Yield the files of the application, its routers, and its handlers."""
    for router in app.all_routers():
        yield from _file_of_module(router.import_name)
    for route in app.routes:
        for site in (route.site, site_of(route.target.handler)):
            if site is not None:
                yield Path(site.file).resolve()


def _file_of_module(name: str) -> list[Path]:
    file = getattr(sys.modules.get(name), "__file__", None)
    return [] if file is None else [Path(file).resolve()]


def _is_own(file: Path) -> bool:
    if file.suffix != ".py" or not _LIBRARIES.isdisjoint(file.parts):
        return False
    return not (file.is_relative_to(_KOLBEN) or file.is_relative_to(_PYTHON))


def _files_of_others(ours: Iterable[Router], kind: type[Router]) -> set[Path]:
    """Return the files of the modules that hold some of *kind*, but none of *ours*."""
    known = set(map(id, ours))
    found: set[Path] = set()
    for name, module in list(sys.modules.items()):
        values = list(getattr(module, "__dict__", {}).values())
        # What stands for the current application must not be asked: there may be none.
        held = {id(value) for value in values if issubclass(type(value), kind)}
        if held and held.isdisjoint(known):
            found.update(_file_of_module(name))
    return found


def _files_imported(source: Source) -> Iterator[Path]:
    base, _ = _package_of(source.file)
    for name in source.imports:
        parts = name.split(".")
        for end in range(1, len(parts) + 1):
            yield from filter(_is_own, _files_of(base, tuple(parts[:end])))


def _files_of(base: Path, parts: tuple[str, ...]) -> list[Path]:
    """Return the file of a module, below the folder that its package lies in."""
    loaded = _file_of_module(".".join(parts))
    if loaded:
        return loaded
    place = base.joinpath(*parts)
    candidates = (place.with_name(f"{place.name}.py"), place / "__init__.py")
    return [file.resolve() for file in candidates if file.is_file()]


def _package_of(file: Path) -> tuple[Path, tuple[str, ...]]:
    """Return where the outermost package of *file* lies, and its own package."""
    folder = file.parent
    names: list[str] = []
    while (folder / "__init__.py").is_file() and folder.name:
        names.insert(0, folder.name)
        folder = folder.parent
    return folder, tuple(names)
