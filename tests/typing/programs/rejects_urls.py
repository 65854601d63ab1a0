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


class Store:
    pass


class Stored(Resource):
    def __init__(self, store: Store) -> None:
        self.store = store

    def get(self, name: str, page: int = 1) -> str:
        self.url(nme=name)  # E mypy: Unexpected keyword argument "nme" # E pyright: Argument missing for parameter "name"
        self.url(name=3)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "name"
        return self.url()  # E mypy: Too few arguments # E pyright: Argument missing for parameter "name"


class Longer(Stored):
    def post(self, name: str) -> str:
        return name


class Form(Resource):
    def post(self) -> str:
        return ""


def not_a_view(size: int) -> None:
    pass


Longer.url(nam="a")  # E mypy: Unexpected keyword argument "nam" # E pyright: Argument missing for parameter "name"
Longer.url(name="a", page="2")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "page"
Longer.url("a", 2, 3)  # E mypy: Too many arguments # E pyright: Expected 2 positional arguments
Longer(Store()).url(nam="a")  # E mypy: Unexpected keyword argument "nam" # E pyright: Argument missing for parameter "name"
url_for(Longer, nam="a")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
url_for(Longer, name="a", page="2")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
url_for(Longer.post, nam="a")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
url_for(Longer.post)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
url_for(Form)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
url_for(Form.get)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
url_for(Form.post, name="a")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
url_for(not_a_view, 3)  # E mypy: No overload variant
url_for(Lnger, name="a")  # E mypy: Name "Lnger" is not defined # E pyright: "Lnger" is not defined
url_for("hello", "me")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
url_for("hello", _anchor=3)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
app.url_for(Longer, nam="a")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
app.url_for(Longer, name=3)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
app.url_for(Longer)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
app.url_for(Longer.post, nam="a")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
app.url_for(hello, nam="me")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
app.url_for("hello", _external="yes")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
number: int = Longer.url(name="a")  # E mypy: Incompatible types in assignment # E pyright: is not assignable
