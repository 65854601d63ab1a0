from __future__ import annotations

from pathlib import Path

import pytest
from tests.structure.source import Module, body_lines, functions, parameters


@pytest.fixture
def module(tmp_path: Path) -> Module:
    """A module that imports in every way there is."""
    file = tmp_path / "module.py"
    file.write_text(
        '''
"""A caption.

Layer 3. And why.
"""
from typing import TYPE_CHECKING
import kolben.top
from kolben._lazy import load
if TYPE_CHECKING:
    from kolben.checked import Name

def function(self, a, *b, c, **d):
    """One line."""
    from kolben.inner import name
    return load("kolben.lazy", "thing")
'''.lstrip()
    )
    return Module("module", file)


def test_reads_imports_of_every_kind(module: Module) -> None:
    assert {found.module for found in module.imports} == {
        "typing.TYPE_CHECKING",
        "kolben.top",
        "kolben._lazy.load",
        "kolben.checked.Name",
        "kolben.inner.name",
        "kolben.lazy.thing",
    }


def test_reads_the_layer(module: Module) -> None:
    assert module.layer == 3


def test_counts_the_body_without_its_docstring(module: Module) -> None:
    [function] = functions(module)

    assert body_lines(function) == 2


def test_counts_named_parameters_without_self(module: Module) -> None:
    [function] = functions(module)

    assert parameters(function) == ["a", "c"]


def test_relative_imports_are_seen(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text("from . import sibling\nfrom .other import name\n")
    module = Module("module", file)

    assert [found.module for found in module.imports] == [".", ".other"]
