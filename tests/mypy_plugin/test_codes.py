"""Each code of the plugin can be switched off for a whole project."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy.options import Options

from kolben.mypy_plugin.codes import ROUTE, URL, switch_off


@pytest.mark.parametrize(
    ("file", "text", "off"),
    [
        pytest.param(
            "pyproject.toml",
            '[tool.kolben-mypy]\ndisable = ["kolben-route", "kolben-url"]\n',
            {ROUTE, URL},
            id="toml",
        ),
        pytest.param(
            "mypy.ini",
            "[mypy]\n[kolben-mypy]\ndisable = kolben-route, kolben-url\n",
            {ROUTE, URL},
            id="ini",
        ),
        pytest.param(
            "pyproject.toml",
            '[tool.kolben-mypy]\ndisable = ["arg-type"]\n',
            set(),
            id="not ours",
        ),
        pytest.param(
            "pyproject.toml", "[tool.kolben-mypy]\ndisable = 3\n", set(), id="no list"
        ),
        pytest.param("pyproject.toml", "", set(), id="nothing said"),
    ],
)
def test_a_project_switches_codes_off_in_the_section_of_the_plugin(
    tmp_path: Path, file: str, text: str, off: set[object]
) -> None:
    (tmp_path / file).write_text(text)
    options = Options()
    options.config_file = str(tmp_path / file)

    switch_off(options)

    assert options.disabled_error_codes == off
