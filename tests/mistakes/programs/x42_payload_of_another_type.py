"""A payload of another type than `Json[...]` says."""

from __future__ import annotations

from dataclasses import dataclass

from kolben import App, Json, Resource

app = App(__name__)


@dataclass
class Post:
    title: str


@app.resource("/")
class PostView(Resource):
    def get(self) -> Json[Post]:
        return Json("Tea")  # WRONG  # E mypy: Argument 1 to "Json" has incompatible type "str"; expected "Post"  # E pyright: is not assignable to return type "Json[Post]"
        return Json(Post("Tea"))  # RIGHT


# request: GET /
