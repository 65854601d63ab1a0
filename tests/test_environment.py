from __future__ import annotations

import pytest

from kolben._environment import debug_flag, environment, environment_flag


@pytest.mark.parametrize(
    ("variables", "value"),
    [
        ({}, None),
        ({"FLASK_X": "f"}, "f"),
        ({"KOLBEN_X": "k", "FLASK_X": "f"}, "k"),
        ({"KOLBEN_X": "", "FLASK_X": "f"}, ""),
    ],
)
def test_our_variable_is_read_before_the_older_one(
    variables: dict[str, str], value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in variables.items():
        monkeypatch.setenv(name, text)

    assert environment("X") == value


@pytest.mark.parametrize(
    ("text", "flag"),
    [("1", True), ("yes", True), ("0", False), ("False", False), (" no ", False)],
)
def test_a_flag_is_on_unless_it_says_no(
    text: str, flag: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOLBEN_DEBUG", text)

    assert debug_flag() is flag
    assert environment_flag("OTHER") is None
