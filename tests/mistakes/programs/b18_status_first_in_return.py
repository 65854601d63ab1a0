"""B18: status and body are swapped in what is returned."""

from __future__ import annotations

from kolben import App

app = App(__name__)


@app.get("/")
def index() -> tuple[str, int]:
    return 200, "Hello"  # WRONG  # E mypy: got "tuple[int, str]", expected "tuple[str, int]"  # E pyright: is not assignable to "str"
    return "Hello", 200  # RIGHT


# request: GET /
