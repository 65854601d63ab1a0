from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from kolben.config.counted import CountedDict


def settings() -> CountedDict:
    return CountedDict({"A": 1, "B": 2})


@pytest.mark.parametrize(
    ("change", "left"),
    [
        pytest.param(
            lambda it: it.__setitem__("A", 9), {"A": 9, "B": 2}, id="setting a key"
        ),
        pytest.param(lambda it: it.__delitem__("A"), {"B": 2}, id="deleting a key"),
        pytest.param(
            lambda it: it.update({"A": 3}, B=4), {"A": 3, "B": 4}, id="updating"
        ),
        pytest.param(
            lambda it: it.update([("A", 3)]), {"A": 3, "B": 2}, id="updating by pairs"
        ),
        pytest.param(
            lambda it: it.__ior__({"C": 3}), {"A": 1, "B": 2, "C": 3}, id="merging"
        ),
        pytest.param(lambda it: it.pop("A"), {"B": 2}, id="popping a key"),
        pytest.param(lambda it: it.popitem(), {"A": 1}, id="popping an item"),
        pytest.param(
            lambda it: it.setdefault("C", 3),
            {"A": 1, "B": 2, "C": 3},
            id="setting a default",
        ),
        pytest.param(lambda it: it.clear(), {}, id="clearing"),
    ],
)
def test_every_change_is_counted(
    change: Callable[[CountedDict], object], left: dict[str, int]
) -> None:
    counted = settings()

    change(counted)

    assert counted == left
    assert counted.version == 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda it: it.__delitem__("C"), id="deleting"),
        pytest.param(lambda it: it.pop("C"), id="popping"),
    ],
)
def test_a_change_that_fails_is_not_counted(
    change: Callable[[CountedDict], object],
) -> None:
    counted = settings()

    with pytest.raises(KeyError):
        change(counted)

    assert counted.version == 0


def test_reading_is_not_counted() -> None:
    counted = settings()

    counted.get("A"), counted["B"], list(counted), counted.setdefault("A", 5)

    assert counted.version == 0


def test_changes_return_what_those_of_a_dict_return() -> None:
    counted = settings()

    assert counted.pop("A") == 1
    assert counted.pop("A", None) is None
    assert counted.setdefault("C", []) == []
    assert counted.popitem() == ("C", [])


def test_merging_keeps_the_object() -> None:
    merged = counted = settings()

    merged |= {"C": 3}

    assert merged is counted


def test_a_copy_counts_on_its_own() -> None:
    counted = settings()
    twin = copy.deepcopy(counted)

    twin["A"] = 2

    assert (counted["A"], counted.version) == (1, 0)
