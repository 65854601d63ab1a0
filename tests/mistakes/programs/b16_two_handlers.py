"""B16: two handlers answer one URL with one method."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


@app.resource("/posts")
class Posts(Resource):
    def get(self) -> str:
        return "All posts"


@app.get("/posts")  # WRONG
@app.get("/tags")  # RIGHT
def tags() -> str:
    return "All tags"


# request: GET /tags
# start: RouteError: GET '/posts' is answered twice: by 'Posts' (/posts) at app.py:10 and by 'tags' (/posts) at app.py:16.
#   help: Take one of them away, or give them different URLs or methods.
# while adding tags at app.py:16
