"""A body on `GET`."""

from __future__ import annotations

from dataclasses import dataclass

from kolben import App, Body, QueryArgs, Resource

app = App(__name__)


@dataclass
class Search:
    words: str = ""


@app.resource("/posts")
class Posts(Resource):
    def get(self, search: Body[Search]) -> str:  # WRONG  # E plugin: [kolben-route]
    def get(self, search: QueryArgs[Search]) -> str:  # RIGHT
        return f"Posts about {search.words}"


# request: GET /posts?words=tea
# start: BindError: 'search' of Posts.get() is Body[...], but a request with GET has no body.
#   help: Take it from the query with 'Query[...]', or answer POST.
# while adding Posts at app.py:17
