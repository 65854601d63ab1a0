"""``python -m kolben``, which is the same as ``kolben``.

Layer 8.
"""

from __future__ import annotations

from kolben.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    main()
