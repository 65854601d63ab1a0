from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
import werkzeug.wrappers
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder

from kolben.http_errors import (
    BadRequest,
    BadRequestKeyError,
    RequestEntityTooLarge,
    SecurityError,
    UnsupportedMediaType,
)
from kolben.json import DefaultJSONProvider
from kolben.requests import MissingUploadError, Request, RequestSettings

READ = (
    "method",
    "scheme",
    "server",
    "root_path",
    "path",
    "query_string",
    "remote_addr",
)
DERIVED = (
    "access_route",
    "args",
    "base_url",
    "cookies",
    "full_path",
    "host",
    "is_secure",
    "root_url",
    "script_root",
    "url",
)
TUNNELLED = st.text(st.characters(max_codepoint=255), max_size=12)
OPTIONAL = st.none() | TUNNELLED


def request_of(settings: RequestSettings | None = None, **options: Any) -> Request:
    """Return a request made of the options of werkzeug's ``EnvironBuilder``."""
    request = Request(EnvironBuilder(**options).get_environ())
    if settings is not None:
        request.settings = settings
    return request


@given(
    method=st.sampled_from([None, "GET", "post", "X"]),
    scheme=st.sampled_from([None, "http", "https", "ws"]),
    path=OPTIONAL,
    script=TUNNELLED.map("/".__add__) | st.sampled_from([None, ""]),
    query=st.none() | st.text(st.characters(max_codepoint=127), max_size=12),
    name=st.sampled_from([None, "example.com", "::1"]),
    port=st.sampled_from([None, "80", "5000", "/run/socket"]),
    address=st.sampled_from([None, "127.0.0.1"]),
)
def test_reads_what_werkzeug_reads(**values: str | None) -> None:
    keys = {
        "method": "REQUEST_METHOD",
        "scheme": "wsgi.url_scheme",
        "path": "PATH_INFO",
        "script": "SCRIPT_NAME",
        "query": "QUERY_STRING",
        "name": "SERVER_NAME",
        "port": "SERVER_PORT",
        "address": "REMOTE_ADDR",
    }
    environ = {keys[name]: text for name, text in values.items() if text is not None}
    ours, theirs = Request(dict(environ)), werkzeug.wrappers.Request(dict(environ))

    assert [getattr(ours, name) for name in READ] == [
        getattr(theirs, name) for name in READ
    ]
    assert list(ours.headers) == list(theirs.headers)
    assert [getattr(ours, name) for name in DERIVED] == [
        getattr(theirs, name) for name in DERIVED
    ]
    assert repr(ours) == repr(theirs)


def test_computes_nothing_until_it_is_asked() -> None:
    request = Request({"PATH_INFO": "/cats"})

    assert request.__dict__.keys() == {"environ"}
    assert request.path == "/cats"
    assert request.__dict__.keys() == {"environ", "path"}


def test_keeps_what_it_read() -> None:
    request = request_of()

    assert request.headers is request.headers
    request.environ["PATH_INFO"] = "/first"
    assert request.path == "/first"
    request.environ["PATH_INFO"] = "/second"
    assert request.path == "/first"


def test_what_it_reads_may_be_replaced() -> None:
    request = request_of(method="POST")
    request.method = "PUT"
    request.path = "/other"

    assert (request.method, request.path) == ("PUT", "/other")


def test_a_value_without_a_port_stands_for_a_socket() -> None:
    assert Request({"SERVER_NAME": "/run/x"}).server == ("/run/x", None)


@pytest.mark.parametrize(
    ("options", "present"),
    [
        pytest.param({}, True, id="by default"),
        pytest.param({"populate_request": False}, False, id="not if told so"),
        pytest.param({"shallow": True}, False, id="not if shallow"),
    ],
)
def test_leaves_itself_in_the_environment(
    options: dict[str, bool], present: bool
) -> None:
    environ = EnvironBuilder().get_environ()

    request = Request(environ, **options)

    assert (environ.get("werkzeug.request") is request) is present


def test_a_shallow_request_has_no_body() -> None:
    request = Request(EnvironBuilder(data="x").get_environ(), shallow=True)

    with pytest.raises(RuntimeError, match="shallow"):
        request.get_data()


