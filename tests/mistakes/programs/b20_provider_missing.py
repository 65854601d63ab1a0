"""B20: nothing provides what a resource depends on."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


class Posts:
    def titles(self) -> list[str]:
        return ["Tea"]


@app.resource("/")
class PostsView(Resource):
    def __init__(self, posts: Posts) -> None:
        self.posts = posts

    def get(self) -> list[str]:
        return self.posts.titles()


app.provide(Posts, Posts, scope="app")  # RIGHT


# request: GET /
# start: BindError: Nothing provides 'posts' of PostsView(): there is no provider of Posts in PostsView() -> Posts.
#   help: Write 'app.provide(Posts)', or 'app.provide(Posts, factory)', or give 'posts' a default.
# while adding PostsView at app.py:15
