"""Kolben: a web framework whose views are classes and whose views are typed.

Layer 8.
"""

from __future__ import annotations
