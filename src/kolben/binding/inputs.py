"""The inputs of a handler: what its parameters take from a request.

Layer 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kolben.binding.markers import Source
from kolben.requests import Request

__all__ = ["Input"]


@dataclass(frozen=True, slots=True)
class Input:
    """What one parameter takes from a request.

    Attributes:
        name: The parameter.
        source: Where its value comes from.
        annotation: What the value has to be.
        required: Whether a request must have it.
        default: What it is in a request that does not have it.
    """

    name: str
    source: Source
    annotation: object
    required: bool
    default: Any

    def read(self, request: Request) -> Any:
        """Return the value that *request* has for this input."""
        raise NotImplementedError
