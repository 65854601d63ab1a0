"""A key of the session with a default of another type."""

from __future__ import annotations

from kolben import App, TypedSession

app = App(__name__)


app.secret_key = "a secret of nobody, and long enough"


class Visit(TypedSession):
    count: int = "0"  # WRONG  # E mypy: Incompatible types in assignment  # E pyright: is not assignable to declared type "int"
    count: int = 0  # RIGHT


@app.get("/")
def index() -> str:
    return f"{Visit.current().count} times here"


# request: GET /
# start: SessionTypeError: Visit.count is given a value of type 'str', not int.
#   help: Give it what is declared, or change the declaration.
# while declaring Visit at app.py:13