def test_works_with_what_makes_requests() -> None:
    request = Request.from_values("/cats?a=b", method="POST", data={"c": "d"})

    assert type(request) is Request
    assert (request.args["a"], request.form["c"]) == ("b", "d")
    assert request.values["c"] == "d"


def test_takes_foreign_attributes() -> None:
    request = request_of()
    request.user = "ada"  # type: ignore[attr-defined]  # extensions do

    assert vars(request)["user"] == "ada"


def test_the_class_has_descriptions_and_settings() -> None:
    class Own(Request):
        settings = RequestSettings(max_content_length=5)

    assert Request.max_content_length == 16 * 1024 * 1024
    assert Own.max_content_length == 5
    assert "_Kept" in repr(Request.method)


# Settings ---------------------------------------------------------------------------


def test_the_limits_are_those_of_the_settings() -> None:
    request = request_of(RequestSettings(1, 2, 3, ("a.example",)))

    assert request.max_content_length == 1
    assert request.max_form_memory_size == 2
    assert request.max_form_parts == 3
    assert request.trusted_hosts == ["a.example"]


def test_the_limits_of_one_request_may_be_set() -> None:
    settings = RequestSettings(max_content_length=3)
    request = request_of(settings, method="POST", data=b"12345")
    request.max_content_length = None
    request.trusted_hosts = ["localhost"]

    assert request.get_data() == b"12345"
    assert request.trusted_hosts == ["localhost"]


@pytest.mark.parametrize(
    ("settings", "data"),
    [
        pytest.param(
            RequestSettings(max_content_length=9), {"a": "123456789"}, id="body"
        ),
        pytest.param(
            RequestSettings(max_form_memory_size=3),
            {"a": "1234", "f": (BytesIO(b""), "f")},
            id="field",
        ),
        pytest.param(
            RequestSettings(max_form_parts=1),
            {"a": "1", "b": "2", "f": (BytesIO(b""), "f")},
            id="parts",
        ),
    ],
)
def test_a_form_beyond_the_limits_is_refused(
    settings: RequestSettings, data: dict[str, Any]
) -> None:
    with pytest.raises(RequestEntityTooLarge):
        _ = request_of(settings, method="POST", data=data).form


def chunked_request(body: bytes, limit: int | None) -> Request:
    """Return a request whose server does not know the length of the body."""
    request = request_of(RequestSettings(max_content_length=limit), method="POST")
    request.environ |= {"wsgi.input": BytesIO(body), "wsgi.input_terminated": True}
    request.environ.pop("CONTENT_LENGTH", None)
    return request


@pytest.mark.parametrize("limit", [5, 6, None])
def test_a_body_of_undeclared_length_is_read_whole(limit: int | None) -> None:
    assert chunked_request(b"12345", limit).get_data() == b"12345"
    assert chunked_request(b"12345", limit).stream.read(3) == b"123"


def test_a_body_of_undeclared_length_is_refused_rather_than_cut() -> None:
    with pytest.raises(RequestEntityTooLarge):
        chunked_request(b"12345", 4).get_data()
    with pytest.raises(RequestEntityTooLarge):
        chunked_request(b"12345", 4).stream.read()


def test_only_trusted_hosts_are_answered_for() -> None:
    settings = RequestSettings(trusted_hosts=("example.com", ".example.org"))

    trusted = request_of(settings, base_url="http://www.example.org:8080/")
    assert trusted.host == "www.example.org:8080"
    with pytest.raises(SecurityError):
        _ = request_of(settings, base_url="http://evil.example/").host


# The route --------------------------------------------------------------------------


class Named:
    """What a request knows of its route."""

    def __init__(self, name: str) -> None:
        self.name = name


@pytest.mark.parametrize(
    ("name", "blueprint", "blueprints"),
    [
        pytest.param(None, None, [], id="no route"),
        pytest.param("index", None, [], id="of the application"),
        pytest.param("admin.index", "admin", ["admin"], id="of a router"),
        pytest.param("a.b.index", "a.b", ["a.b", "a"], id="of a nested router"),
    ],
)
def test_knows_its_routers_by_the_endpoint(
    name: str | None, blueprint: str | None, blueprints: list[str]
) -> None:
    request: Any = request_of()
    if name is not None:
        request.url_rule = Named(name)

    assert request.endpoint == name
    assert request.blueprint == blueprint
    assert request.blueprints == blueprints


