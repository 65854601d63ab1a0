"""Malformed URL template."""

from __future__ import annotations

from kolben import App

app = App(__name__)


@app.get("/posts/<int:post_id")  # WRONG  # E plugin: [kolben-route]
@app.get("/posts/<int:post_id>")  # RIGHT
def show(post_id: int) -> str:
    return f"Post {post_id}"


# request: GET /posts/3
# start: RouteError: The URL template '/posts/<int:post_id' has a stray bracket in '/posts/<int:post_id'.
#   help: Write a variable as '<name>' or '<converter:name>'.
# while adding show at app.py:10
