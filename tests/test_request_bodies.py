from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import HTTPException
from werkzeug.test import EnvironBuilder

from kolben.http_errors import ClientDisconnected, RequestEntityTooLarge
from kolben.requests import Request, RequestSettings


class Trickle(BytesIO):
    """A stream that gives a few bytes at a time."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(3, 3 if size is None or size < 0 else size))


class Broken(BytesIO):
    """A stream that breaks."""

    def read(self, size: int | None = -1) -> bytes:
        raise OSError("gone")


def request_with(stream: BytesIO, **environ: Any) -> Request:
    built = EnvironBuilder(method="POST").get_environ()
    request = Request({**built, "wsgi.input": stream, **environ})
    request.settings = RequestSettings(max_content_length=20)
    return request


def outcome(read: Any) -> object:
    try:
        return read()
    except HTTPException as error:
        return type(error)


@given(
    data=st.binary(max_size=30),
    length=st.one_of(
        st.integers(0, 30).map(str),
        st.sampled_from(["", "-1", "x", "1" * 5000, "\u0661", " 3", "+3", None]),
    ),
    extra=st.sampled_from(
        [{}, {"wsgi.input_terminated": True}, {"HTTP_TRANSFER_ENCODING": "chunked"}]
    ),
    kind=st.sampled_from([BytesIO, Trickle]),
)
def test_the_whole_body_is_what_werkzeug_reads(
    data: bytes, length: str | None, extra: dict[str, Any], kind: type[BytesIO]
) -> None:
    environ = {**extra, "CONTENT_LENGTH": length}
    if length is None:
        del environ["CONTENT_LENGTH"]
    ours, theirs = (request_with(kind(data), **environ) for _ in range(2))

    assert outcome(ours.read_body) == outcome(theirs.get_data)


def test_what_was_read_is_there_for_everybody() -> None:
    request = request_with(
        BytesIO(b'{"a": 1}'), CONTENT_LENGTH="8", CONTENT_TYPE="application/json"
    )

    assert request.read_body() == request.read_body() == request.get_data()
    assert request.get_json() == {"a": 1}
    assert request.stream.read() == b""


def test_a_form_can_be_read_after_the_body() -> None:
    request = request_with(
        BytesIO(b"a=1"),
        CONTENT_LENGTH="3",
        CONTENT_TYPE="application/x-www-form-urlencoded",
    )

    assert request.read_body() == b"a=1"
    assert request.form["a"] == "1"


def test_the_body_is_empty_after_the_form() -> None:
    request = request_with(
        BytesIO(b"a=1"),
        CONTENT_LENGTH="3",
        CONTENT_TYPE="application/x-www-form-urlencoded",
    )

    assert request.form["a"] == "1"
    assert request.read_body() == b""


@pytest.mark.parametrize(
    ("stream", "length", "error"),
    [
        pytest.param(BytesIO(b"a"), "2", ClientDisconnected, id="too short"),
        pytest.param(Broken(), "2", ClientDisconnected, id="broken"),
        pytest.param(BytesIO(b"a" * 21), "21", RequestEntityTooLarge, id="too long"),
    ],
)
def test_a_body_that_does_not_come_whole_is_refused(
    stream: BytesIO, length: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        request_with(stream, CONTENT_LENGTH=length).read_body()


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("multipart/form-data", b"--b--"),
        ("multipart/form-data; boundary=b", b"--b"),
        ("application/x-www-form-urlencoded", b"a=\xff"),
    ],
)
def test_a_broken_form_is_empty_and_says_so(content_type: str, data: bytes) -> None:
    request = request_with(
        BytesIO(data), CONTENT_LENGTH=str(len(data)), CONTENT_TYPE=content_type
    )

    assert not request.form
    assert not request.files
    assert isinstance(request.form_failure, ValueError)


def test_a_form_without_fields_is_not_broken() -> None:
    request = request_with(
        BytesIO(b""),
        CONTENT_LENGTH="0",
        CONTENT_TYPE="application/x-www-form-urlencoded",
    )

    assert not request.form
    assert request.form_failure is None
