"""A structure as one value of the query."""

from __future__ import annotations

from dataclasses import dataclass

from kolben import App, Query, QueryArgs, Resource

app = App(__name__)


@dataclass
class Search:
    words: str = ""


@app.resource("/posts")
class Posts(Resource):
    def get(self, search: Query[Search]) -> str:  # WRONG
    def get(self, search: QueryArgs[Search]) -> str:  # RIGHT
        return f"Posts about {search.words}"


# request: GET /posts?words=tea
# start: BindError: 'search' of Posts.get() is Search, which no query can be.
#   help: Write 'QueryArgs[...]' to take the whole query as a structure.
# while adding Posts at app.py:17
