"""The plugin has nothing to say of what is right: a false alarm is a defect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.typing import corpus
from tests.typing.checkers import Reports, mypy_over

pytestmark = pytest.mark.xdist_group("corpus")


@pytest.fixture(autouse=True)
def _outspoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the plugin fail where it would keep silent about a fault of its own."""
    monkeypatch.setenv("KOLBEN_PLUGIN_DEBUG", "1")


def alarms(reports: Reports) -> list[str]:
    """Return what the plugin reports among *reports*."""
    return [
        f"{file.name}:{line}: {message}"
        for file, reported in reports.items()
        for line, messages in reported.items()
        for message in messages
        if "[kolben-" in message
    ]


def test_the_examples_are_right() -> None:
    assert dict(mypy_over(corpus.EXAMPLES, plugin=True)) == {}


@pytest.mark.parametrize(
    "programs",
    [corpus.pages, corpus.docstrings, corpus.resources],
    ids=lambda programs: programs.__name__,
)
def test_nothing_is_said_of_right_programs(
    programs: Callable[[], Iterator[tuple[str, str]]], tmp_path: Path
) -> None:
    files = corpus.write(tmp_path, programs())

    assert len(files) > 15
    assert alarms(mypy_over(files, plugin=True)) == []


def test_generated_resources_are_right_in_all_they_say(tmp_path: Path) -> None:
    files = corpus.write(tmp_path, corpus.resources())

    assert dict(mypy_over(files, plugin=True)) == {}
