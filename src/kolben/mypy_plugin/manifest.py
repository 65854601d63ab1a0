"""The names that links may use, from the file that ``kolben check --manifest`` writes.

Layer 8. Which routes there are is decided when the application runs, so mypy cannot
know it; the file does. What a module is told of it is part of what mypy keeps, so that
a changed route has the modules checked again that mention it, and no others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

__all__ = ["Entry", "Manifest"]

_VERSION: Final = 1
_MENTIONED: Final = re.compile(r"[\"']([\w.-]+)[\"']")
_LINKS: Final = "url_for"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a link by one name takes.

    Attributes:
        name: The name.
        rule: The template of its URL.
        required: The variables that it needs, each with its type as text.
        optional: Those that it may be given.
        refused: The inputs that no URL carries, each with its marker.
    """

    name: str
    rule: str = ""
    required: Mapping[str, str] = field(default_factory=dict)
    optional: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """All names.

    Attributes:
        entries: What links take, by name.

    Example:
        >>> manifest = Manifest({"blog.show": Entry("blog.show", "/<int:number>")})
        >>> [entry.name for entry in manifest.meant_by(".show")]
        ['blog.show']
    """

    entries: Mapping[str, Entry]

    @classmethod
    def read(cls, path: Path) -> Manifest | None:
        """Return what stands in the file, or nothing where that is no manifest."""
        try:
            document = json.loads(path.read_text("utf-8"))
            if document["version"] != _VERSION:
                return None
            found = document["endpoints"].items()
            return cls({name: Entry(name, **entry) for name, entry in found})
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def meant_by(self, name: str) -> list[Entry]:
        """Return what *name* may stand for; behind a dot that is known by a request."""
        if not name.startswith("."):
            return [self.entries[name]] if name in self.entries else []
        return [
            entry
            for known, entry in self.entries.items()
            if known.endswith(name) or known == name[1:]
        ]

    def told(self, source: str) -> Mapping[str, Any] | None:
        """Return what a module with *source* is told, as JSON can hold it."""
        if _LINKS not in source:
            return None
        told = {entry.name: _plain(entry) for entry in self._mentioned(source)}
        return told or None

    def _mentioned(self, source: str) -> Iterator[Entry]:
        for name in sorted(set(_MENTIONED.findall(source))):
            yield from self.meant_by(name)


def _plain(entry: Entry) -> list[Any]:
    return [
        entry.rule,
        dict(entry.required),
        dict(entry.optional),
        dict(entry.refused),
    ]
