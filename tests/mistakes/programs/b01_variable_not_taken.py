"""B01: the method does not take the variable of its URL."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


@app.resource("/posts/<post_id>")
class PostView(Resource):
    def get(self) -> str:  # WRONG  # E plugin: [kolben-route]
    def get(self, post_id: int) -> str:  # RIGHT
        return "A post"


# request: GET /posts/3
# start: BindError: PostView.get() does not take 'post_id', a variable of its URL '/posts/<post_id>'.
#   help: Add the parameter 'post_id', or take '<post_id>' out of the URL.
# while adding PostView at app.py:10
