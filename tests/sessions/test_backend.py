from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from kolben.config import DEFAULTS
from kolben.exceptions import ConfigError
from kolben.sessions import CookieSettings


def test_the_defaults_of_the_configuration_are_those_of_the_settings() -> None:
    assert CookieSettings.from_config(DEFAULTS) == CookieSettings()
    assert CookieSettings.from_config({}) == CookieSettings()


def test_every_setting_has_its_key() -> None:
    settings = CookieSettings.from_config(
        {
            "SESSION_COOKIE_NAME": "visit",
            "SESSION_COOKIE_DOMAIN": "example.com",
            "SESSION_COOKIE_PATH": "/shop",
            "SESSION_COOKIE_HTTPONLY": False,
            "SESSION_COOKIE_SECURE": True,
            "SESSION_COOKIE_SAMESITE": "Strict",
            "SESSION_COOKIE_PARTITIONED": True,
            "PERMANENT_SESSION_LIFETIME": timedelta(hours=1),
            "SESSION_REFRESH_EACH_REQUEST": False,
            "MAX_COOKIE_SIZE": 1000,
        }
    )

    assert settings == CookieSettings(
        name="visit",
        domain="example.com",
        path="/shop",
        httponly=False,
        secure=True,
        samesite="Strict",
        partitioned=True,
        lifetime=timedelta(hours=1),
        refresh_each_request=False,
        max_size=1000,
    )


def test_without_a_path_the_cookie_belongs_to_the_application_root() -> None:
    assert CookieSettings.from_config({"APPLICATION_ROOT": "/shop"}).path == "/shop"


@pytest.mark.parametrize(
    ("config", "secure"),
    [
        pytest.param({}, None, id="as the request"),
        pytest.param({"DEBUG": True}, False, id="debug"),
        pytest.param({"DEBUG": True, "SESSION_COOKIE_SECURE": True}, True, id="said"),
        pytest.param({"SESSION_COOKIE_SECURE": False}, False, id="denied"),
        pytest.param({"SESSION_COOKIE_SAMESITE": "none"}, True, id="from other sites"),
        pytest.param(
            {"SESSION_COOKIE_SAMESITE": "None", "DEBUG": True}, True, id="both"
        ),
    ],
)
def test_secure_is_decided_by_the_request_unless_debugging(
    config: dict[str, Any], secure: bool | None
) -> None:
    assert CookieSettings.from_config(config).secure is secure


def test_a_lifetime_may_be_a_number_of_seconds() -> None:
    settings = CookieSettings.from_config({"PERMANENT_SESSION_LIFETIME": 90})

    assert settings.lifetime == timedelta(seconds=90)


@pytest.mark.parametrize("written", ["lax", "LAX", "Lax"])
def test_samesite_may_be_written_in_any_case(written: str) -> None:
    settings = CookieSettings.from_config({"SESSION_COOKIE_SAMESITE": written})

    assert settings.samesite == "Lax"


def test_samesite_may_be_left_to_the_browser() -> None:
    settings = CookieSettings.from_config({"SESSION_COOKIE_SAMESITE": None})

    assert settings.samesite is None


@pytest.mark.parametrize(
    ("key", "value"),
    [("SESSION_COOKIE_SAMESITE", "loose"), ("PERMANENT_SESSION_LIFETIME", "1 day")],
)
def test_a_wrong_setting_is_named_with_its_value(key: str, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        CookieSettings.from_config({key: value})

    assert caught.value.problem == f"The setting {key!r} is {value!r}."
