"""Templates that are right raise no alarm, and Jinja itself misses nothing in them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.templating.pages import RIGHT, environment, missed

from kolben.templating.analysis import analyze


@pytest.mark.parametrize(("case", "values"), RIGHT.values(), ids=RIGHT)
def test_a_right_page_raises_no_alarm(case: str, values: dict[str, Any]) -> None:
    setting = environment(case)
    setting.install_null_translations()  # type: ignore[attr-defined]  # of i18n
    found = analyze(setting, "page.html")
    needed = {use.name for use in found.uses if not use.optional}
    isolated = {use.name for use in found.uses if use.isolated and not use.optional}

    assert [str(fault) for fault in found.faults] == []
    assert needed <= values.keys() | setting.globals.keys()
    assert isolated <= setting.globals.keys()


@pytest.mark.parametrize(("case", "values"), RIGHT.values(), ids=RIGHT)
def test_jinja_misses_only_what_is_optional(case: str, values: dict[str, Any]) -> None:
    optional = {
        u.name for u in analyze(environment(case), "page.html").uses if u.optional
    }

    assert missed(case, values) - optional - {"caller"} == set()


@pytest.mark.parametrize(("case", "values"), RIGHT.values(), ids=RIGHT)
def test_every_value_of_a_right_page_is_used(case: str, values: dict[str, Any]) -> None:
    used = {use.name for use in analyze(environment(case), "page.html").uses}

    assert values.keys() <= used
