"""What the project tells the plugin: ``[tool.kolben-mypy]`` in its settings.

Layer 8. The section stands in the file that mypy itself was configured by, a
``pyproject.toml`` or, as ``[kolben-mypy]``, an ini file. Paths in it are relative to
that file.
"""

from __future__ import annotations

import configparser
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from mypy.options import Options

__all__ = ["Settings"]

_SECTION: Final = "kolben-mypy"


@dataclass(frozen=True, slots=True)
class Settings:
    """The section of the plugin.

    Attributes:
        folder: What paths are relative to.
        values: The settings as they are written.
    """

    folder: Path = field(default_factory=Path)
    values: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, options: Options) -> Settings:
        """Return what the file says that mypy was configured by."""
        if not options.config_file:
            return cls()
        file = Path(options.config_file)
        try:
            text = file.read_text("utf-8")
        except OSError:
            return cls()
        values = _toml(text) if file.suffix == ".toml" else _ini(text)
        return cls(file.resolve().parent, values)

    def path(self, name: str) -> Path | None:
        """Return the path under *name*, or nothing if it is not set."""
        value = self.values.get(name)
        return self.folder / value if isinstance(value, str) and value else None


def _toml(text: str) -> Mapping[str, Any]:
    try:
        found = tomllib.loads(text).get("tool", {}).get(_SECTION, {})
    except (tomllib.TOMLDecodeError, AttributeError):
        return {}
    return found if isinstance(found, dict) else {}


def _ini(text: str) -> Mapping[str, Any]:
    parser = configparser.RawConfigParser()
    try:
        parser.read_string(text)
    except configparser.Error:
        return {}
    return dict(parser[_SECTION]) if parser.has_section(_SECTION) else {}
