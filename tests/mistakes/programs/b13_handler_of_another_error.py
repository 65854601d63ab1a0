"""B13: the handler of an error takes another one."""

from __future__ import annotations

from kolben import App

app = App(__name__)


@app.errorhandler(KeyError)  # WRONG  # E mypy: incompatible type "Callable[[ValueError], tuple[str, int]]"  # E pyright: is incompatible with
@app.errorhandler(ValueError)  # RIGHT
def missing(error: ValueError) -> tuple[str, int]:
    return f"no {error}", 400


@app.get("/")
def index() -> str:
    return "Hello"


# request: GET /
# start: RouteTypeError: missing() is to answer KeyError, but takes ValueError.
#   help: Annotate its error as KeyError, or register it for what it takes.
# while declaring an error handler at app.py:10
