"""Prints the figures that the tests of this folder hold.

python -m tests.structure.figures
"""

from __future__ import annotations

from tests.structure.source import (
    body_lines,
    circle,
    class_lines,
    classes,
    file_lines,
    functions,
    modules,
    parameters,
    silenced,
)
from tests.structure.test_layers import upward_imports


def main() -> None:
    """Print one line per figure, with the place of the largest."""
    found = list(modules().values())
    lines = sum(map(file_lines, found))
    upward = sum(len(upward_imports(module)) for module in found)
    ignores = sum(map(silenced, found))
    every_function = [node for module in found for node in functions(module)]
    every_class = [node for module in found for node in classes(module)]
    longest_file = max(found, key=file_lines)
    longest_class = max(every_class, key=class_lines)
    longest_body = max(every_function, key=body_lines)
    widest = max(every_function, key=lambda node: len(parameters(node)))
    print(f"{len(found)} files, {lines} lines")
    print(f"{bool(circle()):d} circles, {upward} upward imports")
    print(f"longest file: {file_lines(longest_file)} lines, {longest_file.name}")
    print(f"longest class: {class_lines(longest_class)} lines, {longest_class.name}")
    print(f"longest function: {body_lines(longest_body)} lines, {longest_body.name}")
    print(f"most parameters: {len(parameters(widest))}, {widest.name}")
    print(f"type: ignore: {ignores}, {ignores / lines * 1000:.2f} per 1,000 lines")


if __name__ == "__main__":
    main()
