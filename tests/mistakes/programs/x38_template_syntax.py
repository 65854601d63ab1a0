"""A template with an error in its syntax."""

from __future__ import annotations

from kolben import App, Template

app = App(__name__)


class PostPage(Template, file="unclosed.html"):  # WRONG  # E plugin: [kolben-template]
class PostPage(Template, file="post.html"):  # RIGHT
    title: str


@app.get("/")
def index() -> PostPage:
    return PostPage(title="Tea")


# request: GET /
# start: TemplateMismatch: templates/unclosed.html:1: Unexpected end of template. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'.
#   help: Mend the syntax of the template.
