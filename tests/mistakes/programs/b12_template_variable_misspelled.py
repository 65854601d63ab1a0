"""B12: the template of a page misspells a variable."""

from __future__ import annotations

from kolben import App, Template

app = App(__name__)


class PostPage(Template, file="misspelled.html"):  # WRONG  # E plugin: [kolben-template]
class PostPage(Template, file="post.html"):  # RIGHT
    title: str  # E plugin: [kolben-template]


@app.get("/")
def index() -> PostPage:
    return PostPage(title="Tea")


# request: GET /
# start: TemplateMismatch: templates/misspelled.html:2: 'titel' is used, but not declared by PostPage.
#   help: Did you mean 'title'?
# app.py:10: PostPage declares 'title', which 'misspelled.html' never uses.
#   help: Did you mean 'titel'?
