"""A typed error with the status of a success."""

from __future__ import annotations

from dataclasses import dataclass

from kolben import App, HttpError

app = App(__name__)


@dataclass
class Missing:
    post_id: int


class PostMissing(HttpError[Missing], status=204):  # WRONG
class PostMissing(HttpError[Missing], status=404):  # RIGHT
    """There is no such post."""


@app.get("/posts/<post_id>")
def show(post_id: int) -> str:
    if post_id > 3:
        raise PostMissing(Missing(post_id=post_id))
    return f"Post {post_id}"


# request: GET /posts/3
# start: ResponseError: 204, the status of PostMissing, stands for no error.
#   help: Give a status from 400 to 599, such as 'status=404'.
# while creating PostMissing at app.py:17
