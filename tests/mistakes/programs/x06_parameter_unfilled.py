"""A parameter that nothing can fill."""

from __future__ import annotations

from kolben import App, Query, Resource

app = App(__name__)


@app.resource("/posts")
class Posts(Resource):
    def get(self, page: int) -> str:  # WRONG  # E plugin: [kolben-route]
    def get(self, page: Query[int]) -> str:  # RIGHT
        return f"Page {page}"


# request: GET /posts?page=2
# start: BindError: Nothing in a request to '/posts' can fill 'page' of Posts.get().
#   help: Say where it comes from, as in 'page: Query[int]', or write '<page>' into the URL.
# while adding Posts at app.py:10
