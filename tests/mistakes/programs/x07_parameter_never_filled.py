"""A parameter whose default nothing ever replaces."""

from __future__ import annotations

from kolben import App, Query, Resource

app = App(__name__)


@app.resource("/posts")
class Posts(Resource):
    def get(self, page: int = 1) -> str:  # WRONG  # E plugin: [kolben-route]
    def get(self, page: Query[int] = 1) -> str:  # RIGHT
        return f"Page {page}"


# request: GET /posts?page=2
# start: BindError: Nothing in a request ever fills 'page' of Posts.get(): no path of the class has a variable of that name.
#   help: Say where it comes from, as in 'page: Query[int]', or write '<page>' into one of the paths.
# while adding Posts at app.py:10
