"""A parameter of a resource without annotation."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


@app.resource("/posts/<post_id>")
class PostView(Resource):
    def get(self, post_id) -> str:  # WRONG  # E mypy: missing a type annotation  # E pyright: Type annotation is missing for parameter "post_id"
    def get(self, post_id: int) -> str:  # RIGHT
        return f"Post {post_id}"


# request: GET /posts/3
# start: BindError: The parameter 'post_id' of PostView.get() has no annotation.
#   help: Write 'post_id: str', or the type that the URL gives.
# while adding PostView at app.py:10
