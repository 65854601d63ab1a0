"""A constraint that does not fit its type."""

from __future__ import annotations

from typing import Annotated

import msgspec

from kolben import App, Query, Resource

app = App(__name__)


@app.resource("/posts")
class Posts(Resource):
    def get(self, page: Annotated[Query[int], msgspec.Meta(pattern="[0-9]")] = 1) -> str:  # WRONG
    def get(self, page: Annotated[Query[int], msgspec.Meta(ge=1)] = 1) -> str:  # RIGHT
        return f"Page {page}"


# request: GET /posts?page=2
# start: BindError: The constraint pattern='[0-9]' does not fit int.
#   help: Take the constraint out, or annotate the type that it is meant for.
# while reading 'page' of Posts.get()
# while adding Posts at app.py:14
