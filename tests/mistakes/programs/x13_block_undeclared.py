"""A block that no parent has."""

from __future__ import annotations

from kolben import App, Template

app = App(__name__)


class PostPage(Template, file="lost_block.html"):  # WRONG  # E plugin: [kolben-template]
class PostPage(Template, file="child.html"):  # RIGHT
    title: str  # E plugin: [kolben-template]


@app.get("/")
def index() -> PostPage:
    return PostPage(title="Tea")


# request: GET /
# start: TemplateMismatch: templates/lost_block.html:2: The block 'contents' is never shown: no template that is extended has it.
#   help: Did you mean 'content'?
# app.py:10: PostPage declares 'title', which 'lost_block.html' never uses.
#   help: Remove it; begin its name with '_' if only the class needs it.
