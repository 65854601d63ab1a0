"""Every example of the documentation runs, and shows what it says that it shows."""

from __future__ import annotations

import doctest
import os
import re
from pathlib import Path
from unittest.mock import patch

import pytest

import kolben
from kolben.config import DEFAULTS
from kolben.http_errors import DEFAULT_ERRORS

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {page.stem: page for page in sorted(DOCS.glob("*.md"))}

_EXAMPLE = re.compile(r"^```pycon\n(.*?)^```", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", PAGES)
def test_the_examples_of_a_page_run(name: str) -> None:
    text = PAGES[name].read_text("utf-8")
    source = "\n".join(found[1] for found in _EXAMPLE.finditer(text))
    test = doctest.DocTestParser().get_doctest(source, {}, name, str(PAGES[name]), 0)
    output: list[str] = []

    with patch.dict(os.environ):  # a page may set variables
        result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(
            test, out=output.append
        )

    assert result.failed == 0, "".join(output)


@pytest.mark.parametrize("name", sorted(set(PAGES) - {"index"}))
def test_every_page_can_be_reached_from_the_first(name: str) -> None:
    index = PAGES["index"].read_text("utf-8")

    assert name in index.splitlines()


@pytest.mark.parametrize("name", kolben.__all__)
def test_every_exported_name_stands_in_the_reference(name: str) -> None:
    reference = PAGES["reference"].read_text("utf-8")

    assert re.search(rf"\bkolben\.(\w+\.)*{name}\b", reference)


def test_every_http_error_stands_in_the_reference() -> None:
    reference = PAGES["reference"].read_text("utf-8")
    rows = re.findall(r"^\| (\d{3}) \| `(\w+)`", reference, re.MULTILINE)

    assert rows == [(str(code), kind.__name__) for code, kind in DEFAULT_ERRORS.items()]


def test_every_setting_is_documented() -> None:
    rows = re.findall(
        r"^\| `([A-Z_]+)` \|", PAGES["configuration"].read_text("utf-8"), re.MULTILINE
    )

    assert rows == sorted(DEFAULTS)
