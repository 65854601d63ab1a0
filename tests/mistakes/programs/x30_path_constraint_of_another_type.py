"""A constraint that does not fit its variable of the URL."""

from __future__ import annotations

from typing import Annotated

import msgspec

from kolben import App, Resource

app = App(__name__)


@app.resource("/posts/<post_id>")
class PostView(Resource):
    def get(self, post_id: Annotated[int, msgspec.Meta(min_length=1)]) -> str:  # WRONG
    def get(self, post_id: Annotated[int, msgspec.Meta(ge=1)]) -> str:  # RIGHT
        return f"Post {post_id}"


# request: GET /posts/3
# start: BindError: The constraint min_length=1 does not fit int.
#   help: Take the constraint out, or annotate the type that it is meant for.
# while reading the annotation of 'post_id'
# while adding PostView at app.py:14
