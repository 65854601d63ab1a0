"""The inputs of a handler: what its parameters take from a request.

Layer 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kolben.binding.markers import Source
from kolben.binding.problems import Invalid, Problem
from kolben.binding.readers import Reader
from kolben.binding.refusals import FAILURES, InputError, refusal
from kolben.binding.shapes import Shape
from kolben.binding.sources import Open
from kolben.context import Context

__all__ = ["Input", "located", "refused"]


@dataclass(frozen=True, slots=True)
class Input:
    """What one parameter takes from a request.

    Attributes:
        name: The parameter.
        source: Where its value comes from.
        alias: The name that clients use; empty if it takes a part as a whole.
        annotation: What the value has to be.
        required: Whether a request must have it.
        default: What it is in a request that does not have it.
        shape: What is known of its type.
        open: Returns the part of a request that the value is in.
        reader: Reads the value out of that part.
    """

    name: str
    source: Source
    alias: str
    annotation: object
    required: bool
    default: Any
    shape: Shape
    open: Open
    reader: Reader

    @property
    def location(self) -> str:
        """Where clients find it: ``"query.page"``, ``"body"``."""
        return located(self.source, self.alias)

    def fault(self, context: Context) -> tuple[ValueError, Sequence[Problem]] | None:
        """Return why it cannot be taken, and all that is wrong, if it cannot."""
        try:
            part = self.open(context)
        except FAILURES as failure:
            return failure, [Problem("body", str(failure))]
        try:
            self.reader.read(part)
        except FAILURES as failure:
            found = self.reader.walk(part) if isinstance(failure, Invalid) else ()
            return failure, found or [Problem(self.location, str(failure))]
        return None


def located(source: Source, alias: str) -> str:
    """Return the place of *alias* in a part of the request."""
    part = source.kind.partition("_")[0]
    return f"{part}.{alias}" if alias else part


def refused(inputs: Iterable[Input], context: Context) -> InputError:
    """Return the answer to a request that one of *inputs* cannot be taken from.

    Only now each of them is read by itself, so that the answer names all problems.

    Raises:
        HTTPException: If the request cannot be read to its end.
    """
    return refusal([fault for each in inputs if (fault := each.fault(context))])
