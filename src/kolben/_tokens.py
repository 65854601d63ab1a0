"""What HTTP calls a token: the text of methods and of the names of headers.

Layer 0. Rules and responses check such names, and have to agree on them.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_token"]

_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def is_token(text: str) -> bool:
    """Return whether *text* is a token (RFC 9110, section 5.6.2).

    Example:
        >>> is_token("X-Served-By"), is_token("GET, POST")
        (True, False)
    """
    return _TOKEN.fullmatch(text) is not None
