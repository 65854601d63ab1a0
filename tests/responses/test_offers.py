from __future__ import annotations

from collections.abc import Awaitable
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolben import Created, Html, Json, NoContent, Redirect
from kolben._annotations import MISSING
from kolben.responses.offers import accepted, is_preferred, offers_of

HTML, JSON = "text/html", "application/json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class Page:
    def __html__(self) -> str:
        return "<p>"


class Picture(Json[bytes]):
    media_type = "Image/PNG; q=1"


@pytest.mark.parametrize(
    ("returned", "offers"),
    [
        (Html | Json[int], (HTML, JSON)),
        (Json[int] | Html, (JSON, HTML)),
        (Json | Page, (JSON, HTML)),
        (Page | Json[int] | Redirect | None, (HTML, JSON)),
        (Picture | Html, ("image/png", HTML)),
        (Awaitable[Html | Json[int]], (HTML, JSON)),
        (Annotated[Html | Json[int], "documented"], (HTML, JSON)),
        (tuple[Json[int], int] | Html, (JSON, HTML)),
        (Html | Page, ()),
        (Json[int] | Created[int], ()),
        (Json[int] | Redirect | NoContent, ()),
        (str | dict[str, int], ()),
        (Html, ()),
        (Any, ()),
        (MISSING, ()),
        (None, ()),
        ("Nowhere", ()),
    ],
)
def test_offers_are_the_media_types_that_an_annotation_names(
    returned: object, offers: tuple[str, ...]
) -> None:
    assert offers_of(returned) == offers


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, HTML),
        ("", HTML),
        ("*/*", HTML),
        (BROWSER, HTML),
        (JSON, JSON),
        ("APPLICATION/JSON", JSON),
        ("application/json; charset=utf-8", JSON),
        ("application/json;version=2", None),
        ("application/*", JSON),
        ("application/json, text/plain, */*", JSON),
        ("text/html;q=0.5, application/json", JSON),
        ("text/html;q=0.5, application/json;q=0.4", HTML),
        ("text/html;q=0, */*;q=0.1", JSON),
        ("text/html;q=0, application/json;q=0", None),
        ("image/png", None),
        ("*/html", None),
        ("nonsense", None),
    ],
)
def test_a_client_gets_what_it_likes_best(
    accept: str | None, chosen: str | None
) -> None:
    assert accepted(accept, (HTML, JSON)) == chosen


@pytest.mark.parametrize(
    ("accept", "html", "json"),
    [
        (None, True, True),
        ("*/*", True, True),
        (BROWSER, True, False),
        (JSON, False, True),
        ("application/json, text/html", True, True),
        ("image/png", False, False),
        ("text/html;q=0", False, False),
    ],
)
def test_a_type_is_preferred_if_nothing_is_liked_better(
    accept: str | None, html: bool, json: bool
) -> None:
    assert is_preferred(accept, HTML) is html
    assert is_preferred(accept, JSON) is json


@given(st.text(st.characters(max_codepoint=255)) | st.from_regex(r"[a-z*/;=q0-9., ]*"))
def test_no_accept_header_breaks_the_choice(accept: str) -> None:
    assert accepted(accept, (HTML, JSON)) in {HTML, JSON, None}
    assert is_preferred(accept, JSON) in {True, False}
