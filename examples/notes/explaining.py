"""What is answered when something is wrong: a page for people, JSON for programs."""

from __future__ import annotations

from typing import Final

from kolben import ErrorHandler, Response, current_app, problem_document, request
from kolben.http_errors import HTTPException
from notes.pages import ErrorPage
from notes.visitors import Visitor

__all__ = ["Explain"]

_OURS: Final = 500


class Explain(ErrorHandler[HTTPException]):
    """Says what went wrong, and nothing about the inside."""

    def handle(self, error: HTTPException) -> Response | tuple[ErrorPage, int]:
        code = error.code or _OURS
        if request.path.startswith("/api/"):
            return problem_document(error)
        # Perhaps it is the database that fails: do not ask it who is asking.
        user = None if code >= _OURS else current_app.provided(Visitor).user
        return ErrorPage(user=user, error=error), code
