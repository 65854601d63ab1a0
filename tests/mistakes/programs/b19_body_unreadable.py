"""B19: nothing can read the body as what it is declared to be."""

from __future__ import annotations

from kolben import App, Body, Resource

app = App(__name__)


class Post:
    """A class without declared fields."""

    def __init__(self, title: str) -> None:
        self.title = title


@app.resource("/posts")
class Posts(Resource):
    def post(self, body: Body[Post]) -> tuple[str, int]:  # WRONG
        return body.title, 201  # WRONG
    def post(self, body: Body[dict[str, str]]) -> tuple[str, int]:  # RIGHT
        return body["title"], 201  # RIGHT


# request: POST /posts {"title": "Tea"}
# start: BindError: Nothing can read Post from a request, as 'body' of Posts.post() demands.
#   help: Use a type that text or JSON can express, or a dataclass of them.
# while reading 'body' of Posts.post()
# while adding Posts at app.py:17
