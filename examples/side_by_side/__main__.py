"""Prints the comparison: ``python -m side_by_side``."""

from __future__ import annotations

import sys

from side_by_side.comparing import compared
from side_by_side.table import CONVERSATION, EVERY_METHOD


def main() -> int:
    """Print a line for each request; 1 if one is not answered as it should be."""
    comparisons = list(compared(CONVERSATION + EVERY_METHOD))
    sys.stdout.writelines(f"{each}\n" for each in comparisons)
    wrong = [each for each in comparisons if not each.is_right]
    sys.stdout.write(f"{len(comparisons)} requests, {len(wrong)} differences\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
