"""The text of a path: what stands in it as it is, and slashes side by side.

Layer 1. Whatever writes a path, be it a link or a redirect, has to write it alike, or
one would lead to the other for ever.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

__all__ = ["PATH_SAFE", "SEGMENT_REGEXES", "merged", "quoted"]

PATH_SAFE: Final = "!$&'()*+,/:;=@"
"""What is not quoted: https://url.spec.whatwg.org/#url-path-segment-string."""

SEGMENT_REGEXES: Final = frozenset({"[^/]+", "[^/]{1,}"})
"""The regular expressions of converters that take whatever a segment holds."""

_plain: Final = re.compile(r"[\w.~!$&'()*+,/:;=@-]*", re.ASCII).fullmatch
_SLASHES: Final = re.compile("/{2,}")


def quoted(text: str) -> str:
    """Return *text* as it stands in a path.

    Raises:
        ValueError: If *text* holds half of a surrogate pair.

    Example:
        >>> quoted("John Doe")
        'John%20Doe'
    """
    return text if _plain(text) else quote(text, safe=PATH_SAFE)


def merged(path: str) -> str:
    """Return *path* with one slash wherever several stand side by side.

    Example:
        >>> merged("//a///b/")
        '/a/b/'
    """
    return _SLASHES.sub("/", path)
