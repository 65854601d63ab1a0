"""What stands round the way of a request: rings inside, WSGI middleware outside.

Layer 5.
"""

from __future__ import annotations

from kolben.middleware.proxy import LighttpdCGIRootFix
from kolben.middleware.rings import (
    Next,
    Ring,
    answering,
    body_limit,
    compose,
    security_headers,
    trusted_hosts,
)

__all__ = [
    "LighttpdCGIRootFix",
    "Next",
    "Ring",
    "answering",
    "body_limit",
    "compose",
    "security_headers",
    "trusted_hosts",
]
