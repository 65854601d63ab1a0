"""A misspelled option of a route."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


class Index(Resource, pth="/"):  # WRONG  # E: "pth"
class Index(Resource, path="/"):  # RIGHT
    def get(self) -> str:
        return "Hello"


app.add(Index)


# request: GET /
# start: TypeError: Resource.__init_subclass__() got an unexpected keyword argument 'pth'
