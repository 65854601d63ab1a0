"""A marker within another type."""

from __future__ import annotations

from kolben import App, Query, Resource

app = App(__name__)


@app.resource("/posts")
class Posts(Resource):
    def get(self, tags: list[Query[str]]) -> list[str]:  # WRONG
    def get(self, tags: Query[list[str]]) -> list[str]:  # RIGHT
        return tags


# request: GET /posts?tags=tea&tags=milk
# start: BindError: 'tags' of Posts.get() has the marker Query inside of another type, where it says nothing.
#   help: Write 'Query[...]' round the whole type.
# while adding Posts at app.py:10
