from __future__ import annotations

from typing import Any

import pytest

from kolben import App
from kolben.exceptions import ConfigError


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param("MAX_CONTENT_LENGTH", "100", id="text for a number"),
        pytest.param("MAX_FORM_MEMORY_SIZE", 1.5, id="half a byte"),
        pytest.param("MAX_FORM_PARTS", True, id="a flag for a number"),
        pytest.param("TRUSTED_HOSTS", 3, id="a number for hosts"),
        pytest.param("TRUSTED_HOSTS", [b"example.com"], id="bytes for hosts"),
    ],
)
def test_a_limit_of_the_wrong_type_is_named(app: App, key: str, value: Any) -> None:
    app.config[key] = value

    with pytest.raises(ConfigError) as caught:
        app.test_client().get("/")

    assert key in caught.value.problem
    assert repr(value) in caught.value.problem


@pytest.mark.parametrize(
    ("hosts", "status"),
    [
        pytest.param(None, 200, id="any host"),
        pytest.param("localhost", 200, id="one name"),
        pytest.param({"localhost"}, 200, id="a set"),
        pytest.param("example.com", 400, id="another host"),
    ],
)
def test_trusted_hosts_may_be_given_in_several_forms(
    app: App, hosts: Any, status: int
) -> None:
    app.config["TRUSTED_HOSTS"] = hosts
    app.get("/")(lambda: "answer")

    assert app.test_client().get("/").status_code == status
