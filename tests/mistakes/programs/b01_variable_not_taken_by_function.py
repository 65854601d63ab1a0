"""B01: the function does not take the variable of its URL."""

from __future__ import annotations

from kolben import App

app = App(__name__)


@app.get("/posts/<post_id>")
def show() -> str:  # WRONG  # E plugin: [kolben-route]
def show(post_id: int) -> str:  # RIGHT
    return "A post"


# request: GET /posts/3
# start: BindError: show() does not take 'post_id', a variable of its URL '/posts/<post_id>'.
#   help: Add the parameter 'post_id', or take '<post_id>' out of the URL.
# while adding show at app.py:10
