"""The option ``--kolben-reached`` of pytest: whether the tests reach all there is.

Layer 8. pytest comes in by the package ``pytest_kolben``, which opens this one only if
the option is given.
"""

from __future__ import annotations

from kolben.pytest_plugin.plugin import ReachedPlugin

__all__ = ["ReachedPlugin"]
