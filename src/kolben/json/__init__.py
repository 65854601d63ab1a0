"""JSON: what writes and reads bodies, and what keeps types in sessions.

Layer 0. Requests, responses, sessions and templates all speak JSON through a
provider that is handed to them, so an application can exchange it in one place.
"""

from __future__ import annotations

from kolben.json.provider import (
    DEFAULT_PROVIDER,
    DefaultJSONProvider,
    DumpOptions,
    JSONDepthError,
    JSONProvider,
    JSONTypeError,
    JSONValueError,
)
from kolben.json.tag import JSONTag, TaggedJSONSerializer

__all__ = [
    "DEFAULT_PROVIDER",
    "DefaultJSONProvider",
    "DumpOptions",
    "JSONDepthError",
    "JSONProvider",
    "JSONTag",
    "JSONTypeError",
    "JSONValueError",
    "TaggedJSONSerializer",
]
