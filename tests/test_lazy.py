from __future__ import annotations

import subprocess
import sys

import pytest

from kolben._lazy import load


def test_gives_what_a_module_holds() -> None:
    assert load("string", "digits") == "0123456789"


def test_imports_the_module_when_it_is_first_needed() -> None:
    program = (
        "import sys; from kolben._lazy import load; print('wave' in sys.modules); "
        "load('wave', 'open'); print('wave' in sys.modules)"
    )

    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert answer.stdout.split() == ["False", "True"]


def test_a_missing_module_or_name_is_python_s_own_error() -> None:
    with pytest.raises(ModuleNotFoundError):
        load("no_such_module", "name")
    with pytest.raises(AttributeError):
        load("string", "no_such_name")
