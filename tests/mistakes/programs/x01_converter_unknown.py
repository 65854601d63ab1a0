"""Unknown converter."""

from __future__ import annotations

from kolben import App

app = App(__name__)


@app.get("/posts/<itn:post_id>")  # WRONG  # E plugin: [kolben-route]
@app.get("/posts/<int:post_id>")  # RIGHT
def show(post_id: int) -> str:
    return f"Post {post_id}"


# request: GET /posts/3
# start: RouteError: There is no URL converter named 'itn'.
#   help: Did you mean 'int'?
# while adding show at app.py:10
