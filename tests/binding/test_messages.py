from __future__ import annotations

from typing import Any, Literal

import pytest
from tests.binding.structures import Color

from kolben.binding.messages import shown, translated
from kolben.binding.nodes import Node


@pytest.mark.parametrize(
    ("words", "annotation", "place", "message"),
    [
        ("Expected `int`, got `str`", int, "", "Expected an integer, got text."),
        (
            "Expected `int | null`, got `str` - at `$[1].a`",
            int,
            "[1].a",
            "Expected an integer or null, got text.",
        ),
        (
            "Object missing required field `a` - at `$.b`",
            int,
            ".b.a",
            "Required, but missing.",
        ),
        ("Object contains unknown field `a b`", int, "['a b']", "Unknown field."),
        ("Expected `array` of length 2", int, "", "Expected a list of 2 items."),
        (
            "Expected `array` of at least length 2",
            int,
            "",
            "Expected a list of at least 2 items.",
        ),
        ("Invalid enum value 'x'", Color, "", "Expected one of 'red', 'green'."),
        ("Invalid enum value 'x'", Literal["a", 1], "", "Expected one of 'a', 1."),
        ("Invalid enum value 'x'", Color | None, "", "Expected one of 'red', 'green'."),
        (
            "Invalid enum value 'x' - at `$.a`",
            int,
            ".a",
            "Not one of the known values.",
        ),
        ("Invalid UUID", int, "", "Expected a UUID."),
        ("ends before it starts", int, "", "Ends before it starts."),
        ("", int, "", "Not what is wanted."),
    ],
)
def test_what_msgspec_says_becomes_a_sentence_with_its_place(
    words: str, annotation: Any, place: str, message: str
) -> None:
    assert translated(words, Node(annotation, {})) == (place, message)


def test_a_key_of_a_stranger_is_cut_and_escaped() -> None:
    assert shown("a-b_1") == ".a-b_1"
    assert shown("a\r\nb") == "['a\\r\\nb']"
    assert shown("ä") == "['\\xe4']"
    assert len(shown("x" * 1000)) < 80
