"""Whether a project registers converters of its own, anywhere in its source.

Layer 8. mypy checks a module without having seen those that import it, so a converter
may be registered where no hook can know of it. The source is only searched for words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

__all__ = ["mentions_again", "registers_converters", "registers_now"]

_REGISTERS: Final = re.compile(rb"\.(?:add_converter|converter|converters)\b")
_MOST: Final = 5000
"""The number of files that are searched; what is larger is given the benefit."""


def registers_now(path: str) -> bool:
    """Whether the project of the module at *path* registers converters."""
    root = _root_of(Path(path))
    return root is not None and _registers(root)


def registers_converters(path: str) -> bool:
    """Whether it did when it was first asked; for each module of a project."""
    root = _root_of(Path(path))
    return root is not None and _remembered(root)


def mentions_again(path: str, name: str) -> bool:
    """Whether the module at *path* adds the class *name* to something."""
    try:
        text = Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return True
    return re.search(rf"\badd\([^()]*\b{re.escape(name)}\b", text) is not None


def _root_of(path: Path) -> Path | None:
    """Return the folder of the project, or nothing for what was installed."""
    if path.suffix != ".py" or "site-packages" in path.parts:
        return None
    folder = path.absolute().parent
    while (folder / "__init__.py").exists() and folder != folder.parent:
        folder = folder.parent
    return folder


@cache
def _remembered(root: Path) -> bool:
    return _registers(root)


def _registers(root: Path) -> bool:
    files = list(islice(_files(root), _MOST + 1))
    return len(files) > _MOST or any(map(_mentions, files))


def _files(root: Path) -> Iterator[Path]:
    """Yield the modules beside the project's, and those of all packages there."""
    yield from root.glob("*.py")
    for folder in root.iterdir():
        if (folder / "__init__.py").exists():
            yield from folder.rglob("*.py")


def _mentions(file: Path) -> bool:
    try:
        return _REGISTERS.search(file.read_bytes()) is not None
    except OSError:
        return True
