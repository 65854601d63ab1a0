from __future__ import annotations

from datetime import timedelta

import pytest

from kolben.config import DEFAULTS


def test_the_defaults_are_safe() -> None:
    assert DEFAULTS["MAX_CONTENT_LENGTH"] == 16 * 1024 * 1024
    assert DEFAULTS["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert DEFAULTS["SESSION_COOKIE_HTTPONLY"] is True
    assert DEFAULTS["SESSION_COOKIE_SECURE"] is None


def test_the_documented_defaults_hold() -> None:
    assert DEFAULTS["PERMANENT_SESSION_LIFETIME"] == timedelta(days=31)
    assert DEFAULTS["MAX_FORM_MEMORY_SIZE"] == 500_000
    assert DEFAULTS["MAX_FORM_PARTS"] == 1_000
    assert DEFAULTS["MAX_COOKIE_SIZE"] == 4093


def test_the_defaults_are_upper_case_and_cannot_be_changed() -> None:
    assert all(key.isupper() for key in DEFAULTS)
    with pytest.raises(TypeError):
        DEFAULTS["DEBUG"] = True
