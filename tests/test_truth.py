from __future__ import annotations

from typing import Any

import pytest

from kolben import Config
from kolben._environment import environment_flag
from kolben._truth import TRUTH
from kolben.binding.text import text_reader


class Settings(Config):
    flag: bool


@pytest.mark.parametrize("word", TRUTH)
def test_a_word_means_the_same_in_a_query_and_in_the_environment(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOLBEN_TRUTH", word.upper())
    read: Any = text_reader(bool)

    assert read(word.upper()) is TRUTH[word]
    assert Settings.from_env(environ={"FLAG": word.upper()}).flag is TRUTH[word]
    assert environment_flag("TRUTH") is TRUTH[word]
