"""Path without its slash."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


class Posts(Resource, path="posts"):  # WRONG  # E plugin: [kolben-route]
class Posts(Resource, path="/posts"):  # RIGHT
    def get(self) -> str:
        return "All posts"


app.add(Posts)


# request: GET /posts
# start: RouteError: The URL template 'posts' does not start with '/'.
#   help: Write '/posts'.
# while adding Posts at app.py:16
