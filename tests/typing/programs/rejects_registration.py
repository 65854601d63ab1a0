"""Registering what cannot work, as far as types can see it."""

from __future__ import annotations

from kolben import App, Resource, Router

app = App(__name__)


class Store:
    pass


class PostView(Resource):
    def __init__(self, store: Store) -> None:
        self.store = store

    def get(self, post_id: int) -> str:
        return str(post_id)


app.add("/int", int)  # E mypy: incompatible type "type[int]"; expected "type[Resource]" # E pyright: No overloads for "add" match
app.add(3, PostView)  # E mypy: No overload variant of "add" # E pyright: No overloads for "add" match
app.add("/text", PostView, "store")  # E mypy: No overload variant of "add" # E pyright: cannot be assigned to parameter "store"
app.add("/many", PostView, Store(), Store())  # E mypy: No overload variant of "add" # E pyright: Expected 1 positional argument
app.add("/name", PostView, shop=Store())  # E mypy: No overload variant of "add" # E pyright: No parameter named "shop"
app.include("admin")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "router"
app.route(404)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "rule"
app.get("/x", method="GET")  # E mypy: Unexpected keyword argument "method" # E pyright: No parameter named "method"
Router(prefix="/admin")  # E mypy: Missing positional argument "name" # E pyright: Argument missing for parameter "name"


class Typo(Resource, pth="/x"):  # E mypy: Unexpected keyword argument "pth" # E pyright: No parameter named "pth"
    def get(self) -> str:
        return ""


class Number(Resource, path=3):  # E mypy: incompatible type "int" # E pyright: "Literal[3]" is not assignable
    def get(self) -> str:
        return ""


@app.resource("/function")  # E mypy: cannot be "Callable[[], str]" # E pyright: cannot be assigned to parameter
def function() -> str:
    return ""


class Wrong(Resource):
    def get(self) -> str:
        return self.request.metod  # E mypy: has no attribute "metod" # E pyright: Cannot access attribute "metod"
