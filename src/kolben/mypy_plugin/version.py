"""What changes with the source of the plugin, so that mypy's caches end with it.

Layer 8. mypy compares only the file of the plugin and its ``__version__``; what the
plugin says depends on all its files, and on those that it reads and words things by.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

__all__ = ["VERSION"]

_KOLBEN: Final = Path(__file__).parents[1]
_READ: Final = (
    "_wording/*.py",
    "exceptions.py",
    "mypy_plugin/*.py",
    "routing/pattern.py",
    "spelling.py",
    "templating/*.py",
)


def _digest() -> str:
    files = [file for each in _READ for file in sorted(_KOLBEN.glob(each))]
    text = b"".join(file.read_bytes() for file in files)
    return hashlib.sha256(text).hexdigest()


VERSION: Final = _digest()
"""A digest of the source."""
