from __future__ import annotations

from typing import Any, Generic, TypeVar

import pytest

from kolben._annotations import MISSING
from kolben._generics import argument_of, arguments_of, filled_in

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


class Box(Generic[T]):
    pass


class Ints(Box[int]):
    pass


class Below(Ints):
    pass


class Lists(Box[list[T]]):
    pass


class ListsOfText(Lists[str]):
    pass


class Both(Box[dict[K, V]], Generic[K, V]):
    pass


class Table(Both[str, int]):
    pass


class Beside(dict[str, bytes], Box[int]):
    pass


class Bare(Box):  # type: ignore[type-arg]  # nothing is given, on purpose
    pass


class Later(Box["Named"]):
    pass


class Named:
    pass


@pytest.mark.parametrize(
    ("cls", "argument"),
    [
        (Ints, int),
        (Below, int),
        (ListsOfText, list[str]),
        (Table, dict[str, int]),
        (Beside, int),
        (Bare, MISSING),
        (Lists, list[T]),  # type: ignore[valid-type]  # a value here
        (Later, Named),
        (int, MISSING),
    ],
)
def test_what_a_class_gives_its_base_is_read(cls: Any, argument: object) -> None:
    assert argument_of(cls, Box) == argument


def test_a_name_that_is_not_there_yet_stays_one() -> None:
    class Early(Box["Nowhere"]):  # type: ignore[name-defined]  # on purpose
        pass

    assert argument_of(Early, Box).__class__.__name__ == "ForwardRef"


def test_what_a_class_gives_each_of_its_bases_is_told_apart() -> None:
    assert arguments_of(Table, Both) == {K: str, V: int}
    assert arguments_of(Table, Box) == {T: dict[str, int]}
    assert arguments_of(Both, Both) == arguments_of(int, Box) == {}


def test_what_is_given_is_filled_in_wherever_it_stands() -> None:
    given: dict[object, object] = {T: int}

    assert filled_in(T, given) is int
    assert filled_in(dict[str, list[T]], given) == dict[str, list[int]]  # type: ignore[valid-type]  # a value here
    assert filled_in(T | None, given) == int | None
    assert filled_in(dict[K, T], given) == dict[K, int]  # type: ignore[valid-type]  # a value here
    assert filled_in(str, given) is str
