"""B11: the file of a page does not exist."""

from __future__ import annotations

from kolben import App, Template

app = App(__name__)


class PostPage(Template, file="pots.html"):  # WRONG  # E plugin: [kolben-template]
class PostPage(Template, file="post.html"):  # RIGHT
    title: str


@app.get("/")
def index() -> PostPage:
    return PostPage(title="Tea")


# request: GET /
# start: TemplateMismatch: app.py:10: PostPage cannot be rendered. There is no template 'pots.html' in templates (app).
#   help: Did you mean 'post.html'?