def test_nothing_is_known_before_the_match() -> None:
    request = request_of()

    assert request.view_args is None
    assert request.routing_exception is None


# JSON -------------------------------------------------------------------------------


def json_request(body: str | bytes, *, debug: bool = False) -> Request:
    return request_of(
        RequestSettings(debug=debug),
        method="POST",
        data=body,
        content_type="application/json",
    )


def test_reads_json() -> None:
    assert json_request('{"a": [1, "ü"]}').json == {"a": [1, "ü"]}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("{", id="truncated"),
        pytest.param("", id="empty"),
        pytest.param(b'"\xff"', id="no UTF-8"),
        pytest.param("[" * 100_000, id="too deep"),
    ],
)
def test_malformed_json_is_a_bad_request(body: str | bytes) -> None:
    with pytest.raises(BadRequest) as caught:
        json_request(body).get_json()

    assert caught.value.description == "The body of the request is not valid JSON."
    assert json_request(body).get_json(silent=True) is None


def test_debug_mode_says_what_is_wrong_with_the_json() -> None:
    with pytest.raises(BadRequest, match="truncated"):
        json_request("{", debug=True).get_json()


@pytest.mark.parametrize("debug", [True, False])
def test_another_media_type_is_unsupported(debug: bool) -> None:
    request = request_of(RequestSettings(debug=debug), method="POST", data="{}")

    with pytest.raises(UnsupportedMediaType):
        request.get_json()
    assert request.get_json(force=True) == {}


def test_json_is_read_by_the_provider_of_the_application() -> None:
    class Shouting(DefaultJSONProvider):
        def loads(self, text: str | bytes) -> Any:
            return super().loads(text.upper())

    request = json_request('"a"')
    request.json_module = Shouting()

    assert request.json == "A"


# Forms and files --------------------------------------------------------------------


def test_a_missing_field_is_a_key_error_and_a_bad_request() -> None:
    request = request_of(method="POST", data={"a": "b"})

    with pytest.raises(KeyError):
        request.form["c"]
    with pytest.raises(BadRequest):
        request.args["c"]


def test_reads_files() -> None:
    request = request_of(method="POST", data={"f": (BytesIO(b"text"), "../f.txt")})

    with request:
        assert request.files["f"].read() == b"text"
        assert request.files["f"].filename == "../f.txt"


def form_with_a_file_name(*, debug: bool) -> Request:
    return request_of(RequestSettings(debug=debug), method="POST", data={"f": "f.txt"})


def test_debug_mode_explains_a_missing_upload() -> None:
    request = form_with_a_file_name(debug=True)

    with pytest.raises(MissingUploadError) as caught:
        request.files["f"]

    assert caught.value.code == 400
    assert isinstance(caught.value, KeyError)
    assert 'enctype="multipart/form-data"' in str(caught.value)
    assert "'application/x-www-form-urlencoded'" in caught.value.description
    assert caught.value.args == ("f",)


def test_debug_mode_does_not_explain_what_was_no_upload() -> None:
    request = form_with_a_file_name(debug=True)

    with pytest.raises(BadRequestKeyError) as caught:
        request.files["g"]

    assert type(caught.value) is BadRequestKeyError
    assert request.files.get("f") is None
    assert list(request.files) == []


def test_debug_mode_leaves_real_uploads_alone() -> None:
    request = request_of(
        RequestSettings(debug=True), method="POST", data={"f": (BytesIO(b"x"), "f")}
    )

    with request:
        assert request.files["f"].read() == b"x"


def test_nothing_is_explained_outside_debug_mode() -> None:
    with pytest.raises(BadRequestKeyError) as caught:
        form_with_a_file_name(debug=False).files["f"]

    assert type(caught.value) is BadRequestKeyError


def test_a_query_of_raw_bytes_is_no_fault_of_the_server() -> None:
    request = Request({"QUERY_STRING": "a=\xff&b=\xc3\xa9&c=%20+"})

    assert request.args.to_dict() == {"a": "%FF", "b": "é", "c": "  "}
    assert request.full_path == "/?a=%FF&b=%C3%A9&c=%20+"
