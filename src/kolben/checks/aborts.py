"""``abort`` with a status that stands for no error.

Layer 8. It is found by asking ``abort`` itself, which knows the errors.
"""

from __future__ import annotations

from collections.abc import Iterator

from kolben._calls import UNKNOWN
from kolben.app import App
from kolben.checks.finding import Finding
from kolben.checks.project import Project
from kolben.checks.sources import calls_of_app
from kolben.http_errors import AbortError, HTTPException, abort

__all__ = ["aborts_without_error"]


def aborts_without_error(app: App, project: Project) -> Iterator[Finding]:
    """Yield the calls of ``abort`` that would fail."""
    del project
    for call in calls_of_app(app, "abort"):
        status = call.values.get("status", call.first)
        if status is UNKNOWN or not isinstance(status, int | str):
            continue
        try:
            abort(status)  # type: ignore[arg-type]  # text is what may be wrong
        except AbortError as error:
            problem, hint = error.problem, error.hint
            yield Finding("abort-without-error", "error", call.site, problem, hint)
        except HTTPException:
            continue
