"""How long an import takes and how many modules it loads, Kolben beside Flask.

    python benchmarks/imports.py [ROUNDS]

Each import runs in a fresh interpreter, the candidates take turns, and the best time of
all rounds counts: everything else on the machine only ever adds to it. All modules are
compiled beforehand, into a folder of this run.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from typing import NamedTuple

CANDIDATES = {
    "kolben": "from kolben import App, request, session, url_for, render_template",
    "flask": "from flask import Flask, request, session, url_for, render_template",
}

PROBE = """
import json, sys, time
before = set(sys.modules)
start = time.perf_counter()
{statement}
elapsed = time.perf_counter() - start
print(json.dumps([elapsed, len(set(sys.modules) - before)]))
"""


class Cost(NamedTuple):
    """What an import costs."""

    seconds: float
    modules: int


def cost_of(statement: str, compiled: str) -> Cost:
    """Run *statement* in a fresh interpreter, with bytecode kept in *compiled*."""
    command = [sys.executable, "-c", PROBE.format(statement=statement)]
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return Cost(*json.loads(subprocess.check_output(command, env=environment)))


def measure(rounds: int) -> dict[str, Cost]:
    """Return the best of all rounds, after one that compiles."""
    found = {n: s for n, s in CANDIDATES.items() if importlib.util.find_spec(n)}
    costs: dict[str, list[Cost]] = {name: [] for name in found}
    with tempfile.TemporaryDirectory() as compiled:
        for _ in range(rounds + 1):
            for name, statement in found.items():
                costs[name].append(cost_of(statement, compiled))
    return {name: min(measured[1:]) for name, measured in costs.items()}


def main(rounds: int = 15) -> None:
    """Print the table."""
    best = measure(rounds)
    print(f"{'':8}{'import':>12}{'modules':>10}   (best of {rounds})")
    for name, cost in best.items():
        print(f"{name:8}{cost.seconds * 1000:>9.1f} ms{cost.modules:>10}")
    if "flask" in best and "kolben" in best:
        kolben, flask = best["kolben"], best["flask"]
        time, modules = kolben.seconds / flask.seconds, kolben.modules / flask.modules
        print(f"{'ratio':8}{time:>12.2f}{modules:>10.2f}")
    else:
        print("Install flask beside Kolben to compare: pip install flask")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
