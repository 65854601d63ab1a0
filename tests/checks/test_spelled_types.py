"""Annotations become text that type checkers read elsewhere."""

from __future__ import annotations

import datetime as dt
import pathlib
import typing
from collections.abc import Callable
from enum import Enum
from typing import Annotated, Any, Literal, NewType

import pytest

from kolben import Query
from kolben._annotations import MISSING
from kolben.checks.spelled_types import spelled

UserId = NewType("UserId", int)


class Order(Enum):
    NEWEST = "newest"


class Shelf:
    class Inner:
        pass


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (int, "int"),
        (None, "None"),
        (int | None, "int | None"),
        (typing.Optional[str], "str | None"),  # noqa: UP045  # the older form
        (dt.date, "datetime.date"),
        (pathlib.PurePosixPath, "pathlib.PurePosixPath"),
        (Annotated[int, "metadata"], "int"),
        (Query[int], "int"),
        (Literal["a", 1, None], "Literal['a', 1, None]"),
        (list[dt.date], "list[datetime.date]"),
        (frozenset[int] | None, "frozenset[int] | None"),
        (UserId, f"{__name__}.UserId"),
        (Order, f"{__name__}.Order"),
        (Shelf.Inner, f"{__name__}.Shelf.Inner"),
        (Literal[Order.NEWEST], "Any"),
        (dict[str, int], "Any"),
        (Callable[[], int], "Any"),
        (Any, "Any"),
        (MISSING, "Any"),
        ("int", "Any"),
    ],
)
def test_a_type_is_written_with_full_names_or_is_any(
    annotation: object, text: str
) -> None:
    assert spelled(annotation).text == text


def test_a_class_that_has_no_name_elsewhere_is_any() -> None:
    class Local:
        pass

    assert spelled(Local).text == "Any"
    assert spelled(list[Local] | None).text == "list[Any] | None"


def test_what_has_to_be_imported_is_told() -> None:
    kind = spelled(list[dt.date] | Order)

    assert kind.modules == {"datetime", __name__}
