"""No promise of the quickstart is without a test."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROWS = {f"s{number}" for number in range(1, 165)}
DECISIONS = {f"d{number}" for number in range(1, 16)}


def collected_rows() -> set[str]:
    """Return the numbers in the ids of the tests that pytest finds in this folder."""
    listing = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "--quiet", str(HERE)],
        cwd=HERE.parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
        timeout=120,
    )
    return set(re.findall(r"::test_([sd]\d+)_", listing.stdout.decode()))


def test_every_row_has_a_test_and_every_test_a_row() -> None:
    assert collected_rows() == ROWS | DECISIONS
