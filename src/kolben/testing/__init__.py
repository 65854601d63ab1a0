"""Tools to test an application without a server.

Layer 5. They know the application by its protocol only, so that the application can
make them.
"""

from __future__ import annotations

from kolben.testing.client import ClientOptions, TestClient
from kolben.testing.environ import EnvironBuilder, EnvironOptions
from kolben.testing.runner import CliRunner

__all__ = [
    "CliRunner",
    "ClientOptions",
    "EnvironBuilder",
    "EnvironOptions",
    "TestClient",
]
