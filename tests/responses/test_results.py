from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

import msgspec
import pytest

from kolben import (
    App,
    Created,
    Html,
    Json,
    Markup,
    NoContent,
    Redirect,
    Response,
    ResponseError,
    make_response,
)
from kolben.json import DefaultJSONProvider
from kolben.responses import ResponseReturn
from kolben.testing import TestClient


@dataclass
class Cat:
    name: str


class Cow(msgspec.Struct):
    name: str


class Page:
    """An object that knows itself as HTML, and has declared fields besides."""

    __attrs_attrs__ = ()

    def __html__(self) -> str:
        return "<h1>ä</h1>"


class Counting(DefaultJSONProvider):
    """Counts what it writes."""

    def __init__(self) -> None:
        super().__init__()
        self.written = 0

    def dump_bytes(self, value: object) -> bytes:
        self.written += 1
        return b'"counted"'


def answering(app: App, result: Any) -> None:
    """Let *app* answer ``/`` with what *result* returns."""

    @app.route("/", methods=["GET", "POST"])
    def answer() -> Any:
        return result()


@pytest.mark.parametrize(
    ("payload", "body"),
    [
        (Cat("Tom"), b'{"name":"Tom"}'),
        (Cow("Elsa"), b'{"name":"Elsa"}'),
        ([Cat("Tom")], b'[{"name":"Tom"}]'),
        (None, b"null"),
        ("text", b'"text"'),
        (datetime(2026, 5, 1, tzinfo=UTC), b'"2026-05-01T00:00:00Z"'),
    ],
    ids=["dataclass", "struct", "list", "none", "text", "date"],
)
def test_json_holds_any_value_that_has_a_form_in_json(
    app: App, client: TestClient, payload: object, body: bytes
) -> None:
    answering(app, lambda: Json(payload))

    response = client.get("/")

    assert response.data == body
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Content-Length"] == str(len(body))
    assert Json(payload).get_data() == body


def test_json_remembers_what_it_was_made_of() -> None:
    cat = Cat("Tom")

    assert Json(cat).payload is cat
    assert Created(cat, "/").payload is cat


def test_json_is_written_once_and_by_the_applications_provider(
    app: App, client: TestClient
) -> None:
    provider = Counting()
    app.json = provider
    answering(app, lambda: Json(Cat("Tom")))

    assert client.get("/").data == b'"counted"'
    assert provider.written == 1


def test_json_has_the_media_type_of_the_provider(app: App, client: TestClient) -> None:
    class Provider(DefaultJSONProvider):
        mimetype = "application/hal+json"

    app.json = Provider()
    answering(app, lambda: Json(1))

    assert client.get("/").content_type == "application/hal+json"


def test_a_media_type_of_ones_own_is_kept(app: App, client: TestClient) -> None:
    class Feature(Json[Cat]):
        media_type = "application/geo+json"

    answering(app, lambda: Feature(Cat("Tom")))

    assert client.get("/").content_type == "application/geo+json"


def test_what_has_no_form_in_json_is_a_server_error_that_names_it(
    app: App, client: TestClient
) -> None:
    app.testing = True
    answering(app, lambda: Json(object()))

    with pytest.raises(TypeError, match="no form in JSON"):
        client.get("/")


def test_a_body_that_was_replaced_is_sent(app: App, client: TestClient) -> None:
    def replaced() -> Json[int]:
        result = Json(1)
        result.set_data(b"[2]")
        return result

    answering(app, replaced)

    assert client.get("/").json == [2]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Json(1),
        lambda: Html("<p>"),
        lambda: Created(1, "/"),
        NoContent,
        lambda: Redirect("/"),
    ],
    ids=["json", "html", "created", "no-content", "redirect"],
)
def test_cookies_and_headers_can_be_set_on_results(
    app: App, client: TestClient, make: Any
) -> None:
    def with_cookie() -> Response:
        result: Response = make()
        result.set_cookie("seen", "yes")
        result.headers["X-A"] = "1"
        return result

    answering(app, with_cookie)

    response = client.get("/")
    assert response.headers["X-A"] == "1"
    assert response.headers["Set-Cookie"].startswith("seen=yes")


def test_status_and_headers_are_taken(app: App, client: TestClient) -> None:
    answering(app, lambda: Json(1, 202, [("X-A", "1"), ("X-A", "2")]))

    response = client.get("/")

    assert response.status_code == 202
    assert response.headers.getlist("X-A") == ["1", "2"]
    assert response.json == 1


def test_a_tuple_may_add_to_a_result(app: App, client: TestClient) -> None:
    answering(app, lambda: (Json([1]), 203, {"X-A": "1"}))

    response = client.get("/")

    assert (response.status_code, response.json) == (203, [1])
    assert response.headers["X-A"] == "1"


def test_results_are_of_the_applications_response_class(client: TestClient) -> None:
    class Own(Response):
        pass

    class OwnApp(App):
        response_class = Own

    app = OwnApp("own")
    app.get("/")(lambda: Json([1]))
    seen: list[Response] = []

    @app.after_request
    def see(response: Response) -> Response:
        seen.append(response)
        return response

    assert app.test_client().get("/").json == [1]
    assert isinstance(seen[0], Own)


