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
PostView.url()  # E mypy: Too few arguments # E pyright: Argument missing for parameter "post_id" # E plugin: Missing positional argument "post_id" in call to "url" of "PostView"
PostView.url(post_id=3, extra=1)  # E mypy: Unexpected keyword argument "extra" # E pyright: No parameter named "extra"
PostView.url(post_id=3).nope  # E mypy: has no attribute "nope" # E pyright: Cannot access attribute "nope"
url_for(PostView, pst_id=3)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match # E plugin: Unexpected keyword argument "pst_id" for "url_for(PostView)"
url_for(PostView, post_id="3")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match # E plugin: Argument "post_id" to "url_for(PostView)" has incompatible type "str"; expected "int"
url_for(PostView)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match # E plugin: Missing positional argument "post_id" in call to "url_for(PostView)"
url_for(PostView.put, pst_id=3)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match # E plugin: Unexpected keyword argument "pst_id" for "url_for(PostView.put)"
url_for(PostView.delete)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match # E plugin: PostView defines no 'delete'.
url_for(hello, nam="me")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match # E plugin: Unexpected keyword argument "nam" for "url_for(hello)"
url_for(hello, name=3)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match # E plugin: Argument "name" to "url_for(hello)" has incompatible type "int"; expected "str"
url_for(hello)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" match # E plugin: Missing positional argument "name" in call to "url_for(hello)"
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
        return self.url()  # E mypy: Too few arguments # E pyright: Argument missing for parameter "name" # E plugin: Missing positional argument "name" in call to "url" of "Stored"


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
url_for(Longer, nam="a")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Unexpected keyword argument "nam" for "url_for(Longer)"
url_for(Longer, name="a", page="2")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Argument "page" to "url_for(Longer)" has incompatible type "str"; expected "int"
url_for(Longer.post, nam="a")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Unexpected keyword argument "nam" for "url_for(Longer.post)"
url_for(Longer.post)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Missing positional argument "name" in call to "url_for(Longer.post)"
url_for(Form)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Form defines no 'get'.
url_for(Form.get)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Form defines no 'get'.
url_for(Form.post, name="a")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Unexpected keyword argument "name" for "url_for(Form.post)"
url_for(not_a_view, 3)  # E mypy: No overload variant
url_for(Lnger, name="a")  # E mypy: Name "Lnger" is not defined # E pyright: "Lnger" is not defined
url_for("hello", "me")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
url_for("hello", _anchor=3)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
app.url_for(Longer, nam="a")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Unexpected keyword argument "nam" for "url_for(Longer)"
app.url_for(Longer, name=3)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Argument "name" to "url_for(Longer)" has incompatible type "int"; expected "str"
app.url_for(Longer)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Missing positional argument "name" in call to "url_for(Longer)"
app.url_for(Longer.post, nam="a")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Unexpected keyword argument "nam" for "url_for(Longer.post)"
app.url_for(hello, nam="me")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Unexpected keyword argument "nam" for "url_for(hello)"
app.url_for("hello", _external="yes")  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for"
number: int = Longer.url(name="a")  # E mypy: Incompatible types in assignment # E pyright: is not assignable
