"""A default of a rule that is no such value."""

from __future__ import annotations

from kolben import App

app = App(__name__)


@app.get("/posts", defaults={"page": "one"})  # WRONG
@app.get("/posts", defaults={"page": 1})  # RIGHT
@app.get("/posts/<page>")
def posts(page: int) -> str:
    return f"Page {page}"


# request: GET /posts
# start: BindError: posts() takes 'page' as int, but the defaults of its rule say 'one'.
#   help: Change the default or the annotation.
# while adding posts at app.py:10
