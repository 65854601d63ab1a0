"""What names the files of a project: texts in its code, and its pages.

Layer 8. Names may be put together of parts, or come from elsewhere; where that can be
seen, nothing is said of the files that may be meant.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

__all__ = ["Naming"]

_LARGEST: Final = 1_000_000
_QUOTES: Final = ("'", '"')
_RENDERING: Final = {
    "get_or_select_template",
    "get_template",
    "render_template",
    "select_template",
    "stream_template",
}
_OPEN_REFERENCE: Final = re.compile(r"{%[-+]?\s*(?:include|extends|import|from)\s+\w")
_OPEN_FILENAME: Final = re.compile(r"\bfilename\s*=\s*[^'\"\s]")


@dataclass(frozen=True)
class Naming:
    """What names files.

    Attributes:
        trees: The Python files, read.
        pages: The content of templates and of static files that are text.
    """

    trees: tuple[ast.Module, ...]
    pages: dict[Path, str]

    @classmethod
    def of(cls, sources: Iterable[Path], pages: Iterable[Path]) -> Naming:
        """Read the Python files *sources*, and other files."""
        trees = (_parsed(file) for file in sources)
        return cls(
            tuple(tree for tree in trees if tree is not None),
            {file: _text_of(file) for file in pages},
        )

    @cached_property
    def opens_templates(self) -> bool:
        """Whether some template is named by what only a request knows."""
        if any(map(_OPEN_REFERENCE.search, self.pages.values())):
            return True
        return any(
            _name_of(call.func) in _RENDERING and call.args and _is_open(call.args[0])
            for call in self._calls
        )

    @cached_property
    def opens_static_files(self) -> bool:
        """Whether some static file is named by what only a request knows."""
        if any(map(_OPEN_FILENAME.search, self.pages.values())):
            return True
        return any(
            each.arg == "filename" and _is_open(each.value)
            for call in self._calls
            for each in call.keywords
        )

    def has(self, name: str, *, without: Path) -> bool:
        """Say whether the file *name* is named, elsewhere than in the file itself."""
        base = name.rpartition("/")[2]
        if any(base in text for text in self._code) or self._puts_together(name):
            return True
        return any(base in text for file, text in self.pages.items() if file != without)

    def _puts_together(self, name: str) -> bool:
        """Say whether the folder or the suffix of *name* stands by itself somewhere."""
        folder, slash, base = name.rpartition("/")
        _, dot, suffix = base.rpartition(".")
        parts: list[str] = []
        if slash:
            if any(text.endswith(f"{folder}/") for text in self._code):
                return True
            parts += [f"{folder}/{end}" for end in (*_QUOTES, "{{")]
        if dot:
            if f".{suffix}" in self._code:
                return True
            parts += [f"{quote}.{suffix}{quote}" for quote in _QUOTES]
        return any(part in text for part in parts for text in self.pages.values())

    @cached_property
    def _calls(self) -> list[ast.Call]:
        nodes = (node for tree in self.trees for node in ast.walk(tree))
        return [node for node in nodes if isinstance(node, ast.Call)]

    @cached_property
    def _code(self) -> frozenset[str]:
        return frozenset(text for tree in self.trees for text in _texts_in(tree))


def _parsed(file: Path) -> ast.Module | None:
    try:
        return ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None


def _texts_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _is_open(value: ast.expr) -> bool:
    """Say whether *value* has no text in it that tells which file is meant."""
    return not any(text.strip() for text in _texts_in(value))


def _text_of(file: Path) -> str:
    """Return the text of *file*, or none if it is not text."""
    try:
        return "" if file.stat().st_size > _LARGEST else file.read_text("utf-8")
    except (OSError, ValueError):
        return ""
