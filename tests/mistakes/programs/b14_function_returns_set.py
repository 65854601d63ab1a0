"""B14: the function returns what is no response."""

from __future__ import annotations

from kolben import App

app = App(__name__)


@app.get("/")  # E mypy: cannot be "Callable[[], set[str]]"  # E pyright: "set[str]" is not assignable
def index() -> set[str]:  # WRONG
    return {"Hello"}  # WRONG
def index() -> list[str]:  # RIGHT
    return ["Hello"]  # RIGHT


# request: GET /
# start: ResponseError: index() returns set[str], which nothing can make a response of.
#   help: Return text, bytes, a dict, a list, a dataclass, a Json, Html, Redirect or another response, alone or with status and headers in a tuple.
# while adding index at app.py:10
