"""Puts the fragments of ``changes.d`` where the changelog says ``<!-- fragments -->``.

A fragment is called ``<issue>.<kind>.md``, or ``<issue>.<subject>.<kind>.md`` where an
issue brings several things of one kind, and holds at most three lines.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "changes.d"
KINDS: Final = ("security", "removed", "deprecated", "added", "changed", "fixed")
MARK: Final = "<!-- fragments -->"


def setup(app: Any) -> dict[str, bool]:
    """Let Sphinx call us for every page that it reads."""
    app.connect("source-read", insert_fragments)
    return {"parallel_read_safe": True}


def insert_fragments(app: object, page: str, source: list[str]) -> None:  # noqa: ARG001  # Sphinx dictates the signature
    """Replace the mark in the changelog by the fragments, in the order of kinds."""
    if page == "changelog":
        source[0] = source[0].replace(MARK, fragments(FOLDER))


def fragments(folder: Path) -> str:
    """Return the fragments of *folder* as sections.

    Raises:
        ValueError: If a fragment's name holds no issue or no known kind.
    """
    by_kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for file in sorted(folder.glob("*.md")):
        *origin, kind = file.stem.split(".")
        if not origin or kind not in by_kind:
            raise ValueError(
                f"{file.name} is not named <issue>.<kind>.md, nor "
                f"<issue>.<subject>.<kind>.md, with a kind of {', '.join(KINDS)}"
            )
        text = " ".join(file.read_text("utf-8").split())
        by_kind[kind].append(f"- {text}")
    sections = [
        f"### {kind.capitalize()}\n\n" + "\n".join(entries)
        for kind, entries in by_kind.items()
        if entries
    ]
    return "\n\n".join(sections)
