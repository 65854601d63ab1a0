"""Prints the table of the mistakes: ``python -m tests.mistakes``."""

from __future__ import annotations

import sys

from tests.mistakes.table import table

sys.stdout.write(table() + "\n")
