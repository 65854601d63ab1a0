"""A resource that answers `HEAD` only."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


@app.resource("/")  # E plugin: [kolben-route]
class Index(Resource):
    def head(self) -> str:  # WRONG
    def get(self) -> str:  # RIGHT
        return "Hello"


# request: GET /
# start: RouteError: Index answers HEAD only, and there is nothing to GET.
#   help: Name it 'get': that answers HEAD too, and its body is left out then.
# while adding a resource at app.py:10
