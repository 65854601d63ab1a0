"""B03: the converter in the URL gives something else than the method takes."""

from __future__ import annotations

from uuid import UUID

from kolben import App, Resource

app = App(__name__)


@app.resource("/posts/<int:post_id>")  # WRONG  # E plugin: [kolben-route]
@app.resource("/posts/<uuid:post_id>")  # RIGHT
class PostView(Resource):
    def get(self, post_id: UUID) -> str:
        return f"Post {post_id}"


# request: GET /posts/6ba7b810-9dad-11d1-80b4-00c04fd430c8
# start: RouteError: The template says '<int:post_id>', but 'post_id' is annotated with UUID.
#   help: Write '<post_id>' and let the annotation choose, or annotate what the converter makes.
# while adding PostView at app.py:12
