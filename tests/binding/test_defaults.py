from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec
import pytest

from kolben import App, Body, Form, Json
from kolben.binding.shapes import Shape


@dataclass(frozen=True)
class Tea:
    kind: str
    sugar: int = 2
    with_: list[str] = field(default_factory=list)
    hot: bool = True


@dataclass(slots=True)
class Slotted:
    kind: str
    sugar: int = 2


@dataclass
class Recursive:
    name: str = "root"
    below: list[Recursive] = field(default_factory=list)


@dataclass
class Judged:
    kind: str
    strong: bool = False

    def __post_init__(self) -> None:
        self.strong = self.kind == "black"


class Point(NamedTuple):
    x: int
    y: int = 0


def read(annotation: Any, text: bytes) -> Any:
    return Shape.of(annotation, "value").from_json(text)


@pytest.mark.parametrize("text", [b'{"kind":"a"}', b'{"hot":true,"kind":"a"}'])
def test_defaults_are_written_in_the_order_of_the_class(text: bytes) -> None:
    tea = read(Tea, text)

    assert tea == Tea("a")
    assert list(vars(tea)) == ["kind", "sugar", "with_", "hot"]
    assert msgspec.json.encode(tea) == b'{"kind":"a","sugar":2,"with_":[],"hot":true}'


def test_what_was_sent_is_not_replaced() -> None:
    assert read(Tea, b'{"kind":"a","sugar":0}').sugar == 0
    assert vars(read(Judged, b'{"kind":"black"}')) == {"kind": "black", "strong": True}


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (list[Tea], b'[{"kind":"a"}]'),
        (dict[str, Tea], b'{"b":{"kind":"a"}}'),
        (tuple[int, Tea], b'[1,{"kind":"a"}]'),
        (Tea | None, b'{"kind":"a"}'),
        (Tea | int, b'{"kind":"a"}'),
    ],
)
def test_defaults_are_given_wherever_a_dataclass_stands(
    annotation: Any, text: bytes
) -> None:
    value = read(annotation, text)

    assert b'"sugar":2,"with_":[],"hot":true' in msgspec.json.encode(value)
    assert read(Tea | None, b"null") is None


def test_a_recursive_dataclass_has_its_defaults_at_every_depth() -> None:
    value = read(Recursive, b'{"below":[{"below":[{}]}]}')

    assert vars(value.below[0].below[0]) == {"name": "root", "below": []}


@pytest.mark.parametrize("kind", [Slotted, Point])
def test_what_has_its_own_place_for_defaults_is_left_alone(kind: Any) -> None:
    assert not Shape.of(kind, "value")._node.is_judged


def test_an_input_that_is_sent_back_has_its_defaults() -> None:
    app = App("test")

    @app.post("/body")
    def body(tea: Body[Tea]) -> Json[Tea]:
        return Json(tea)

    @app.post("/form")
    def form(tea: Form[Tea]) -> Json[Tea]:
        return Json(tea)

    client = app.test_client()
    whole = {"kind": "a", "sugar": 2, "with_": [], "hot": True}

    assert client.post("/body", json={"kind": "a"}).json == whole
    assert client.post("/form", data={"kind": "a"}).json == whole


def test_what_an_object_adds_to_itself_is_kept() -> None:
    @dataclass(frozen=True)
    class Adds:
        kind: str
        sugar: int = 2
        note: str = field(default="", init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "seen", True)

    held = vars(read(Adds, b'{"kind":"a"}'))

    assert held["seen"] is True
    assert (held["kind"], held["sugar"]) == ("a", 2)
