"""What is wrong with a value that a client sent.

Layer 4. Reading stops at the first fault and raises one of the two errors of this
module; naming every fault is a second walk, which yields a :class:`Problem` for each.
No error of this module leaves the binding: answers are made of them elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Invalid", "Malformed", "Problem", "sentence"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where.

    Attributes:
        location: The place, from the source on: ``"body.tags[2]"``, ``"query.page"``.
        message: A sentence for people.

    Example:
        >>> Problem("query.page", "Expected an integer.").location
        'query.page'
    """

    location: str
    message: str


class Malformed(ValueError):  # noqa: N818  # it is what the client's text is
    """What was sent is not written in the format that it claims to be in."""


class Invalid(ValueError):  # noqa: N818  # it is what the client's value is
    """What was sent can be read, but is not what is wanted.

    The message names the first fault only, and speaks of no place.
    """


def sentence(words: str) -> str:
    """Return *words* as a sentence.

    Example:
        >>> sentence("must be at least 1")
        'Must be at least 1.'
    """
    words = words.strip()
    ended = words.endswith((".", "!", "?"))
    return words[:1].upper() + words[1:] + ("" if ended else ".")
