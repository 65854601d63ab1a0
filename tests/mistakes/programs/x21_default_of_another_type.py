"""A default that does not fit its annotation."""

from __future__ import annotations

from kolben import App, Query, Resource

app = App(__name__)


@app.resource("/posts")
class Posts(Resource):
    def get(self, page: Query[int] = "1") -> str:  # WRONG  # E mypy: Incompatible default for parameter "page"  # E pyright: is not assignable to "int"
    def get(self, page: Query[int] = 1) -> str:  # RIGHT
        return f"Page {page}"


# request: GET /posts?page=2
# start: BindError: 'page' of Posts.get() has the default '1', which is no int.
#   help: Give 'page' another default, or change its annotation.
# while adding Posts at app.py:10
