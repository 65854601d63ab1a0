from __future__ import annotations

from pathlib import Path

import pytest
from tests.checks.projects import findings


def test_finds_a_status_that_is_no_error(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, "stop = lambda: abort(204)")

    assert (finding.rule, finding.severity) == ("abort-without-error", "error")
    assert finding.problem == "There is no HTTP error with status 204."
    assert finding.hint == "Return it with the body instead: 'return body, 204'."


@pytest.mark.parametrize("status", ["404", "status", "*status", "status=410"])
def test_has_nothing_against_an_error(status: str, tmp_path: Path) -> None:
    assert findings(tmp_path, f"stop = lambda status: abort({status})") == []
