from __future__ import annotations

from pathlib import Path

from tests.checks.conftest import Found

from kolben import App


def test_a_setting_that_is_called_almost_like_another_is_found(found: Found) -> None:
    app = App("example", config={"SESSION_COOKIE_SECUR": True, "SECRET_KEY": "x" * 40})

    (finding,) = found(app)

    assert finding.rule == "misspelled-setting"
    assert finding.hint == "Did you mean 'SESSION_COOKIE_SECURE'?"


def test_settings_of_ones_own_are_not_judged(found: Found) -> None:
    names = ("DATABASE", "PAGE_SIZE", "MAIL_SERVER", "SESSION_TYPE", "DEBUG_TOOLBAR")

    assert found(App("example", config=dict.fromkeys(names, ""))) == []


def test_a_folder_that_is_not_there_is_found(found: Found, tmp_path: Path) -> None:
    app = App(
        "example", static_folder=tmp_path / "assets", template_folder=tmp_path / "pages"
    )

    findings = found(app, "missing-folder")

    assert [each.hint for each in findings] == [
        "Make it, or pass static_folder=None.",
        "Make it, or pass template_folder=None.",
    ]


def test_the_usual_folders_may_be_missing(found: Found) -> None:
    assert found(App("example")) == []
