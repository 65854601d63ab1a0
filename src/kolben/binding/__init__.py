"""How the parameters of a handler are filled from a request.

Layer 4. A signature is read and judged once, when its handler is registered; what is
left for a request is a call.
"""

from __future__ import annotations

from kolben.binding.plan import Target, agreed_annotation, require_filled, require_fit
from kolben.binding.signature import Parameter, Signature

__all__ = [
    "Parameter",
    "Signature",
    "Target",
    "agreed_annotation",
    "require_filled",
    "require_fit",
]
