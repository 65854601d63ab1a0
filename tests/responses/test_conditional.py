from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.http import http_date

from kolben import App, Html, Json, Response, Stream, request
from kolben.http_errors import PreconditionFailed, PreconditionRequired
from kolben.requests import Request
from kolben.responses import Validators
from kolben.testing import TestClient

CHANGED: Final = datetime(2026, 5, 1, 12, 0, 0, 500_000, tzinfo=UTC)
BEFORE: Final = http_date(CHANGED - timedelta(days=1))
THEN: Final = http_date(CHANGED)
AFTER: Final = http_date(CHANGED + timedelta(days=1))


@pytest.fixture
def app(app: App) -> App:
    """An application that answers with a tag, a date, or both."""

    @app.route("/tag", methods=["GET", "POST"])
    def tag() -> Json[int]:
        return Json(1, etag="v1", headers={"Vary": "Cookie", "X-A": "1"})

    app.get("/weak", endpoint="weak")(lambda: Json(1, etag='W/"v1"'))
    app.get("/date", endpoint="date")(lambda: Html("", last_modified=CHANGED))
    app.get("/both", endpoint="both")(
        lambda: Html("", etag="v1", last_modified=CHANGED)
    )
    app.get("/stream", endpoint="stream")(lambda: Stream(iter(["a"]), etag="v1"))
    app.get("/missing", endpoint="missing")(lambda: Json(1, 404, etag="v1"))
    app.get("/plain", endpoint="plain")(lambda: Response("", headers={"ETag": '"v1"'}))
    app.get("/late", endpoint="late")(lambda: (Json(1, etag="v1"), 404))
    return app


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/tag", {}, 200),
        ("/tag", {"If-None-Match": '"v1"'}, 304),
        ("/tag", {"If-None-Match": 'W/"v1"'}, 304),
        ("/tag", {"If-None-Match": '"v0", "v1"'}, 304),
        ("/tag", {"If-None-Match": "*"}, 304),
        ("/tag", {"If-None-Match": '"v2"'}, 200),
        ("/tag", {"If-None-Match": ""}, 200),
        ("/tag", {"If-Match": '"v1"'}, 200),
        ("/tag", {"If-Match": "*"}, 200),
        ("/tag", {"If-Match": '"v2"'}, 412),
        ("/tag", {"If-Match": 'W/"v1"'}, 412),
        ("/tag", {"If-Match": '"v2"', "If-None-Match": '"v1"'}, 412),
        ("/weak", {"If-None-Match": '"v1"'}, 304),
        ("/weak", {"If-Match": 'W/"v1"'}, 412),
        ("/date", {"If-Modified-Since": THEN}, 304),
        ("/date", {"If-Modified-Since": AFTER}, 304),
        ("/date", {"If-Modified-Since": BEFORE}, 200),
        ("/date", {"If-Modified-Since": "yesterday"}, 200),
        ("/date", {"If-Modified-Since": THEN, "If-None-Match": '"x"'}, 200),
        ("/date", {"If-Unmodified-Since": THEN}, 200),
        ("/date", {"If-Unmodified-Since": BEFORE}, 412),
        ("/both", {"If-Unmodified-Since": BEFORE, "If-Match": '"v1"'}, 200),
        ("/both", {"If-Modified-Since": AFTER, "If-None-Match": '"v2"'}, 200),
        ("/stream", {"If-None-Match": '"v1"'}, 304),
        ("/missing", {"If-None-Match": '"v1"'}, 404),
        ("/late", {"If-None-Match": '"v1"'}, 404),
        ("/plain", {"If-None-Match": '"v1"'}, 200),
    ],
)
def test_reading_is_answered_by_what_the_client_has(
    client: TestClient, path: str, headers: dict[str, str], status: int
) -> None:
    assert client.get(path, headers=headers).status_code == status
    assert client.head(path, headers=headers).status_code == status


def test_not_modified_keeps_the_headers_of_the_answer_and_no_others(
    client: TestClient,
) -> None:
    response = client.get("/tag", headers={"If-None-Match": '"v1"'})

    assert response.data == b""
    assert response.headers["ETag"] == '"v1"'
    assert response.headers["Vary"] == "Cookie"
    assert "Content-Type" not in response.headers
    assert "Content-Length" not in response.headers


def test_a_value_that_the_client_has_is_not_written(
    app: App, client: TestClient
) -> None:
    app.get("/never")(lambda: Json(object(), etag="v1"))

    assert client.get("/never", headers={"If-None-Match": '"v1"'}).status_code == 304


def test_the_answer_to_a_change_is_not_judged(client: TestClient) -> None:
    response = client.post("/tag", headers={"If-Match": '"v0"'})

    assert (response.status_code, response.headers["ETag"]) == (200, '"v1"')


def test_a_failed_precondition_goes_to_the_error_handlers(
    app: App, client: TestClient
) -> None:
    @app.errorhandler(412)
    def stale(error: PreconditionFailed) -> tuple[str, int]:
        return "stale", 412

    assert client.get("/tag", headers={"If-Match": '"v0"'}).text == "stale"


