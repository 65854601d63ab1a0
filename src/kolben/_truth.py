"""The words that mean yes and no, wherever text stands for a truth value.

Layer 0. Queries, forms and the environment are read by the same words, so that nobody
has to remember which of them takes ``on``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["TRUTH"]

TRUTH: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("1", "on", "true", "yes"), True),
    **dict.fromkeys(("0", "off", "false", "no"), False),
}
"""What each word means, in lower case."""
