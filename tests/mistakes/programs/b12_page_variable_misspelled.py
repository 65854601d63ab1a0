"""B12: a page is given a variable that it does not have."""

from __future__ import annotations

from kolben import App, Template

app = App(__name__)


class PostPage(Template, file="post.html"):
    title: str


@app.get("/")
def index() -> PostPage:
    return PostPage(titel="Tea")  # WRONG  # E mypy: argument "titel"  # E pyright: parameter named "titel"
    return PostPage(title="Tea")  # RIGHT


# request: GET /
