"""Dependencies by type: what is provided, and what is made of it.

Layer 4. A provider is declared on a router, found for a parameter when the application
is frozen, and called when a request needs its value.
"""

from __future__ import annotations

from kolben.providers.built_in import built_in
from kolben.providers.endings import blame, end_provided
from kolben.providers.provider import Factory, Kind, Lifetime, Provider, key_of
from kolben.providers.resolution import Proof, Provisions, Resolution
from kolben.providers.shared import ABSENT, Override, Shared
from kolben.providers.table import ProviderTable

__all__ = [
    "ABSENT",
    "Factory",
    "Kind",
    "Lifetime",
    "Override",
    "Proof",
    "Provider",
    "ProviderTable",
    "Provisions",
    "Resolution",
    "Shared",
    "blame",
    "built_in",
    "end_provided",
    "key_of",
]
