"""A resource that answers nothing."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


@app.resource("/")  # E plugin: [kolben-route]
class Index(Resource):
    def show(self) -> str:  # WRONG
    def get(self) -> str:  # RIGHT
        return "Hello"


# request: GET /
# start: RouteError: Index has no method that answers a request.
#   help: Write at least one of: get, head, post, put, patch, delete, options.
# while adding a resource at app.py:10
