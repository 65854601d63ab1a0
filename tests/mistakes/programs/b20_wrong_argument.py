"""B20: a resource is given the wrong thing."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


class Posts:
    def titles(self) -> list[str]:
        return ["Tea"]


class PostsView(Resource):
    def __init__(self, posts: Posts) -> None:
        self.posts = posts

    def get(self) -> list[str]:
        return self.posts.titles()


app.add("/", PostsView, "posts.db")  # WRONG  # E mypy: No overload variant of "add"  # E pyright: cannot be assigned to parameter "posts"
app.add("/", PostsView, Posts())  # RIGHT


# request: GET /
