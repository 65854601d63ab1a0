from __future__ import annotations

from functools import partial, wraps
from typing import Any, NotRequired, TypedDict

import pytest

from kolben.templating import names_given


class Given(TypedDict):
    shop: str
    open: NotRequired[bool]


def typed() -> Given:
    given: Given = _from_somewhere()
    return given


def literal() -> dict[str, Any]:
    return {"a": 1, "b": 2}


def called() -> dict[str, Any]:
    return dict(a=1, c=2)  # noqa: C408  # as people write it


def branches(flag: bool = True) -> dict[str, Any]:
    def inner() -> int:
        return 3

    if flag:
        return {"a": inner()}
    return {"b": 1} if names_given([]) else {}


async def later() -> dict[str, Any]:
    return {"d": 1}


@wraps(literal)
def wrapped() -> dict[str, Any]:
    return literal()


def unknown() -> dict[str, Any]:
    given: dict[str, Any] = _from_somewhere()
    return given


def spread() -> dict[str, Any]:
    return {"a": 1, **literal()}


def computed() -> dict[str, Any]:
    return {literal.__name__: 1}


def called_with_more() -> dict[str, Any]:
    return dict(literal(), a=1)


def silent() -> dict[str, Any]:
    raise NotImplementedError


class Shop:
    def given(self) -> dict[str, Any]:
        return {"shop": self}


def _from_somewhere() -> Any:
    return {}


@pytest.mark.parametrize(
    ("processor", "names"),
    [
        (typed, {"shop", "open"}),
        (literal, {"a", "b"}),
        (called, {"a", "c"}),
        (branches, {"a", "b"}),
        (later, {"d"}),
        (wrapped, {"a", "b"}),
        (partial(branches, flag=False), {"a", "b"}),
        (Shop().given, {"shop"}),
    ],
)
def test_names_are_read_without_a_call(processor: Any, names: set[str]) -> None:
    assert names_given([processor]) == frozenset(names)


@pytest.mark.parametrize(
    "processor", [unknown, spread, computed, called_with_more, silent, dict, len]
)
def test_what_cannot_be_read_is_unknown(processor: Any) -> None:
    assert names_given([literal, processor]) is None


def test_a_lambda_is_read() -> None:
    processor = lambda: {"a": 1}  # noqa: E731  # as people write it

    assert names_given([processor]) == frozenset({"a"})


def test_the_names_of_several_are_joined() -> None:
    assert names_given([literal, called]) == frozenset({"a", "b", "c"})
