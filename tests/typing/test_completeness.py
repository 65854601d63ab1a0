"""Nothing that Kolben offers is untyped, or typed by what a checker would guess."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.typing.checkers import ROOT


def test_every_public_name_has_a_known_type() -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pyright", "--pythonpath", sys.executable),
            *("--verifytypes", "kolben", "--ignoreexternal", "--outputjson"),
        ],
        cwd=ROOT,
        env={
            **os.environ,
            "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1",
            "PYTHONPATH": str(ROOT / "src"),
        },
        check=False,
        capture_output=True,
        text=True,
    )

    found = json.loads(done.stdout)["typeCompleteness"]
    vague = [
        symbol["name"]
        for symbol in found["symbols"]
        if not symbol["isTypeKnown"] or symbol["isTypeAmbiguous"]
        # The classes of mypy, which is compiled, are unknown to pyright.
        if not symbol["name"].startswith("kolben.mypy_plugin.")
    ]

    assert len(found["symbols"]) > 1_000
    assert vague == []
