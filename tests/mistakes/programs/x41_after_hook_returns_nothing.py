"""A hook after requests forgets to return the response."""

from __future__ import annotations

from kolben import App, Response

app = App(__name__)


@app.after_request  # E mypy: cannot be "Callable[[Response], None]"  # E pyright: cannot be assigned to parameter "hook"
def stamped(response: Response) -> None:  # WRONG
def stamped(response: Response) -> Response:  # RIGHT
    response.headers["X-Stamp"] = "1"
    return response  # RIGHT


@app.get("/")
def index() -> str:
    return "Hello"


# request: GET /
# start: ResponseError: stamped() returns None, but an after-hook returns the response.
#   help: Write '-> Response', and 'return response' at its end.
# while declaring an after-hook at app.py:10
