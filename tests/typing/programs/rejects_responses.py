"""Responses that cannot be made."""

from __future__ import annotations

from kolben import (
    App,
    Response,
    abort,
    after_this_request,
    flash,
    get_flashed_messages,
    make_response,
    redirect,
    render_template,
    send_file,
    send_from_directory,
)

app = App(__name__)
response = Response("text")


class Thing:
    pass


def ends(found: str | None) -> str:
    if found is None:
        abort(404)
    return found.uper()  # E mypy: Returning Any from function declared to return "st # E pyright: Type of "uper" is unknown


Response(404)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "response"
Response({"a": 1}, staus=404)  # E mypy: Unexpected keyword argument "staus" # E pyright: No parameter named "staus"
Response("text", headers="X-A: 1")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "headers"
Response("text", mimetype=3)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "mimetype"
response.status_code = "404"  # E mypy: Incompatible types in assignment # E pyright: attribute "status_code"
response.set_cookie("name", 3)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "value"
response.staus = 404  # E mypy: has no attribute "staus" # E pyright: attribute "staus"
make_response(None)  # E mypy: No overload variant of "make_response" # E pyright: cannot be assigned to parameter "result"
make_response(404)  # E mypy: No overload variant of "make_response" # E pyright: cannot be assigned to parameter "result"
make_response(404, "text")  # E mypy: No overload variant of "make_response" # E pyright: cannot be assigned to parameter "body"
make_response("text", 404, {"X-A": "1"}, 3)  # E mypy: No overload variant of "make_response" # E pyright: No overloads for "make_response"
make_response(Thing())  # E mypy: No overload variant of "make_response" # E pyright: cannot be assigned to parameter "result"
redirect(404)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "location"
redirect("/login", "303")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "code"
redirect("/login", cde=303)  # E mypy: Unexpected keyword argument "cde" # E pyright: No parameter named "cde"
render_template(404)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "template"
send_file("a.txt", as_atachment=True)  # E mypy: Unexpected keyword argument "as_atachment" # E pyright: No parameter named "as_atachment"
send_file(3)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "file"
send_from_directory("uploads")  # E mypy: Missing positional argument "path" # E pyright: Argument missing for parameter "path"
flash(404)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "message"
get_flashed_messages(with_category=True)  # E mypy: Unexpected keyword argument "with_category" # E pyright: No overloads for "get_flashed_messages"
app.response_class = Thing  # E mypy: Incompatible types in assignment # E pyright: attribute "response_class"
app.request_class = Response  # E mypy: Incompatible types in assignment # E pyright: attribute "request_class"


@after_this_request  # E mypy: cannot be "Callable[[Response], None]" # E pyright: cannot be assigned to parameter "callback"
def stamp(response: Response) -> None:
    pass


def wrong_code() -> None:
    abort("404")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "status"


def wrong_detail() -> None:
    abort(405, methods=["GET"])  # E mypy: Unexpected keyword argument "methods" # E pyright: No parameter named "methods"
