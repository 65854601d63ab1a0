"""Two methods disagree on a variable's type."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


@app.resource("/posts/<post_id>")
class PostView(Resource):
    def get(self, post_id: int) -> str:
        return f"Post {post_id}"

    def put(self, post_id: str) -> str:  # WRONG  # E plugin: [kolben-route]
    def put(self, post_id: int) -> str:  # RIGHT
        return f"Post {post_id}"


# request: GET /posts/3
# start: RouteError: The handlers of '/posts/<post_id>' disagree on the type of 'post_id': int in PostView.get(), str in PostView.put().
#   help: Annotate it alike in every handler.
# while adding PostView at app.py:10
