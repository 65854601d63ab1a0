"""Responses and the functions that make them, with their documented arguments."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any, assert_type

import werkzeug

from kolben import (
    App,
    Request,
    Response,
    abort,
    after_this_request,
    copy_current_request_context,
    flash,
    get_flashed_messages,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    see_other,
    send_file,
    send_from_directory,
    stream_template,
    stream_with_context,
    url_for,
)
from kolben.http_errors import HTTPException

app = App(__name__)


class TeaResponse(Response):
    default_mimetype = "text/x-tea"


class TeaRequest(Request):
    @property
    def strength(self) -> int:
        return 3


class TeaApp(App):
    request_class = TeaRequest
    response_class = TeaResponse


def find(number: int) -> str | None:
    return None


@app.get("/<int:number>")
def show(number: int) -> str:
    found = find(number)
    if found is None:
        abort(404)
    assert_type(found, str)
    return found


@app.get("/later")
def later() -> Response:
    @after_this_request
    def stamp(response: Response) -> Response:
        response.headers["X-Stamp"] = "yes"
        return response

    @copy_current_request_context
    def work(count: int) -> str:
        return request.path * count

    assert_type(work(1), str)
    assert_type(stamp(Response()), Response)
    return redirect(url_for(show, number=1))


@app.get("/stream")
def stream() -> Response:
    @stream_with_context
    def pieces() -> Any:
        yield request.path

    return Response(pieces(), mimetype="text/plain")


Response()
Response("text", 201, {"X-A": "1"}, "text/plain")
Response(b"bytes", HTTPStatus.CREATED, [("X-A", "1"), ("X-A", "2")])
Response(["a", "b"], "404 Missing", content_type="text/plain; charset=utf-8")
Response(iter([b"a"]), direct_passthrough=True)
TeaResponse("tea", status=418)
response = Response("text")
response.set_cookie("name", "value", max_age=timedelta(days=1), samesite="Lax")
response.delete_cookie("name")
response.status_code = 404
assert_type(Response().status_code, int)
assert_type(response.get_json(), Any)
assert_type(make_response(), Response)
assert_type(make_response("text"), Response)
assert_type(make_response(("text", 404)), Response)
assert_type(make_response("text", 404), Response)
assert_type(make_response("text", {"X-A": "1"}), Response)
assert_type(make_response({"a": 1}, "404 Missing", [("X-A", "1")]), Response)
assert_type(make_response(werkzeug.Response("text")), Response)
assert_type(make_response(render_template("a.html", a=1)), Response)
assert_type(jsonify(1), Response)
assert_type(jsonify(a=1, b=[2]), Response)
assert_type(redirect("/login"), Response)
assert_type(redirect("/login", 303), Response)
assert_type(redirect(url_for("login"), code=307), Response)
assert_type(see_other("/login"), Response)
assert_type(send_file(Path("a.txt"), as_attachment=True, download_name="b"), Response)
assert_type(send_file(BytesIO(b""), mimetype="text/plain", max_age=60), Response)
assert_type(send_from_directory("uploads", "a.txt", conditional=False), Response)
assert_type(get_flashed_messages(), list[str])
assert_type(get_flashed_messages(with_categories=True), list[tuple[str, str]])
flash("saved", "success")
Response(stream_template(["a.html", "b.html"], a=1))


def refuse(request: Request) -> str:
    try:
        if request.args:
            abort(401, "No entry.", www_authenticate=None)
        if request.form:
            abort(Response("Go away.", 403))
        abort(405, valid_methods=["GET"])
    except HTTPException as error:
        return error.name
