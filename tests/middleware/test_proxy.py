from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from werkzeug.middleware.proxy_fix import ProxyFix

from kolben.middleware import LighttpdCGIRootFix

NEW = "lighttpd/1.4.55"
OLD = "lighttpd/1.4.9"


def application(environ: dict[str, Any], _start_response: Any) -> Iterable[bytes]:
    return [environ["SCRIPT_NAME"].encode(), environ.get("PATH_INFO", "").encode()]


def seen_by(fixed: Any, **environ: str) -> list[bytes]:
    """Return the script name and the path that the application sees."""
    return [*fixed(dict(environ), None)]


@pytest.mark.parametrize(
    ("software", "path"),
    [
        pytest.param(NEW, b"/3", id="the version that leaves the path whole"),
        pytest.param("lighttpd/1.4.28", b"/3", id="the first such version"),
        pytest.param("lighttpd/2.0.0 (x)", b"/3", id="a later major version"),
        pytest.param("lighttpd/1.4.27", b"/cats/3", id="the last that cuts it"),
        pytest.param(OLD, b"/cats/3", id="an old version of one digit"),
        pytest.param("other", b"/cats/3", id="another server"),
    ],
)
def test_puts_the_path_together_for_old_versions(software: str, path: bytes) -> None:
    seen = seen_by(
        LighttpdCGIRootFix(application),
        SERVER_SOFTWARE=software,
        SCRIPT_NAME="/cats",
        PATH_INFO="/3",
    )

    assert seen == [b"", path]


def test_takes_a_missing_version_for_an_old_one() -> None:
    fixed = LighttpdCGIRootFix(application)

    assert seen_by(fixed, SCRIPT_NAME="/cats", PATH_INFO="/3") == [b"", b"/cats/3"]
    assert seen_by(fixed) == [b"", b""]


@pytest.mark.parametrize("root", ["app", "/app", "/app/"])
def test_the_root_of_the_application_is_its_script_name(root: str) -> None:
    fixed = LighttpdCGIRootFix(application, root)

    assert fixed.app_root == "/app"
    assert seen_by(fixed, SERVER_SOFTWARE=NEW, PATH_INFO="/3") == [b"/app", b"/3"]


def test_stands_in_line_with_other_middleware() -> None:
    fixed = ProxyFix(LighttpdCGIRootFix(application), x_prefix=1)

    seen = seen_by(
        fixed, SERVER_SOFTWARE=NEW, PATH_INFO="/3", HTTP_X_FORWARDED_PREFIX="/x"
    )

    assert seen == [b"", b"/3"]
