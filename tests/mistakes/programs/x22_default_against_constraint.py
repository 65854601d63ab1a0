"""A default that its own constraint forbids."""

from __future__ import annotations

from typing import Annotated

import msgspec

from kolben import App, Query, Resource

app = App(__name__)


@app.resource("/posts")
class Posts(Resource):
    def get(self, page: Annotated[Query[int], msgspec.Meta(ge=1)] = 0) -> str:  # WRONG
    def get(self, page: Annotated[Query[int], msgspec.Meta(ge=1)] = 1) -> str:  # RIGHT
        return f"Page {page}"


# request: GET /posts?page=2
# start: BindError: 'page' of Posts.get() has the default 0, which must be at least 1.
#   help: Give 'page' another default, or change its annotation.
# while adding Posts at app.py:14
