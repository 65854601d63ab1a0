"""S127-S137: what views may return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from werkzeug.wrappers import Response as WerkzeugResponse

from kolben import App, Response, make_response, render_template_string
from kolben.testing import TestClient


def returning(app: App, result: Any) -> TestClient:
    """Return a client of an application whose only view returns *result*."""

    def view():  # type: ignore[no-untyped-def]  # the result is each test's own
        return result

    app.add_url_rule("/", "view", view)
    return app.test_client()


class TextLike(str):
    """A text that could also be called as a WSGI application."""

    __slots__ = ()

    def __call__(self, environ: object, start_response: object) -> list[bytes]:
        return [b"as an application"]


def test_s127_the_rules_are_tried_in_their_order(app: App) -> None:
    assert returning(app, TextLike("as a text")).get("/").text == "as a text"


def test_s128_a_response_is_returned_as_it_is(app: App) -> None:
    made = Response("as it is", status=201)
    seen = []

    @app.after_request
    def look(response: Response) -> Response:
        seen.append(response)
        return response

    answer = returning(app, made).get("/")

    assert (answer.status_code, answer.text) == (201, "as it is")
    assert len(seen) == 1
    assert seen[0] is made


def test_s128_another_response_becomes_one_of_the_right_type(app: App) -> None:
    with app.test_request_context():
        made = make_response(WerkzeugResponse("theirs", status=202))

    assert isinstance(made, Response)
    assert (made.status_code, made.get_data(as_text=True)) == (202, "theirs")


@pytest.mark.parametrize("body", ["a text", "", "Grüße"])
def test_s129_a_text_is_the_body(app: App, body: str) -> None:
    answer = returning(app, body).get("/")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.text == body


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param(["a", "b"], id="texts"),
        pytest.param([b"a", b"b"], id="bytes"),
        pytest.param(["a", b"b"], id="mixed"),
    ],
)
def test_s130_an_iterator_is_streamed(app: App, pieces: list[str | bytes]) -> None:
    def generate() -> Iterator[str | bytes]:
        yield from pieces

    app.add_url_rule("/generator", "generator", generate)
    app.add_url_rule("/iterator", "iterator", lambda: iter(pieces))
    client = app.test_client()

    for path in ("/generator", "/iterator"):
        answer = client.get(path)
        assert answer.text == "ab"
        assert "Content-Length" not in answer.headers


def test_s130_a_stream_is_sent_piece_by_piece(app: App) -> None:
    made = []

    @app.route("/")
    def view() -> Iterator[str]:
        for number in range(3):
            made.append(number)
            yield str(number)

    answer = app.test_client().get("/")
    pieces = answer.iter_encoded()

    assert next(pieces) == b"0"
    assert made == [0]
    assert [*pieces] == [b"1", b"2"]
    answer.close()


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"a": 1}, id="dict"),
        pytest.param({}, id="empty dict"),
        pytest.param([1, "b"], id="list"),
        pytest.param([], id="empty list"),
    ],
)
def test_s131_a_dict_or_a_list_becomes_json(app: App, value: object) -> None:
    answer = returning(app, value).get("/")

    assert answer.mimetype == "application/json"
    assert answer.json == value


@pytest.mark.parametrize(
    ("extra", "status", "value"),
    [
        pytest.param((418,), 418, None, id="status"),
        pytest.param(({"X-Something": "A value"},), 200, "A value", id="headers"),
        pytest.param((418, {"X-Something": "A"}), 418, "A", id="status and headers"),
    ],
)
@pytest.mark.parametrize(
    "body", ["text", {"a": 1}, [1]], ids=["of a text", "of a dict", "of a list"]
)
def test_s132_a_tuple_adds_to_the_response(
    app: App, body: object, extra: tuple[object, ...], status: int, value: str | None
) -> None:
    answer = returning(app, (body, *extra)).get("/")

    assert answer.status_code == status
    assert answer.headers.get("X-Something") == value
    assert (answer.json if answer.is_json else answer.text) == body


def test_s133_the_headers_of_a_tuple_may_be_a_list(app: App) -> None:
    answer = returning(app, ("text", [("X-Something", "A value")])).get("/")

    assert (answer.status_code, answer.text) == (200, "text")
    assert answer.headers["X-Something"] == "A value"


def test_s133_a_tuple_needs_more_than_headers(app: App) -> None:
    app.testing = True

    with pytest.raises(TypeError):
        returning(app, ()).get("/")


def test_s134_the_tuple_overrides_the_response(app: App) -> None:
    inner = Response("text", status=201, headers={"X-Kept": "1", "X-Something": "old"})
    headers = [("X-Something", "A"), ("X-Something", "B")]

    answer = returning(app, (inner, "404 Nowhere", headers)).get("/")

    assert answer.status == "404 Nowhere"
    assert answer.headers["X-Kept"] == "1"
    assert answer.headers.getlist("X-Something") == ["A", "B"]


def test_s135_anything_else_is_tried_as_a_wsgi_application(app: App) -> None:
    def application(environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response("203 Borrowed", [("X-From", environ["PATH_INFO"])])
        return [b"from ", b"below"]

    answer = returning(app, application).get("/")

    assert answer.status == "203 Borrowed"
    assert answer.headers["X-From"] == "/"
    assert answer.text == "from below"


def test_s136_make_response_takes_what_a_view_may_return(
    app: App, client: TestClient
) -> None:
    @app.errorhandler(404)
    def not_found(error: Exception) -> Response:
        response = make_response(render_template_string("lost"), 404)
        response.headers["X-Something"] = "A value"
        return response

    answer = client.get("/nowhere")

    assert (answer.status_code, answer.text) == (404, "lost")
    assert answer.headers["X-Something"] == "A value"


@pytest.mark.parametrize(
    ("result", "named"),
    [
        pytest.param(None, "None", id="None"),
        pytest.param(4.2, "float", id="a number"),
        pytest.param({1, 2}, "set", id="a set"),
    ],
)
def test_s137_what_cannot_be_a_response_is_named(
    app: App, result: object, named: str
) -> None:
    app.testing = True

    with pytest.raises(TypeError) as caught:
        returning(app, result).get("/")

    words = str(caught.value)
    assert "view" in words
    assert named in words
    assert "str" in words


def test_s137_what_cannot_be_a_response_is_an_error_of_the_server(app: App) -> None:
    assert returning(app, None).get("/").status_code == 500
