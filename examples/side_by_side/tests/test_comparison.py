from __future__ import annotations

import pytest

from side_by_side.comparing import Comparison, compared
from side_by_side.table import CONVERSATION, EVERY_METHOD, Ask


@pytest.fixture(scope="module")
def comparisons() -> list[Comparison]:
    return list(compared(CONVERSATION + EVERY_METHOD))


def test_both_answer_everything_alike_and_as_they_should(
    comparisons: list[Comparison],
) -> None:
    wrong = [str(each) for each in comparisons if not each.is_right]

    assert wrong == []
    assert len(comparisons) == len(CONVERSATION) + len(EVERY_METHOD)


def test_the_methods_of_a_url_are_the_same(comparisons: list[Comparison]) -> None:
    allowed = {
        each.ask.path: dict(each.decorators.headers).get("Allow")
        for each in comparisons
        if each.ask.method == "OPTIONS"
    }

    assert allowed["/recipes/1"] == "DELETE, GET, HEAD, OPTIONS, PUT"
    assert allowed["/orders/3"] == "POST"


def test_a_visit_is_remembered_and_a_message_shown_once() -> None:
    form = Ask("POST", "/", 303).form(("title", "Stew"), ("minutes", "20"))
    page = Ask("GET", "/", 200)

    pages = [each.resources.body for each in compared((page, form, page, page))]

    assert b"You were here 1 times." in pages[0]
    assert b"You were here 2 times." in pages[2]
    assert b"Stew is kept." in pages[2]
    assert b"Stew is kept." not in pages[3]


def test_a_difference_would_be_seen(comparisons: list[Comparison]) -> None:
    first, second = comparisons[0], comparisons[3]

    different = Comparison(first.ask, first.resources, second.resources)

    assert not different.is_same
    assert str(different).startswith("! 200 GET /\n    wanted:     200")
