"""Registering resources and functions in every documented way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, wraps
from typing import Annotated, Literal, NewType, TypedDict, assert_type
from uuid import UUID
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from typing_extensions import override
from werkzeug.middleware.proxy_fix import ProxyFix

from kolben import App, Resource, Response, Router, Rule, not_a_verb
from kolben.routing import Converter, Signed

UserId = NewType("UserId", int)


class Colour(Enum):
    RED = "red"


@dataclass
class Post:
    title: str


class Summary(TypedDict):
    title: str


class Store:
    def post(self, number: int) -> Post:
        return Post(str(number))


app = App(__name__)
admin = Router("admin", prefix="/admin")


class PostView(Resource):
    def __init__(self, store: Store, *, page_size: int = 20) -> None:
        self.store = store
        self.page_size = page_size

    def get(self, post_id: int) -> Post:
        assert_type(self.request.method, str)
        return self.store.post(post_id)

    def put(self, post_id: int) -> tuple[Post, int]:
        return self.store.post(post_id), 201

    def delete(self, post_id: int) -> Response:
        return Response(status=204)


class Login(Resource, path="/login"):
    def get(self) -> str:
        return "<form>"


@app.resource("/documents/<document_id>")
class Document(Resource):
    def get(self, document_id: UUID) -> Summary:
        return {"title": str(document_id)}


class Kinds(Resource):
    def get(
        self, user: UserId, colour: Colour, size: Literal["s", "l"], by: Annotated[int, Signed()]
    ) -> list[str]:
        return [str(user), colour.value, size, str(by)]


class Narrow(PostView):
    def get(self, post_id: int) -> Post:
        return super().get(post_id)


app.add("/posts/<post_id>", PostView, Store())
app.add("/few/<post_id>", PostView, Store(), page_size=5)
app.add(Rule("/first", name="first", defaults={"post_id": 1}), PostView, Store())
app.add(Login)
admin.add("/<user>/<colour>/<size>/<by>", Kinds)
app.include(admin)
app.include(Router("other"), prefix="/other", name="again")

assert_type(Document, type[Document])
assert_type(PostView(Store()).get(1), Post)


@app.route("/", methods=["GET", "POST"])
@app.get("/hello/<name>", defaults={"name": "you"})
def hello(name: str = "you") -> str:
    return f"Hello {name}"


@app.get("/stream")
def stream() -> Iterator[str]:
    yield "a"


@app.post("/slow")
async def slow() -> dict[str, int]:
    return {"a": 1}


@admin.delete("/all", endpoint="clear", strict_slashes=False)
def clear() -> tuple[str, int, dict[str, str]]:
    return "", 204, {"X-Cleared": "yes"}


@app.before_request
def early() -> str | None:
    return None


@app.after_request
def late(response: Response) -> Response:
    return response


@app.teardown_request
def down(error: BaseException | None) -> None:
    return None


@app.context_processor
def common() -> dict[str, object]:
    return {"site": "ours"}


@app.converter("hex")
class Hex(Converter[int]):
    regex = "[0-9a-f]+"

    def to_python(self, value: str) -> int:
        return int(value, 16)


app.add_url_rule("/old", "old", hello)
assert_type(hello("me"), str)


@dataclass
class Stored(Resource):
    store: Store
    size: int = 20

    def get(self, number: int) -> Post:
        return self.store.post(number)


class Ruled(Resource, path=Rule("/ruled/<number>", name="ruled")):
    @classmethod
    def get(cls, number: int) -> str:
        return str(number)

    @staticmethod
    def post(number: int) -> str:
        return str(number)

    @override
    def put(self, number: int) -> str:
        return str(number)

    @not_a_verb
    def puts(self) -> int:
        return 1


class Mixin:
    def audit(self) -> int:
        return 1


class Mixed(Mixin, Stored):
    @cached_property
    def double(self) -> int:
        return 2 * self.size

    def delete(self, number: int) -> tuple[str, int]:
        return str(self.audit() + self.double), 200


app.add("/stored/<number>", Stored, Store())
app.add("/stored/<number>/small", Stored, store=Store(), size=5)
app.add("/mixed/<number>", Mixed, Store(), 5)
app.add(Ruled)
app.add(Rule("/more/<number>", strict_slashes=False, host=None), Ruled)
app.resource(Rule("/again/<number>", name="again"))(Ruled)
assert_type(Stored(Store()).get(1), Post)
assert_type(Ruled.get(1), str)
assert_type(Ruled().puts(), int)


def old(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    return [b""]


app.mount("/old", old)
app.mount("/other", App("other"))
app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1)
app.add_url_rule("/never", "never", build_only=True)
app.add_url_rule("/moved", redirect_to="/old")
app.add_url_rule("/late", view_func=hello, methods=("GET", "POST"))
app.route("/many", methods={"GET", "HEAD"}, endpoint="many", host="example.com")(hello)
application: WSGIApplication = app


@app.patch("/patched", provide_automatic_options=False)
@app.put("/put")
def changed() -> str:
    """Stacks."""
    return changed.__name__


@app.get("/doubled")
@wraps(hello)
def doubled(name: str = "you") -> str:
    return hello(name=name) * 2


class Callable:
    def __call__(self, name: str) -> str:
        return name

    def more(self) -> int:
        return 1


view = app.get("/object/<name>")(Callable())
assert_type(view, Callable)
assert_type(doubled(name="a"), str)
