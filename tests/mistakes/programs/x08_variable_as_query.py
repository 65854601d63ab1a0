"""A variable of the URL that is marked as `Query`."""

from __future__ import annotations

from kolben import App, Query, Resource

app = App(__name__)


@app.resource("/posts/<int:post_id>")
class PostView(Resource):
    def get(self, post_id: Query[int]) -> str:  # WRONG  # E plugin: [kolben-route]
    def get(self, post_id: int) -> str:  # RIGHT
        return f"Post {post_id}"


# request: GET /posts/3
# start: BindError: 'post_id' of PostView.get() is a variable of its URL '/posts/<int:post_id>', and cannot be Query[...] as well.
#   help: Take 'Query[...]' off, or rename one of the two.
# while adding PostView at app.py:10
