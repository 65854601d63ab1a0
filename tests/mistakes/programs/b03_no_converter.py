"""B03: no converter makes what the method takes."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


class Slug:
    """A class that nobody has written a converter for."""


@app.resource("/posts/<slug>")
class PostView(Resource):
    def get(self, slug: Slug) -> str:  # WRONG  # E plugin: [kolben-route]
    def get(self, slug: str) -> str:  # RIGHT
        return f"Post {slug}"


# request: GET /posts/tea
# start: RouteError: No URL converter makes Slug, with which 'slug' is annotated.
#   help: Annotate it with a type such as int, str, UUID or date, or register a converter with type=... for it.
# while adding PostView at app.py:14
