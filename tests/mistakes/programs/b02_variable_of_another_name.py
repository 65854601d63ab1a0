"""B02: the method takes the variable of its URL by another name."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


@app.resource("/posts/<post_id>")
class PostView(Resource):
    def get(self, pid: int) -> str:  # WRONG  # E plugin: [kolben-route]
        return f"Post {pid}"  # WRONG
    def get(self, post_id: int) -> str:  # RIGHT
        return f"Post {post_id}"  # RIGHT


# request: GET /posts/3
# start: BindError: PostView.get() does not take 'post_id', a variable of its URL '/posts/<post_id>'.
#   help: Rename its parameter 'pid' to 'post_id', or the variable in the URL.
# while adding PostView at app.py:10
