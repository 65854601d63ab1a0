"""A field of a typed error's body that every problem has."""

from __future__ import annotations

from dataclasses import dataclass

from kolben import App, HttpError

app = App(__name__)


@dataclass
class Missing:
    title: str  # WRONG
    post_title: str  # RIGHT


class PostMissing(HttpError[Missing], status=404):
    """There is no such post."""


@app.get("/posts/<title>")
def show(title: str) -> str:
    if title != "tea":
        raise PostMissing(Missing(title))
    return f"Post {title}"


# request: GET /posts/tea
# start: ResponseError: The field 'title' of Missing is a member that every problem document has, so PostMissing cannot send it.
#   help: Name the field otherwise, or give the error its own 'title'.
# while creating PostMissing at app.py:18
