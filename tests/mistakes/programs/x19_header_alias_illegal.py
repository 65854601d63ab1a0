"""A header alias that is not a legal token."""

from __future__ import annotations

from typing import Annotated

from kolben import App, Header, Named

app = App(__name__)


@app.get("/")
def index(trace: Annotated[Header[str], Named("X Trace Id")] = "") -> str:  # WRONG
def index(trace: Annotated[Header[str], Named("X-Trace-Id")] = "") -> str:  # RIGHT
    return f"Traced: {trace}"


# request: GET /
# start: BindError: 'trace' of index() is named 'X Trace Id', which cannot be that of a header.
#   help: Name it as clients send it, such as 'Named("X-Trace-Id")'.
# while adding index at app.py:12
