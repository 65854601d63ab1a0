"""A typed error raised without its body."""

from __future__ import annotations

from dataclasses import dataclass

from kolben import App, HttpError

app = App(__name__)


@dataclass
class Missing:
    post_id: int


class PostMissing(HttpError[Missing], status=404):
    """There is no such post."""


@app.get("/posts/<post_id>")
def show(post_id: int) -> str:
    if post_id > 3:
        raise PostMissing(post_id=post_id)  # WRONG  # E mypy: Unexpected keyword argument "post_id"  # E pyright: No parameter named "post_id"
        raise PostMissing(Missing(post_id=post_id))  # RIGHT
    return f"Post {post_id}"


# request: GET /posts/3
