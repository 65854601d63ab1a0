"""Links that cannot be built."""

from __future__ import annotations

from collections.abc import Iterator

from kolben import App, Resource, url_for

app = App(__name__)


class PostView(Resource):
    def get(self, post_id: int) -> str:
        return str(post_id)

    def put(self, post_id: int) -> str:
        return str(post_id)


class Slow(Resource):
    async def get(self, number: int) -> str:
        return str(number)


class Stream(Resource):
    def get(self, number: int) -> Iterator[str]:
        yield str(number)


@app.get("/hello/<name>")
def hello(name: str) -> str:
    return name


PostView.url(pst_id=3)  # E mypy: Unexpected keyword argument "pst_id" # E pyright: No parameter named "pst_id"
PostView.url(post_id="3")  # E mypy: incompatible type "str"; expected "int" # E pyright: cannot be assigned to parameter "post_id"
PostView.url()  # E mypy: Too few arguments # E pyright: Argument missing for parameter "post_id"
PostView.url(post_id=3, extra=1)  # E mypy: Unexpected keyword argument "extra" # E pyright: No parameter named "extra"
PostView.url(post_id=3).nope  # E mypy: has no attribute "nope" # E pyright: Cannot access attribute "nope"
url_for(PostView, pst_id=3)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match
url_for(PostView, post_id="3")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match
url_for(PostView)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match
url_for(PostView.put, pst_id=3)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match
url_for(PostView.delete)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match
url_for(hello, nam="me")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match
url_for(hello, name=3)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match
url_for(hello)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match
url_for(404)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match
url_for("hello", _external="yes")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match
Slow.url(num=1)  # E mypy: Unexpected keyword argument "num" # E pyright: No parameter named "num"
Stream.url(num=1)  # E mypy: Unexpected keyword argument "num" # E pyright: No parameter named "num"