def test_a_date_without_timezone_is_in_utc(app: App, client: TestClient) -> None:
    app.get("/naive")(lambda: Json(1, last_modified=CHANGED.replace(tzinfo=None)))

    assert client.get("/naive").headers["Last-Modified"] == THEN


def asked(method: str, **headers: str) -> Request:
    """Return a request with *headers*, whose names have underscores."""
    given = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return Request({"REQUEST_METHOD": method, **given})


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "POST"])
@pytest.mark.parametrize(
    ("sent", "current", "passes"),
    [
        ({}, {"etag": "v1"}, True),
        ({"if_match": '"v1"'}, {"etag": "v1"}, True),
        ({"if_match": '"v1"'}, {"etag": '"v1"'}, True),
        ({"if_match": "*"}, {"etag": "v1"}, True),
        ({"if_match": '"v0"'}, {"etag": "v1"}, False),
        ({"if_match": 'W/"v1"'}, {"etag": 'W/"v1"'}, False),
        ({"if_match": '"v1"'}, {}, False),
        ({"if_match": "*"}, {}, False),
        ({"if_none_match": "*"}, {}, True),
        ({"if_none_match": "*"}, {"etag": "v1"}, False),
        ({"if_none_match": "*"}, {"last_modified": CHANGED}, False),
        ({"if_none_match": 'W/"v1"'}, {"etag": "v1"}, False),
        ({"if_unmodified_since": THEN}, {"last_modified": CHANGED}, True),
        ({"if_unmodified_since": BEFORE}, {"last_modified": CHANGED}, False),
        ({"if_unmodified_since": BEFORE}, {"etag": "v1"}, True),
        ({"if_unmodified_since": "?"}, {"last_modified": CHANGED}, True),
        ({"if_modified_since": AFTER}, {"last_modified": CHANGED}, True),
    ],
)
def test_a_change_passes_if_the_client_has_seen_what_there_is(
    method: str, sent: dict[str, str], current: dict[str, Any], passes: bool
) -> None:
    request = asked(method, **sent)

    if passes:
        request.check_preconditions(**current)
    else:
        with pytest.raises(PreconditionFailed):
            request.check_preconditions(**current)


@pytest.mark.parametrize(
    ("sent", "current", "enough"),
    [
        ({}, {"etag": "v1"}, False),
        ({"if_match": ""}, {"etag": "v1"}, False),
        ({"if_match": '"v1"'}, {"etag": "v1"}, True),
        ({"if_none_match": '"v0"'}, {"etag": "v1"}, False),
        ({"if_unmodified_since": THEN}, {"last_modified": CHANGED}, True),
        ({"if_unmodified_since": THEN}, {"etag": "v1"}, False),
        ({"if_unmodified_since": "?"}, {"last_modified": CHANGED}, False),
        ({}, {}, False),
        ({"if_none_match": "*"}, {}, True),
    ],
)
def test_a_change_may_require_that_the_client_says_what_it_has_seen(
    sent: dict[str, str], current: dict[str, Any], enough: bool
) -> None:
    request = asked("PUT", **sent)

    if enough:
        request.check_preconditions(**current, required=True)
    else:
        with pytest.raises(PreconditionRequired):
            request.check_preconditions(**current, required=True)


def test_no_update_is_lost(app: App, client: TestClient) -> None:
    state = {"version": 1}

    @app.put("/note")
    def write() -> Json[int]:
        request.check_preconditions(etag=f"v{state['version']}", required=True)
        state["version"] += 1
        return Json(state["version"], etag=f"v{state['version']}")

    assert client.put("/note").status_code == 428
    first = client.put("/note", headers={"If-Match": '"v1"'})
    assert first.headers["ETag"] == '"v2"'
    assert client.put("/note", headers={"If-Match": '"v1"'}).status_code == 412
    assert state["version"] == 2


HEADERS = st.dictionaries(
    st.sampled_from(
        [
            "HTTP_IF_MATCH",
            "HTTP_IF_NONE_MATCH",
            "HTTP_IF_MODIFIED_SINCE",
            "HTTP_IF_UNMODIFIED_SINCE",
        ]
    ),
    st.one_of(
        st.text(st.characters(max_codepoint=255)),
        st.from_regex(r'(W/)?"[a-z]*"(, *"v1")?', fullmatch=True),
        st.sampled_from(["*", BEFORE, THEN, AFTER, "Mon, 99 Foo 99999 99:99:99 GMT"]),
        st.sampled_from(
            ["Mon, 01 Jan 0001 00:00:00 +9999", "1 Jan 99999999999999 0:0"]
        ),
    ),
)


@given(HEADERS, st.sampled_from(["GET", "HEAD", "PUT"]))
def test_no_header_of_a_client_breaks_the_comparison(
    headers: dict[str, str], method: str
) -> None:
    environ = {"REQUEST_METHOD": method, **headers}

    failure = Validators.of("v1", CHANGED).failure(environ)

    assert failure in ({None, 304, 412} if method != "PUT" else {None, 412})