def test_make_response_settles_a_result(app: App) -> None:
    with app.test_request_context(headers={"If-None-Match": '"a"'}):
        assert make_response(Json([1], etag="a")).status_code == 304
        assert make_response(Json([1], etag="b")).get_json() == [1]


def test_results_answer_hooks_and_errors_too(app: App, client: TestClient) -> None:
    app.before_request(lambda: Json({"closed": True}, 503))
    answering(app, lambda: "never")

    assert client.get("/").json == {"closed": True}

    other = App("other")
    other.errorhandler(404)(lambda error: Json({"lost": True}, 404))

    assert other.test_client().get("/").json == {"lost": True}


def test_html_is_sent_as_it_is(app: App, client: TestClient) -> None:
    answering(app, lambda: Html("<p>ä</p>", 404))

    response = client.get("/")

    assert (response.status_code, response.text) == (404, "<p>ä</p>")
    assert response.content_type == "text/html; charset=utf-8"
    assert Html(Markup("<b>")).get_data() == b"<b>"
    assert Html(Page()).get_data(as_text=True) == "<h1>ä</h1>"


def test_what_knows_itself_as_html_is_a_page_and_not_json(
    app: App, client: TestClient
) -> None:
    answering(app, Page)

    response = client.get("/")

    assert response.text == "<h1>ä</h1>"
    assert response.content_type == "text/html; charset=utf-8"


def test_a_class_that_knows_itself_as_html_is_no_page(
    app: App, client: TestClient
) -> None:
    app.testing = True
    answering(app, lambda: Page)

    with pytest.raises(ResponseError, match="the class Page"):
        client.get("/")


def test_created_says_where(app: App, client: TestClient) -> None:
    answering(app, lambda: Created(Cat("Tom"), location="/cats/1"))

    response = client.post("/")

    assert (response.status_code, response.json) == (201, {"name": "Tom"})
    assert response.headers["Location"] == "/cats/1"


def test_no_content_has_neither_body_nor_type(app: App, client: TestClient) -> None:
    answering(app, lambda: NoContent(etag="v2"))

    response = client.post("/")

    assert (response.status_code, response.data) == (204, b"")
    assert "Content-Type" not in response.headers
    assert "Content-Length" not in response.headers
    assert response.headers["ETag"] == '"v2"'


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_go_elsewhere(app: App, client: TestClient, status: Any) -> None:
    answering(app, lambda: Redirect("/a?b=<c>", status))

    response = client.get("/")

    assert response.status_code == status
    assert response.headers["Location"] == "/a?b=%3Cc%3E"
    assert "&lt;c&gt;" in response.text


@pytest.mark.parametrize("make", [Redirect, lambda url: Created(1, url)])
def test_a_location_cannot_end_its_header(make: Any) -> None:
    assert make("/a\r\nX-Evil: 1").headers["Location"] == "/a%0D%0AX-Evil: 1"


def test_what_does_not_redirect_is_refused() -> None:
    with pytest.raises(ResponseError, match="200 does not redirect"):
        Redirect("/", cast(Any, 200))


def test_a_header_with_a_line_break_is_refused() -> None:
    with pytest.raises(ValueError, match="newline"):
        Json(1, headers={"X-A": "1\r\nX-Evil: 1"})


@pytest.mark.parametrize("tag", ["a b", 'a"b', "ä", "a\n", "", 'W/"'])
def test_what_is_no_entity_tag_is_refused(tag: str) -> None:
    with pytest.raises(ResponseError, match="is no entity tag"):
        Json(1, etag=tag)


def test_head_tells_the_length_of_json(app: App, client: TestClient) -> None:
    answering(app, lambda: Json([1, 2]))

    response = client.head("/")

    assert response.data == b""
    assert response.headers["Content-Length"] == "5"


def test_coroutines_return_results_too(app: App, client: TestClient) -> None:
    @app.get("/")
    async def later() -> Json[list[int]]:
        return Json([1], etag="a")

    assert client.get("/").json == [1]
    assert client.get("/", headers={"If-None-Match": '"a"'}).status_code == 304


def test_a_ring_may_answer_with_a_result(app: App) -> None:
    def sent(environ: dict[str, Any], start_response: Any) -> Any:
        return Json([1])(environ, start_response)

    app.mount("/ring", sent)

    assert app.test_client().get("/ring").json == [1]


def test_results_are_what_handlers_may_return() -> None:
    results: list[ResponseReturn] = [Json(1), Html(""), Created(1, "/"), NoContent()]

    assert len(results) == 4


def test_a_result_answers_one_request_only(app: App) -> None:
    kept = Json({"a": 1}, etag="v1")
    answering(app, lambda: kept)
    app.testing = True
    client = app.test_client()

    known = client.get("/", headers={"If-None-Match": '"v1"'})

    assert known.status_code == 304
    with pytest.raises(ResponseError, match="answers a second request"):
        client.get("/")
