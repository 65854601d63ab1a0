"""A page that names no template."""

from __future__ import annotations

from kolben import App, Template

app = App(__name__)


class PostPage(Template):  # WRONG
class PostPage(Template, file="post.html"):  # RIGHT
    title: str


@app.get("/")
def index() -> PostPage:
    return PostPage(title="Tea")


# request: GET /
# start: TemplateMismatch: app.py:10: PostPage names no template.
#   help: Write 'class PostPage(Template, file="...")'.
