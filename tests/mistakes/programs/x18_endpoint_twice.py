"""Two handlers with one endpoint name."""

from __future__ import annotations

from kolben import App

app = App(__name__)


@app.get("/posts", endpoint="all")
def posts() -> str:
    return "All posts"


@app.get("/tags", endpoint="all")  # WRONG
@app.get("/tags", endpoint="tags")  # RIGHT
def tags() -> str:
    return "All tags"


# request: GET /tags
# start: RouteError: The route name 'all' is taken by '/posts' (posts, app.py:10).
#   help: Pass another name for '/tags'.
# while adding tags at app.py:15
