"""Puts the files of Kolben, by layer, where the architecture says ``<!-- files -->``.

A file says its layer and what lives in it in its docstring, so the list is never old.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any, Final

SOURCE: Final = Path(__file__).parents[1] / "src/kolben"
NAMES: Final = (
    "ground",
    "routing",
    "http",
    "state",
    "handlers",
    "policies",
    "way",
    "house",
    "doors",
)
MARK: Final = "<!-- files -->"

_LAYER: Final = re.compile(r"^Layer (\d)\.", re.MULTILINE)
_ROLE: Final = re.compile(r":\w+:`~?([^`]+)`")


def setup(app: Any) -> dict[str, bool]:
    """Let Sphinx call us for every page that it reads."""
    app.connect("source-read", insert_files)
    return {"parallel_read_safe": True}


def insert_files(app: object, page: str, source: list[str]) -> None:  # noqa: ARG001  # Sphinx dictates the signature
    """Replace the mark in the architecture by a table for each layer."""
    if page == "architecture":
        source[0] = source[0].replace(MARK, files(SOURCE))


def files(folder: Path) -> str:
    """Return the files of *folder* as tables, the highest layer first.

    Raises:
        ValueError: If a file does not say which layer it belongs to.
    """
    rows: list[list[str]] = [[] for _ in NAMES]
    for path in sorted(folder.rglob("*.py")):
        docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        layer = _LAYER.search(docstring)
        if layer is None:
            raise ValueError(f"{path.name} does not say its layer")
        caption = _ROLE.sub(r"`\1`", docstring.partition("\n\n")[0])
        text = " ".join(caption.split()).replace("``", "`").replace("|", r"\|")
        name = path.relative_to(folder).as_posix()
        rows[int(layer[1])].append(f"| `{name}` | {text} |")
    return "\n\n".join(
        f"### {number} {name}\n\n| file | what lives there |\n|---|---|\n"
        + "\n".join(rows[number])
        for number, name in reversed(list(enumerate(NAMES)))
        if rows[number]
    )
