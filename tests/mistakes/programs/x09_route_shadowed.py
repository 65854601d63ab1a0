"""An unreachable route: another always matches first."""

from __future__ import annotations

from kolben import App

app = App(__name__)


@app.get("/posts/<post_id>")
def show(post_id: str) -> str:
    return f"Post {post_id}"


@app.get("/posts/<slug>")  # WRONG
@app.get("/slugs/<slug>")  # RIGHT
def by_slug(slug: str) -> str:
    return f"Post {slug}"


# request: GET /slugs/tea
# start: RouteError: GET '/posts/<slug>' is answered twice: by 'show' (/posts/<post_id>) at app.py:10 and by 'by_slug' (/posts/<slug>) at app.py:15.
#   help: Take one of them away, or give them different URLs or methods.
# while adding by_slug at app.py:15
