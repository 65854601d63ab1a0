from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any, cast

import pytest
import werkzeug.wrappers
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from kolben.responses import Response

Answer = tuple[str, list[tuple[str, str]], bytes]

TEXT = st.text(max_size=30)
BODIES = st.one_of(
    st.none(),
    TEXT,
    TEXT.map(Markup),
    st.binary(max_size=30),
    st.binary(max_size=30).map(bytearray),
    st.lists(st.binary(max_size=8), max_size=3),
    st.lists(TEXT, max_size=3),
    st.lists(st.binary(max_size=8), max_size=3).map(tuple),
)
STATUSES = st.one_of(
    st.none(),
    st.integers(min_value=100, max_value=599),
    st.sampled_from([0, 1, 99, 199, 304, 204, 999]),
    st.sampled_from(HTTPStatus),
    st.sampled_from(["404", "404 Missing", " 200 OK ", "204 Gone Quiet", "Missing"]),
)
NAMES = st.sampled_from(
    [
        "Content-Length",
        "content-length",
        "Content-Type",
        "content-type",
        "Location",
        "LOCATION",
        "Content-Location",
        "Set-Cookie",
        "X-Thing",
        "ETag",
    ]
)
VALUES = st.sampled_from(["", "3", "a/b", "/ä?q=ü", "http://x.example/é", "a; b=c"])
HEADERS = st.one_of(
    st.none(),
    st.lists(st.tuples(NAMES, VALUES), max_size=4),
    st.dictionaries(NAMES, VALUES, max_size=3),
    st.lists(st.tuples(NAMES, VALUES), max_size=3).map(Headers),
)
KINDS = st.one_of(
    st.none(), st.sampled_from(["", "text/plain", "application/json", "image/png"])
)


class Theirs(werkzeug.wrappers.Response):
    default_mimetype = "text/html"


def sent(response: werkzeug.wrappers.Response, method: str = "GET") -> Answer:
    """Return what *response* sends, as status line, headers and body."""
    started: list[Any] = []
    environ = EnvironBuilder(path="/here/", method=method).get_environ()
    body = response(environ, lambda *said: started.append(said))  # type: ignore[arg-type]  # no write()
    content = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    ((status, headers),) = started
    return status, headers, content


@given(
    body=BODIES,
    status=STATUSES,
    headers=HEADERS,
    mimetype=KINDS,
    content_type=KINDS,
    method=st.sampled_from(["GET", "HEAD", "POST"]),
)
def test_sends_what_werkzeug_sends(
    body: Any, status: Any, headers: Any, mimetype: Any, content_type: Any, method: str
) -> None:
    def make(kind: type[werkzeug.wrappers.Response]) -> werkzeug.wrappers.Response:
        own = headers.copy() if isinstance(headers, Headers) else headers
        return kind(body, status, own, mimetype, content_type)

    ours, theirs = make(Response), make(Theirs)

    assert ours.status == theirs.status
    assert ours.status_code == theirs.status_code
    assert list(ours.headers) == list(theirs.headers)
    assert sent(ours, method) == sent(theirs, method)
    assert sent(ours, method) == sent(theirs, method)
    assert ours.get_data() == theirs.get_data()
    assert repr(ours) == repr(theirs).replace("Theirs", "Response")


@given(
    body=st.binary(max_size=50), added=st.lists(st.tuples(NAMES, VALUES), max_size=3)
)
def test_sends_what_werkzeug_sends_after_changes(
    body: bytes, added: list[tuple[str, str]]
) -> None:
    answers = []
    for response in (Response("first"), Theirs("first")):
        response.data = body
        for name, value in added:
            response.headers.add(name, value)
        response.set_cookie("a", "b")
        response.status_code = 201
        answers.append(sent(response))

    assert answers[0] == answers[1]


@given(body=st.binary(max_size=50), status=st.sampled_from([200, 201, 404, 204, 299]))
def test_finished_is_the_constructor_in_brief(body: bytes, status: int) -> None:
    ours = Response.finished(body, "application/json", status)
    theirs = Theirs(body, status, content_type="application/json")

    assert list(ours.headers) == list(theirs.headers)
    assert sent(ours) == sent(theirs)
    assert ours.direct_passthrough is False


def test_counts_the_length_of_a_body_in_one_piece() -> None:
    assert sent(Response([b"hello"]))[1] == sent(Theirs([b"hello"]))[1]
    assert ("Content-Length", "5") in sent(Response([b"hello"]))[1]


def test_streams_what_is_no_finished_body() -> None:
    def pieces() -> Iterator[str | bytes]:
        yield "a"
        yield b"b"

    response = Response(pieces())  # type: ignore[arg-type]  # werkzeug does take both

    assert response.is_streamed
    assert sent(response) == ("200 OK", [("Content-Type", TYPE)], b"ab")


TYPE = "text/html; charset=utf-8"


def test_sends_no_body_for_head_and_keeps_its_length() -> None:
    status, headers, body = sent(Response("hello"), "HEAD")

    assert status == "200 OK"
    assert ("Content-Length", "5") in headers
    assert body == b""


def test_calls_what_was_to_be_called_when_the_response_closes() -> None:
    called = []
    response = Response("hello")
    response.call_on_close(lambda: called.append(True))

    assert sent(response)[2] == b"hello"
    assert called == [True]


def test_passes_through_what_it_was_told_to_pass_through() -> None:
    body = [b"raw"]
    response = Response(body, direct_passthrough=True)
    environ = EnvironBuilder().get_environ()

    assert response(environ, lambda *_: None) is body  # type: ignore[arg-type]  # no write()
    assert Response("raw", direct_passthrough=True).direct_passthrough is True


