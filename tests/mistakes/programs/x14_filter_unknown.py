"""A filter that does not exist."""

from __future__ import annotations

from kolben import App, Template

app = App(__name__)


class PostPage(Template, file="filtered.html"):  # WRONG  # E plugin: [kolben-template]
class PostPage(Template, file="post.html"):  # RIGHT
    title: str


@app.get("/")
def index() -> PostPage:
    return PostPage(title="Tea")


# request: GET /
# start: TemplateMismatch: templates/filtered.html:1: There is no filter 'uper'.
#   help: Did you mean 'upper'?
