"""A `Template` field that no template uses."""

from __future__ import annotations

from kolben import App, Template

app = App(__name__)


class PostPage(Template, file="post.html"):
    title: str
    author: str = ""  # WRONG  # E plugin: [kolben-template]


@app.get("/")
def index() -> PostPage:
    return PostPage(title="Tea")


# request: GET /
# start: TemplateMismatch: app.py:10: PostPage declares 'author', which 'post.html' never uses.
#   help: Remove it; begin its name with '_' if only the class needs it.
