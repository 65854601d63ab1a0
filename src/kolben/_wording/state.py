"""What is said of declared state.

Layer 0. Type checkers judge the names of attributes by themselves; what stands here
is said of names in texts.
"""

from __future__ import annotations

from collections.abc import Iterable

from kolben._wording.words import Words
from kolben.exceptions import did_you_mean

__all__ = ["session_key_unknown"]


def session_key_unknown(label: str, name: str, keys: Iterable[str]) -> Words:
    """Say that a typed session declares no such key.

    Example:
        >>> session_key_unknown("Visit", "usr", ["user"]).hint
        "Did you mean 'user'?"
    """
    usual = f"Declare it: '{name}: ... = ...' in {label}."
    return Words(f"{label} declares no {name!r}.", did_you_mean(name, keys, usual))
