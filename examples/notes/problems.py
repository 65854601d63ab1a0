"""The pages that people see when something is wrong."""

from __future__ import annotations

from kolben import App, g, render_template
from kolben.http_errors import HTTPException

__all__ = ["add_error_pages"]


def add_error_pages(app: App) -> None:
    """Let *app* answer errors with a page that looks like the others."""
    app.register_error_handler(HTTPException, error_page)


def error_page(error: HTTPException) -> tuple[str, int]:
    """Say what went wrong, and nothing about the inside."""
    g.setdefault("user", None)  # the error may have come before anyone looked
    return render_template("error.html", error=error), error.code or 500