def test_sends_a_list_of_headers_that_later_changes_do_not_reach() -> None:
    response = Response("hello")

    _, headers, _ = sent(response)
    response.headers["X-Late"] = "1"

    assert "X-Late" not in dict(headers)
    assert response.headers.getlist("Content-Length") == ["5"]


def test_counts_no_length_where_it_was_told_not_to() -> None:
    class Uncounted(Response):
        automatically_set_content_length = False

    assert sent(Uncounted("hello"))[1] == [("Content-Type", TYPE)]


def test_has_no_type_where_the_class_has_none() -> None:
    class Untyped(Response):
        default_mimetype = None

    assert sent(Untyped("hello"))[1] == [("Content-Length", "5")]


def test_a_subclass_may_have_another_default_status() -> None:
    class Created(Response):
        default_status = 201

    assert Created("hello").status == "201 CREATED"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param({"headers": {"X-A": "a\r\nSet-Cookie: b=c"}}, id="a header"),
        pytest.param({"content_type": "text/html\r\nX: y"}, id="the content type"),
        pytest.param({"mimetype": "text/html\nX: y"}, id="the media type"),
        pytest.param({"status": "200 OK\r\nX: y"}, id="the status"),
    ],
)
def test_refuses_line_breaks(arguments: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"newline|line breaks"):
        Response("hello", **arguments)


def test_finished_refuses_line_breaks() -> None:
    with pytest.raises(ValueError, match="newline"):
        Response.finished(b"", "text/html\nX: y")


def test_a_subclass_that_changes_a_step_of_making_is_heeded() -> None:
    class Loud(Response):
        def set_data(self, value: bytes | str) -> None:
            super().set_data(value.upper())

    assert Loud("hello").get_data() == b"HELLO"
    assert Loud.finished(b"hello", "text/plain").get_data() == b"HELLO"


def test_a_subclass_with_a_constructor_of_its_own_is_heeded() -> None:
    class Tagged(Response):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.headers["X-Tag"] = "1"

    assert Tagged.finished(b"hello", "text/plain").headers["X-Tag"] == "1"


@pytest.mark.parametrize("step", ["get_wsgi_headers", "iter_encoded", "close"])
def test_a_subclass_that_changes_a_step_of_sending_is_heeded(step: str) -> None:
    seen = []

    def watched(self: Response, *args: Any) -> Any:
        seen.append(step)
        return getattr(Response, step)(self, *args)

    sent(type("Watched", (Response,), {step: watched})("hello"))

    assert step in seen


def test_a_mixin_that_changes_a_step_of_sending_is_heeded() -> None:
    class Marked:
        def get_wsgi_headers(self, environ: Any) -> Headers:
            headers = Response.get_wsgi_headers(cast(Response, self), environ)
            headers["X-Marked"] = "1"
            return headers

    class Mixed(Marked, Response):
        pass

    assert ("X-Marked", "1") in sent(Mixed("hello"))[1]


def test_foreign_headers_are_sent_the_long_way() -> None:
    class Shouting(Headers):
        def __iter__(self) -> Iterator[tuple[str, str]]:
            return iter([(name.upper(), value) for name, value in self._list])

    response = Response("hello")
    response.headers = Shouting([("x-a", "b")])

    assert ("X-A", "b") in sent(response)[1]


@pytest.mark.parametrize(
    ("present", "sent_value"),
    [
        pytest.param(None, "nosniff", id="absent"),
        pytest.param("X-Content-Type-Options", "own", id="present"),
        pytest.param("x-content-type-options", "own", id="in other case"),
    ],
)
def test_a_default_header_gives_way(present: str | None, sent_value: str) -> None:
    response = Response("hello", headers={present: "own"} if present else None)

    response.set_default_header("X-Content-Type-Options", "nosniff")

    assert response.headers.getlist("X-Content-Type-Options") == [sent_value]


def test_reads_its_json_with_the_provider() -> None:
    assert Response('{"a": 1}', mimetype="application/json").json == {"a": 1}
    assert Response("{", mimetype="application/json").get_json(silent=True) is None


def test_takes_foreign_attributes() -> None:
    response = Response.finished(b"", "text/plain")
    response.of_an_extension = 1  # type: ignore[attr-defined]  # extensions do

    assert vars(response)["of_an_extension"] == 1


def test_forces_other_responses_into_its_type() -> None:
    def application(_environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response("418 I'M A TEAPOT", [("X-A", "b")])
        return [b"tea"]

    environ = EnvironBuilder().get_environ()
    forced = Response.force_type(Theirs("hello", 201))
    run: Any = Response.force_type(application, environ)  # type: ignore[arg-type]  # it does take one

    assert type(forced) is Response
    assert sent(forced)[0] == "201 CREATED"
    assert type(run) is Response
    assert (run.status_code, run.headers["X-A"]) == (418, "b")
    assert sent(run)[2] == b"tea"


def test_answers_conditional_requests() -> None:
    response = Response("hello")
    response.add_etag()
    builder = EnvironBuilder(headers=[("If-None-Match", response.headers["ETag"])])

    response.make_conditional(builder.get_environ())

    assert sent(response)[0] == "304 NOT MODIFIED"
    assert sent(response)[2] == b""


def test_warns_of_cookies_that_browsers_drop() -> None:
    with pytest.warns(UserWarning, match="too large"):
        Response("hello").set_cookie("a", "x" * 5000)
