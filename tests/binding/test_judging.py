from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from annotated_types import Ge, MinLen
from tests.binding.structures import Author, Options, Tree

from kolben.binding.judging import judge_of
from kolben.binding.nodes import Node

Positive = Annotated[int, Ge(1)]


@dataclass
class Poll:
    answers: Annotated[list[str], MinLen(1)] = field(default_factory=list)


@pytest.mark.parametrize(
    ("annotation", "right", "wrong", "violation"),
    [
        (Positive, 1, 0, "must be at least 1"),
        (Positive | None, None, 0, "must be at least 1"),
        (Positive | str, "", 0, "must be at least 1"),
        (Positive | Literal["none"], "none", 0, "must be at least 1"),
        (list[Positive], [1], [1, 0], "must be at least 1"),
        (tuple[str, Positive], ("", 1), ("", 0), "must be at least 1"),
        (dict[str, Positive], {"": 1}, {"": 0}, "must be at least 1"),
        (dict[Positive, str], {1: ""}, {0: ""}, "must be at least 1"),
        (Author, Author("a"), Author(""), "must be at least 1 character long"),
        (Author | None, None, Author(""), "must be at least 1 character long"),
        (
            Options | None,
            {"size": 1},
            {"note": "abc"},
            "must be at most 2 characters long",
        ),
        (
            Tree,
            Tree(1, [Tree(2)]),
            Tree(1, [Tree(2), Tree(10)]),
            "must be less than 10",
        ),
        (list[Decimal], [Decimal(1)], [Decimal("NaN")], "must be a finite number"),
    ],
)
def test_each_part_of_a_value_is_judged(
    annotation: Any, right: object, wrong: object, violation: str
) -> None:
    node = Node(annotation, {})
    judge = judge_of(node)

    assert node.is_judged
    assert judge(right) is None
    assert judge(wrong) == violation


def test_a_default_is_not_judged() -> None:
    assert judge_of(Node(Poll, {}))(Poll()) is None


def test_what_msgspec_knows_is_not_judged_again() -> None:
    assert not Node(dict[str, list[int] | None], {}).is_judged
