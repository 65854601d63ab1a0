"""Two parameters that both take the body."""

from __future__ import annotations

from dataclasses import dataclass

from kolben import App, Body, Form, Query, Resource

app = App(__name__)


@dataclass
class Post:
    title: str


@app.resource("/posts")
class Posts(Resource):
    def post(self, post: Body[Post], draft: Form[bool] = False) -> str:  # WRONG
    def post(self, post: Body[Post], draft: Query[bool] = False) -> str:  # RIGHT
        return post.title if draft else f"{post.title}!"


# request: POST /posts?draft=yes {"title": "Tea"}
# start: BindError: 'post' and 'draft' of Posts.post() both take the body of the request, as Body[...] and Form[...].
#   help: Take one structure that has the fields of both.
# while adding Posts at app.py:17
