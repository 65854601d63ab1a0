"""B15: a verb is misspelled."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


@app.resource("/")
class Index(Resource):
    def gett(self) -> str:  # WRONG  # E plugin: [kolben-route]
    def get(self) -> str:  # RIGHT
        return "Hello"


# request: GET /
# start: RouteError: Index.gett() is almost 'get', but not quite.
#   help: Name it 'get', or mark it with '@not_a_verb' if you mean 'gett'.
# while creating Index at app.py:11
