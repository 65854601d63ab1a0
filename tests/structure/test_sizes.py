"""No file, class, function or signature outgrows what one can read at a glance."""

from __future__ import annotations

import math
import re

import pytest
from tests.structure.source import (
    Module,
    body_lines,
    class_lines,
    classes,
    file_lines,
    functions,
    modules,
    parameters,
    silenced,
)

FILE, CLASS, FUNCTION, PARAMETERS = 400, 250, 40, 6
FUNCTION_AIM = 30

every_module = pytest.mark.parametrize("module", modules().values(), ids=modules())


@every_module
def test_a_file_is_short(module: Module) -> None:
    assert file_lines(module) <= FILE


@every_module
def test_classes_are_short(module: Module) -> None:
    lengths = {node.name: class_lines(node) for node in classes(module)}
    long = {name: lines for name, lines in lengths.items() if lines > CLASS}

    assert long == {}


@every_module
def test_functions_are_short(module: Module) -> None:
    bodies = {node.name: body_lines(node) for node in functions(module)}
    long = {name: lines for name, lines in bodies.items() if lines > FUNCTION}

    assert long == {}


def test_hardly_any_function_is_longer_than_aimed_for() -> None:
    bodies = [body_lines(f) for module in modules().values() for f in functions(module)]
    long = [lines for lines in bodies if lines > FUNCTION_AIM]

    assert len(long) <= len(bodies) / 100


@every_module
def test_functions_take_few_parameters(module: Module) -> None:
    taken = {node.name: len(parameters(node)) for node in functions(module)}
    many = {name: count for name, count in taken.items() if count > PARAMETERS}

    assert many == {}


def test_type_checkers_are_hardly_ever_silenced() -> None:
    found = modules().values()
    lines = sum(file_lines(module) for module in found)

    assert sum(silenced(module) for module in found) <= math.ceil(lines / 1000)


@every_module
def test_a_silenced_checker_is_told_what_and_why(module: Module) -> None:
    comments = re.findall(r"#\s*(?:type|pyright):\s*ignore.*", module.text)
    told = re.compile(r"ignore\[[\w, -]+\].*#.*\w")
    bare = [text for text in comments if not told.search(text)]

    assert bare == []
