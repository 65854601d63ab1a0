from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import pytest

from kolben.json._places import place_of

wanted = object()


@dataclass
class Box:
    content: object


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (wanted, "$"),
        ([0, [wanted]], "$[1][0]"),
        ({"a": (wanted,)}, "$['a'][0]"),
        (MappingProxyType({"a": wanted}), "$['a']"),
        ([Box(wanted)], "$[0].content"),
        ([Box(Box)], None),
        ("text", None),
    ],
)
def test_the_place_is_written_as_a_path(value: object, place: str | None) -> None:
    assert place_of(wanted, value) == place


def test_the_shortest_path_is_found() -> None:
    assert place_of(wanted, {"a": [wanted], "b": wanted}) == "$['b']"


def test_a_ring_is_walked_once() -> None:
    ring: list[object] = [1]
    ring.append(ring)

    assert place_of(wanted, ring) is None


def test_the_walk_is_bounded() -> None:
    assert place_of(wanted, [*([object() for _ in range(100_001)]), wanted]) is None
