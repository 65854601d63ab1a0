"""What changes with the source of the plugin, so that mypy's caches end with it.

Layer 8. mypy compares only the file of the plugin and its ``__version__``; what the
plugin says depends on all its files, and on those that it reads and words things by.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

__all__ = ["VERSION"]

_HERE: Final = Path(__file__).parent
_READ: Final = ("exceptions.py", "_wording.py", "routing/pattern.py", "spelling.py")


def _digest() -> str:
    files = [*sorted(_HERE.glob("*.py")), *(_HERE.parent / name for name in _READ)]
    text = b"".join(file.read_bytes() for file in files if file.exists())
    return hashlib.sha256(text).hexdigest()


VERSION: Final = _digest()
"""A digest of the source."""
