"""Mistakes have one wording: nobody but the table writes its sentences."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator

import pytest
from tests.structure.source import Module, modules

from kolben import _wording
from kolben._wording import Words

LONG = 4
"""So many words make a piece of a sentence that nobody else writes by chance."""

SAYINGS = sorted(set(_wording.__all__) - {"Words", "as_input"})
"""The functions that say something."""


def of_the_table(module: Module) -> bool:
    return module.part == "_wording"


def texts_of(module: Module) -> Iterator[tuple[int, str]]:
    """Yield the texts of *module* with their lines, without its docstrings."""
    alone = {
        id(node.value) for node in module.walk(ast.Expr) if isinstance(node, ast.Expr)
    }
    for node in module.walk(ast.Constant):
        assert isinstance(node, ast.Constant)
        if isinstance(node.value, str) and id(node) not in alone:
            yield node.lineno, node.value


def words_of(module: Module) -> Iterator[ast.Call]:
    """Yield the calls that put words together."""
    for node in module.walk(ast.Call):
        assert isinstance(node, ast.Call)
        if isinstance(node.func, ast.Name) and node.func.id == "Words":
            yield node


def frame_of(text: ast.AST) -> str:
    """Return a text with ``{}`` in place of what is written into it."""
    parts = text.values if isinstance(text, ast.JoinedStr) else [text]
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts
    )


def pieces_of(module: Module) -> Iterator[str]:
    """Yield the longer pieces of the problems that *module* puts into words."""
    for call in words_of(module):
        for node in ast.walk(call.args[0]):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                piece = node.value.strip(" .,:;?!'()")
                if len(piece.split()) >= LONG:
                    yield piece


TABLE = [each for each in modules().values() if of_the_table(each)]
OTHERS = [each for each in modules().values() if not of_the_table(each)]
FRAMES = {frame_of(call.args[0]) for module in TABLE for call in words_of(module)}
PIECES = {piece for module in TABLE for piece in pieces_of(module)}

every_other_module = pytest.mark.parametrize(
    "module", OTHERS, ids=lambda module: module.name
)


@every_other_module
def test_no_one_else_writes_a_sentence_of_the_table(module: Module) -> None:
    by_hand = [
        f"line {line} says {piece!r}"
        for line, text in texts_of(module)
        for piece in PIECES
        if piece in text
    ]

    assert by_hand == []
    assert FRAMES.isdisjoint(map(frame_of, module.walk(ast.JoinedStr, ast.Constant)))


@pytest.mark.parametrize("saying", SAYINGS)
def test_every_saying_is_said_by_somebody(saying: str) -> None:
    users = [
        module.name
        for module in OTHERS
        for node in module.walk(ast.Name, ast.Attribute)
        if saying in (getattr(node, "id", ""), getattr(node, "attr", ""))
    ]

    assert users


def test_the_sentences_of_the_table_are_read_from_its_source() -> None:
    assert "{}.{}() is almost {}, but not quite." in FRAMES
    assert "has no method that answers a request" in PIECES
    assert len(FRAMES) == len(SAYINGS)


@pytest.mark.parametrize("saying", SAYINGS)
def test_a_saying_returns_two_sentences(saying: str) -> None:
    says = getattr(_wording, saying)
    example = {
        "bool": True,
        "tuple[str, str]": ("int", "show"),
        "str": "name",
        "str | None": "other",
    }
    parameters = inspect.signature(says).parameters
    given = {
        name: example.get(each.annotation, ["first", "second"])
        for name, each in parameters.items()
    }

    words = says(**given)

    assert isinstance(words, Words)
    assert words.problem.endswith(".")
    assert words.hint[0].isupper()
    assert words.hint[-1] in ".?"
