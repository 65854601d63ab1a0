"""What is answered when something is wrong: a page for people, JSON for programs."""

from __future__ import annotations

from kolben import App, g, render_template, request
from kolben.http_errors import HTTPException

__all__ = ["add_error_handlers"]


def add_error_handlers(app: App) -> None:
    """Let *app* answer every HTTP error in its own style."""
    app.register_error_handler(HTTPException, explain)


def explain(
    error: HTTPException,
) -> tuple[str | dict[str, object], int, dict[str, str]]:
    """Say what went wrong, and nothing about the inside."""
    headers = {n: v for n, v in error.get_headers() if n != "Content-Type"}
    code = error.code or 500
    if request.path.startswith("/api/"):
        return {"error": error.name, "detail": error.description}, code, headers
    g.setdefault("user", None)  # the error may have come before anyone looked
    return render_template("error.html", error=error), code, headers
