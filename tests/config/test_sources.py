from __future__ import annotations

import string
from pathlib import Path

import pytest

from kolben.config.sources import ConfigImportError, imported, is_absent


@pytest.mark.parametrize("path", ["string.digits", "string:digits"])
def test_a_path_may_be_written_with_dots_or_a_colon(path: str) -> None:
    assert imported(path) == string.digits


def test_a_path_may_name_a_module_within_a_package() -> None:
    assert imported("importlib.metadata").__name__ == "importlib.metadata"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param("nowhere_at_all", "no module 'nowhere_at_all'", id="no module"),
        pytest.param("string.digitz", "did you mean 'digits'?", id="misspelled"),
        pytest.param("string:zzz", "'string' has no 'zzz'.", id="nothing like it"),
        pytest.param("string.digits.x", "has no 'x'", id="beyond a value"),
        pytest.param("", "not an import path", id="empty"),
        pytest.param(".settings", "not an import path", id="relative"),
        pytest.param("settings.py", "no module 'settings'", id="a file name"),
        pytest.param("conf/settings", "not an import path", id="a file path"),
    ],
)
def test_says_why_a_path_leads_nowhere(path: str, reason: str) -> None:
    with pytest.raises(ConfigImportError) as caught:
        imported(path)

    assert reason in caught.value.problem
    assert repr(path) in caught.value.problem


def test_an_import_that_fails_within_the_module_is_shown_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "settings_that_import.py").write_text("import no_such_library\n")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(ModuleNotFoundError) as caught:
        imported("settings_that_import.Production")

    assert caught.value.name == "no_such_library"


def test_only_a_file_is_present(tmp_path: Path) -> None:
    (tmp_path / "a.py").touch()

    assert not is_absent(tmp_path / "a.py")
    assert is_absent(tmp_path)
    assert is_absent(tmp_path / "a.py" / "b.py")
