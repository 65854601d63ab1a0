"""Links to classes, methods, functions and names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, assert_type
from uuid import UUID

from kolben import URL, App, Resource, redirect, url_for

app = App(__name__)


class Store:
    pass


class PostView(Resource):
    def __init__(self, store: Store) -> None:
        self.store = store

    def get(self, post_id: int, page: int = 1) -> str:
        return PostView.url(post_id=post_id, page=page + 1)

    def put(self, post_id: int) -> str:
        return ""


class Slow(Resource):
    async def get(self, number: int) -> str:
        return str(number)


class Stream(Resource):
    def get(self, number: int) -> Iterator[str]:
        yield str(number)


class Upload(Resource):
    def post(self, upload_id: UUID) -> str:
        return ""


@app.get("/hello/<name>")
def hello(name: str) -> str:
    return name


@app.get("/later/<int:number>")
async def later(number: int) -> str:
    return str(number)


assert_type(PostView.url(post_id=3), URL)
assert_type(PostView.url(3), URL)
assert_type(PostView.url(post_id=3, page=2), URL)
assert_type(Slow.url(number=1), URL)
assert_type(Stream.url(number=1), URL)
assert_type(url_for(Slow, number=1), URL)
assert_type(url_for(Stream.get, number=1), URL)
assert_type(Upload.url(upload_id=UUID(int=1)), URL)
assert_type(url_for(PostView, post_id=3), URL)
assert_type(url_for(PostView.put, post_id=3), URL)
assert_type(url_for(Upload.post, upload_id=UUID(int=1)), URL)
assert_type(url_for(hello, name="me"), URL)
assert_type(url_for(later, number=3), URL)
assert_type(url_for("hello", name="me", _external=True, _anchor="top"), URL)
assert_type(url_for("static", filename="style.css"), URL)
text: str = PostView.url(post_id=3)
redirect(PostView.url(post_id=3), code=303)


class Paged(PostView):
    def post(self, post_id: int) -> str:
        assert_type(self.url(post_id=post_id), URL)
        return self.url(post_id, page=2)


@dataclass
class Stored(Resource):
    store: Store
    size: int = 20

    def get(self, name: str, *, page: int = 1) -> str:
        return redirect(self.url(name=name, page=page)).location or ""


class Loose(Resource):
    def get(self, **values: str) -> str:
        return self.app.url_for(Loose, name="a")


class Static(Resource):
    @staticmethod
    def get(name: str) -> str:
        return name


class Form(Resource):
    def post(self) -> str:
        return self.url()


assert_type(Paged.url(post_id=3), URL)
assert_type(url_for(Paged, post_id=3, page=2), URL)
assert_type(url_for(Paged, 3), URL)
assert_type(url_for(Paged.post, post_id=3), URL)
assert_type(Stored.url(name="a", page=2), URL)
assert_type(Stored(Store()).url(name="a"), URL)
assert_type(url_for(Stored, name="a"), URL)
assert_type(Loose.url(a="b"), URL)
assert_type(Static.url(name="a"), URL)
assert_type(Form.url(), URL)
assert_type(url_for(Form.post), URL)
assert_type(url_for(hello, "me"), URL)
assert_type(url_for(".index", _method="POST", _scheme="https"), URL)
assert_type(app.url_for(PostView, post_id=3), URL)
assert_type(app.url_for(PostView.put, post_id=3), URL)
assert_type(app.url_for(hello, name="me"), URL)
assert_type(app.url_for("hello", name="me", _external=True), URL)
assert_type(URL("/a").upper(), str)
values: dict[str, Any] = {"number": 3}
for name in ["hello", "later"]:
    assert_type(url_for(name, **values), URL)
