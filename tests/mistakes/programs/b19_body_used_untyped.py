"""B19: a field of the body is misspelled."""

from __future__ import annotations

from dataclasses import dataclass

from kolben import App, Body, Resource

app = App(__name__)


@dataclass
class Post:
    title: str


@app.resource("/posts")
class Posts(Resource):
    def post(self, body: Body[Post]) -> tuple[str, int]:
        return body.titel, 201  # WRONG  # E: attribute "titel"
        return body.title, 201  # RIGHT


# request: POST /posts {"title": "Tea"}
