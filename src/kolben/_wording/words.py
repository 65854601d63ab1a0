"""What is said of a mistake: one sentence on it, and one on how to mend it.

Layer 0. Two sentences and no class of errors: only the start raises any.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Words"]


class Words(NamedTuple):
    """What is said of a mistake.

    Attributes:
        problem: One sentence on what is wrong.
        hint: One sentence, in the imperative, on how to mend it.

    Example:
        >>> Words("'/x/<id' never closes '<'.", "Write '<id>'.").hint
        "Write '<id>'."
    """

    problem: str
    hint: str
