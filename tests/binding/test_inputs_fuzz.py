"""Whatever a client sends, the answer is never the server's fault."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from io import BytesIO
from typing import Annotated, Any, Literal
from uuid import UUID

import annotated_types
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, run_wsgi_app

from kolben import (
    App,
    Body,
    Cookie,
    File,
    Form,
    Header,
    Query,
    QueryArgs,
    Upload,
    UploadLimits,
)


class Order(Enum):
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass
class Node:
    name: Annotated[str, annotated_types.MaxLen(20)]
    weight: float = 0.0
    children: list[Node] = field(default_factory=list)
    more: dict[str, int] = field(default_factory=dict)


@dataclass
class Filter:
    page: Annotated[int, msgspec.Meta(ge=1)] = 1
    since: date | None = None
    tags: list[str] = field(default_factory=list)
    order: Order = Order.NEWEST


@dataclass
class Submission:
    title: str
    price: Decimal = Decimal(0)
    picture: Annotated[Upload, UploadLimits(max_size=10, types=("image/*",))] | None = (
        None
    )
    others: list[Upload] = field(default_factory=list)


NAMES = ("page", "tags", "since", "order", "a", "title", "picture", "others", "é")


def make_app() -> App:
    app = App("fuzz", static_folder=None)

    @app.post("/values")
    def values(  # noqa: PLR0913, PLR0917  # one of each kind
        page: Query[int] = 1,
        a: Query[Decimal | bool | None] = None,
        since: Query[datetime | timedelta | None] = None,
        order: Query[Order | Literal[1, "x"]] = Order.NEWEST,
        tags: Query[list[UUID]] = [],  # noqa: B006  # copied for each request
        x_page: Header[float] = 0.0,
        x_tags: Header[list[int]] = [],  # noqa: B006  # copied for each request
        x_text: Annotated[Header[str], msgspec.Meta(min_length=2)] = "ab",
        page_cookie: Cookie[int] = 1,
        tags_cookie: Cookie[list[str]] = [],  # noqa: B006  # copied for each request
    ) -> str:
        return ""

    @app.post("/structures")
    def structures(query: QueryArgs[Filter], body: Body[Node | None] = None) -> str:
        return ""

    @app.post("/text")
    def text(body: Body[str]) -> str:
        return ""

    @app.post("/any")
    def anything(body: Body[Any]) -> str:
        return ""

    @app.post("/bytes")
    def raw(body: Body[bytes] = b"") -> str:
        return ""

    @app.post("/form")
    def form(form: Form[Submission]) -> str:
        return ""

    @app.post("/fields")
    def fields(
        title: Form[str],
        page: Form[int] = 1,
        tags: Form[list[int]] = [],  # noqa: B006  # copied for each request
        picture: File[Upload | None] = None,
        others: Annotated[File[list[Upload]], UploadLimits(max_size=3)] = [],  # noqa: B006  # copied for each request
    ) -> str:
        return ""

    return app


APP = make_app()
PATHS = ("/values", "/structures", "/text", "/any", "/bytes", "/form", "/fields")

odd_values = st.sampled_from(
    [
        "",
        "0",
        "-1",
        "1" * 5000,
        "1e999",
        "1e-99999",
        "nan",
        "inf",
        "NaN",
        "1_0",
        "\u0661",
        "%00",
        "\x00",
        "%ff%fe",
        "\xff",
        "%",
        "%ed%a0%80",
        "+",
        "2030-01-31",
        "9999999999-01-01",
        "P99999999999999Y",
        "true",
        "{",
        "a;b=c",
        "newest",
        "=" * 10,
        '"a, b", c',
        "=?utf-8?q?=ff?=",
    ]
)
latin = st.text(st.characters(max_codepoint=255), max_size=30)
values = st.one_of(odd_values, latin).map(lambda each: each.encode().decode("latin1"))
pairs = st.lists(st.tuples(st.sampled_from(NAMES), values), max_size=6)
queries = pairs.map(lambda each: "&".join(f"{name}={value}" for name, value in each))
content_types = st.one_of(
    st.sampled_from(
        [
            "",
            "application/json",
            "application/problem+json; charset=utf-16",
            "application/msgpack",
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded; charset=\xff",
            "multipart/form-data; boundary=b",
            "multipart/form-data",
            "multipart/form-data; boundary=\xe9",
            "multipart/form-data; boundary=" + "b" * 300,
            "text/plain; charset=utf-16",
            "text/plain; charset=idna",
            "text/plain; charset=",
            "text/plain; charset*=utf-8''%ff",
            'text/plain; charset="',
            "+json",
            ";",
            "/",
        ]
    ),
    latin,
)


def part(header: bytes, content: bytes) -> bytes:
    return b"--b\r\n" + header + b"\r\n\r\n" + content + b"\r\n"


multipart = st.lists(
    st.builds(
        part,
        st.one_of(
            st.builds(
                lambda name, rest: (
                    b"Content-Disposition: form-data; name=" + name.encode() + rest
                ),
                st.sampled_from([*NAMES, '"', "", '"a"b', "x" * 99]),
                st.sampled_from(
                    [
                        b"",
                        b"; filename=a.png",
                        b'; filename=""\r\nContent-Type: image/png',
                        b"; filename=../..\r\nContent-Type: image/png",
                        b"; filename*=utf-8''%ff\r\nContent-Type: \xff",
                        b"\r\nContent-Type: text/plain; charset=utf-16",
                        b"\r\nContent-Length: -1",
                    ]
                ),
            ),
            st.binary(max_size=20),
        ),
        st.binary(max_size=20),
    ),
    max_size=4,
).flatmap(
    lambda parts: st.sampled_from([b"--b--\r\n", b"", b"--b", b"--"]).map(
        lambda end: b"".join(parts) + end
    )
)
bodies = st.one_of(
    st.binary(max_size=60),
    multipart,
    queries.map(lambda each: each.encode("latin1", "replace")),
    st.sampled_from(
        [
            b"[" * 100_000,
            b'{"children":[' * 5_000,
            b"\x91" * 100_000,
            b'"\\ud800"',
            b'{"name": "\\ud800"}',
            b'{"name": 1' + b"0" * 6_000 + b"}",
            b'{"weight": 1e999, "name": null}',
            b'{"name": "a", "name": 1, "more": {"\\u0000": "x"}}',
            b'{"name": "a", "children": [{"name": 1}, null, {"children": 3}]}',
            b"\xc1\xff",
            b"\xef\xbb\xbf{}",
            "{}".encode("utf-16"),
        ]
    ),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["name", "weight", "children", "more", "x"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=10,
    ).flatmap(
        lambda value: st.sampled_from([msgspec.json, msgspec.msgpack]).map(
            lambda form: _encoded(form.encode, value)
        )
    ),
)


def _encoded(encode: Any, value: object) -> bytes:
    try:
        return bytes(encode(value))
    except (OverflowError, UnicodeEncodeError):
        return b"{"


def answer(path: str, body: bytes, **environ: str) -> tuple[int, bytes]:
    built = EnvironBuilder(
        path, method="POST", input_stream=BytesIO(body)
    ).get_environ()
    built.update(environ, CONTENT_LENGTH=str(len(body)))
    content, status, _ = run_wsgi_app(APP, built, buffered=True)
    return int(status[:3]), b"".join(content)


environs = st.fixed_dictionaries(
    {
        "CONTENT_TYPE": content_types,
        "QUERY_STRING": queries.map(lambda each: each.encode().decode("latin1"))
        | latin,
        "HTTP_X_PAGE": values,
        "HTTP_X_TAGS": values,
        "HTTP_X_TEXT": values,
        "HTTP_COOKIE": latin
        | values.map(lambda each: f"page_cookie={each}; tags_cookie={each}"),
        "HTTP_ACCEPT": st.sampled_from(["application/json", "text/html", ""]),
    }
)


@given(path=st.sampled_from(PATHS), body=bodies, environ=environs)
def test_no_request_is_a_server_error(
    path: str, body: bytes, environ: dict[str, str]
) -> None:
    status, content = answer(path, body, **environ)

    assert status in {200, 400, 413, 415, 422}
    if status != 200 and environ["HTTP_ACCEPT"] == "application/json":
        assert msgspec.json.decode(content)["errors"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/msgpack",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=b",
        "text/plain",
    ],
)
@given(body=bodies)
def test_no_body_of_a_known_type_is_a_server_error(
    path: str, content_type: str, body: bytes
) -> None:
    status, _ = answer(path, body, CONTENT_TYPE=content_type)

    assert status in {200, 400, 413, 415, 422}
