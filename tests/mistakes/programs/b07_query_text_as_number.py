"""B07: a text of the query used as a number."""

from __future__ import annotations

from kolben import App, Query, Resource

app = App(__name__)


@app.resource("/posts")
class Posts(Resource):
    def get(self, page: Query[str] = "1") -> str:  # WRONG
        return f"Page {page + 1} is next"  # WRONG  # E mypy: Unsupported operand types for +  # E pyright: Operator "+" not supported
    def get(self, page: Query[int] = 1) -> str:  # RIGHT
        return f"Page {page + 1} is next"  # RIGHT


# request: GET /posts?page=2
