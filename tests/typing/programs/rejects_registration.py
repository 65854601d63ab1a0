"""Registering what cannot work, as far as types can see it."""

from __future__ import annotations

from dataclasses import dataclass

from typing_extensions import override

from kolben import App, Resource, Router, Rule

app = App(__name__)


class Store:
    pass


class PostView(Resource):
    def __init__(self, store: Store) -> None:
        self.store = store

    def get(self, post_id: int) -> str:  # E plugin: Nothing in a request to
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


@dataclass
class Stored(Resource):
    store: Store
    size: int = 20

    def get(self) -> str:
        return ""


def view() -> str:
    return ""


app.add("/none", PostView, None)  # E mypy: No overload variant of "add" # E pyright: cannot be assigned to parameter "store"
app.add("/twice", PostView, Store(), store=Store())  # E mypy: "add" of "RouteDeclarations" gets multiple values  # E pyright: Parameter "store" is already assigned
app.add("/size", Stored, Store(), "20")  # E mypy: No overload variant of "add" # E pyright: cannot be assigned to parameter "size"
app.add("/size", Stored, Store(), size="20")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "size"
app.add("/size", Stored, size=20)  # E mypy: No overload variant of "add" # E pyright: Argument missing for parameter "store"
app.add("/instance", Stored(Store()))  # E mypy: No overload variant of "add" # E pyright: No overloads for "add"
app.add("/function", view)  # E mypy: No overload variant of "add" # E pyright: No overloads for "add"
app.add(Store)  # E mypy: incompatible type "type[Store]" # E pyright: cannot be assigned to parameter "resource"
app.add("/path-only")  # E mypy: No overload variant of "add" # E pyright: cannot be assigned to parameter "resource"
app.add("/text", "PostView")  # E mypy: No overload variant of "add" # E pyright: No overloads for "add"
app.add(Rule("/rule", nam="rule"), PostView)  # E mypy: Unexpected keyword argument "nam" # E pyright: No parameter named "nam"
app.add(Rule("/rule", defaults=3), PostView)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "defaults"
app.add(Rule("/rule", methods=3), PostView)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "methods"
app.add(Rule(), PostView)  # E mypy: Missing positional argument "path" # E pyright: Argument missing for parameter "path"
app.resource()  # E mypy: Missing positional argument "path" # E pyright: Argument missing for parameter "path"
app.resource("/path", "name")  # E mypy: Too many arguments # E pyright: Expected 1 positional argument
app.resource(404)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "path"
app.get(view)  # E mypy: incompatible type "Callable[[], str]" # E pyright: cannot be assigned to parameter "rule"
app.get("/x", methods=["POST"])  # E mypy: Unexpected keyword argument "methods" # E pyright: No parameter named "methods"
app.route("/x", mehtods=["POST"])  # E mypy: Unexpected keyword argument "mehtods" # E pyright: No parameter named "mehtods"
app.route("/x", methods=404)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "methods"
app.route("/x", methods=[404])  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "methods"
app.route("/x", endpont="x")  # E mypy: Unexpected keyword argument "endpont" # E pyright: No parameter named "endpont"
app.route("/x", defaults=["a"])  # E mypy: incompatible type "list[str]" # E pyright: cannot be assigned to parameter "defaults"
app.route("/x", strict_slash=False)  # E mypy: Unexpected keyword argument "strict_slash" # E pyright: No parameter named "strict_slash"
app.route("/x", build_only="yes")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "build_only"
app.post(view)  # E mypy: incompatible type "Callable[[], str]" # E pyright: cannot be assigned to parameter "rule"
app.add_url_rule("/x", view)  # E mypy: incompatible type "Callable[[], str]" # E pyright: cannot be assigned to parameter "endpoint"
app.add_url_rule("/x", view_func="view")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "view_func"
app.add_url_rule("/x", "x", view, mehtods=["GET"])  # E mypy: Unexpected keyword argument "mehtods" # E pyright: No parameter named "mehtods"
app.add_url_rule(404)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "rule"
app.mount("/old", "application")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "application"
app.mount("/old", view)  # E mypy: incompatible type "Callable[[], str]" # E pyright: cannot be assigned to parameter "application"
app.mount(Store())  # E mypy: Missing positional argument "application" # E pyright: Argument missing for parameter "application"
app.include(Router("a"), "/a")  # E mypy: Too many positional arguments # E pyright: Expected 1 positional argument
app.include(Router("a"), prefx="/a")  # E mypy: Unexpected keyword argument "prefx" # E pyright: No parameter named "prefx"
app.include(Store())  # E mypy: incompatible type "Store" # E pyright: cannot be assigned to parameter "router"
Router("a", prefx="/a")  # E mypy: Unexpected keyword argument "prefx" # E pyright: No parameter named "prefx"
Router(404)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "name"


@app.route  # E mypy: incompatible type "Callable[[], str]" # E pyright: cannot be assigned to parameter "rule"
def forgotten_call() -> str:
    return ""


@app.resource  # E mypy: incompatible type # E pyright: cannot be assigned to parameter "path"
class ForgottenCall(Resource):
    def get(self) -> str:
        return ""


@app.resource("/store")  # E pyright: cannot be assigned to parameter
class NoResource:  # E mypy: cannot be "type[NoResource]"
    pass


class Twice(PostView):
    def get(self, post_id: str) -> str:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return post_id


class Overridden(Resource):
    @override
    def gett(self) -> str:  # E mypy: Method "gett" is marked as an override, but no bas # E pyright: Method "gett" is marked as override, but no base m
        return ""
