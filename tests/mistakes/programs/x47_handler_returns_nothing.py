"""The handler of an error returns what is no response."""

from __future__ import annotations

from kolben import App
from kolben.http_errors import NotFound

app = App(__name__)


@app.errorhandler(404)  # E mypy: cannot be "None"  # E pyright: is not assignable
def not_found(error: NotFound) -> None:  # WRONG
    print(error)  # WRONG
def not_found(error: NotFound) -> tuple[str, int]:  # RIGHT
    return f"{error.name}", 404  # RIGHT


@app.get("/")
def index() -> str:
    return "Hello"


# request: GET /
# start: ResponseError: not_found() returns None, and None is no response.
#   help: Return something on every path; NoContent() if there is nothing to say.
# while declaring an error handler at app.py:11
