from __future__ import annotations

import io
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Generator,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum, StrEnum
from http import HTTPStatus
from pathlib import Path
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    Never,
    NewType,
    NoReturn,
    Optional,
    Protocol,
    TypedDict,
    TypeVar,
    Union,
)
from uuid import UUID
from wsgiref.types import WSGIApplication

import attrs
import msgspec
import pydantic
import pytest
import werkzeug.wrappers
from typing_extensions import TypeAliasType
from werkzeug.datastructures import Headers

from kolben import (
    App,
    Created,
    EventStream,
    Html,
    Json,
    Markup,
    NoContent,
    Redirect,
    Resource,
    Response,
    ResponseError,
    SendFile,
    Stream,
)
from kolben._annotations import MISSING
from kolben.responses import ResponseReturn, ToResponse, require_sendable

T = TypeVar("T")
UserId = NewType("UserId", int)
Name = NewType("Name", str)


@dataclass
class Data:
    x: int


@attrs.define
class Attrs:
    x: int


class Struct(msgspec.Struct):
    x: int


class Model(pydantic.BaseModel):
    x: int


class Typed(TypedDict):
    x: int


class Named(NamedTuple):
    body: str
    status: int


class Page:
    def __html__(self) -> str:
        return ""


class Thing:
    pass


class Colour(Enum):
    RED = 1


class Word(StrEnum):
    RED = "red"


class Wsgi:
    def __call__(self, environ: Any, start_response: Any) -> list[bytes]:
        return []


class Duck(Protocol):
    def quack(self) -> None: ...


class Cats(Resource):
    def get(self) -> str:
        return ""


@pytest.mark.parametrize(
    "returned",
    [
        MISSING,
        Any,
        object,
        "Unknown",
        NoReturn,
        Never,
        T,
        Duck,
        str,
        Name,
        Markup,
        bytes,
        bytearray,
        dict,
        dict[str, int],
        Mapping[str, Any],
        Typed,
        list,
        list[Thing],
        Sequence[int],
        Data,
        Attrs,
        Struct,
        Model,
        Page,
        Named,
        Word,
        Iterator[str],
        Iterator[str | bytes],
        Iterator[Any],
        Iterable[str],
        Generator[bytes, None, None],
        io.BytesIO,
        Response,
        werkzeug.wrappers.Response,
        Json[Data],
        Json,
        Html | Json[Data],
        Created[Data],
        NoContent,
        Redirect,
        Stream,
        EventStream,
        SendFile,
        App,
        Wsgi,
        WSGIApplication,
        Callable[..., Any],
        Literal["a", b"b"],
        Annotated[str, "documented"],
        TypeAliasType("Text", str),
        Awaitable[str],
        Coroutine[Any, Any, Json[Data]],
        tuple,
        tuple[str, int],
        tuple[str, HTTPStatus],
        tuple[str, str],
        tuple[str, Literal[404]],
        tuple[str, int | dict[str, str]],
        tuple[Data, dict[str, str]],
        tuple[Data, int, list[tuple[str, str]]],
        tuple[Data, int, Headers],
        tuple[Any, Any],
        str | tuple[str, int],
        Union[str, bytes],  # noqa: UP007  # older code says so
        ResponseReturn,
    ],
    ids=repr,
)
def test_what_can_be_sent_passes(returned: object) -> None:
    require_sendable(returned, "show")


@pytest.mark.parametrize(
    ("returned", "problem"),
    [
        (None, "None is no response"),
        (type(None), "None is no response"),
        (str | None, "None is no response"),
        (Optional[str], "None is no response"),  # noqa: UP045  # older code says so
        (int, "nothing can make a response of"),
        (UserId, "nothing can make a response of"),
        (bool, "nothing can make a response of"),
        (float, "nothing can make a response of"),
        (Decimal, "nothing can make a response of"),
        (HTTPStatus, "nothing can make a response of"),
        (set[int], "nothing can make a response of"),
        (frozenset, "nothing can make a response of"),
        (datetime, "nothing can make a response of"),
        (UUID, "nothing can make a response of"),
        (Path, "nothing can make a response of"),
        (Colour, "nothing can make a response of"),
        (Thing, "nothing can make a response of"),
        (Cats, "nothing can make a response of"),
        (str | Thing, "nothing can make a response of"),
        (Literal["a", 404], "nothing can make a response of"),
        (Literal["a", None], "None is no response"),
        (Annotated[int, "documented"], "nothing can make a response of"),
        (TypeAliasType("Number", int), "nothing can make a response of"),
        (type[Thing], "a class, not an object of it"),
        (type, "a class, not an object of it"),
        (Awaitable[None], "None is no response"),
        (Coroutine[Any, Any, int], "nothing can make a response of"),
        (AsyncIterator[str], "asynchronous"),
        (Iterator[int], "has to be text or bytes"),
        (Generator[str | int, None, None], "has to be text or bytes"),
        (tuple[int, str], "the status stands before the body"),
        (tuple[int, dict[str, str]], "the status stands before the body"),
        (tuple[HTTPStatus, str], "the status stands before the body"),
        (tuple[str], "wrong length"),
        (tuple[str, ...], "wrong length"),
        (tuple[str, int, dict[str, str], int], "wrong length"),
        (tuple[int, int], "nothing can make a response of"),
        (tuple[None, int], "None is no response"),
        (tuple[str | None, int], "None is no response"),
        (tuple[Thing, int], "nothing can make a response of"),
        (tuple[str, float], "float stands in place of a status or headers"),
        (tuple[str, None], "None stands in place of a status or headers"),
        (tuple[str, int, Thing], "Thing stands in place of a status or headers"),
        (str | tuple[int, str], "the status stands before the body"),
    ],
    ids=repr,
)
def test_what_nothing_can_send_is_refused(returned: object, problem: str) -> None:
    with pytest.raises(ResponseError, match=problem) as caught:
        require_sendable(returned, "show")

    assert caught.value.problem.startswith("show() returns ")


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (str, ""),
        (bytes, b""),
        (bytearray, bytearray()),
        (dict, {}),
        (list, []),
        (Data, Data(1)),
        (Attrs, Attrs(1)),
        (Struct, Struct(1)),
        (Model, Model(x=1)),
        (Page, Page()),
        (Word, Word.RED),
        (Iterator, iter([""])),
        (io.BytesIO, io.BytesIO()),
        (Json, Json(1)),
        (int, 3),
        (float, 1.5),
        (set, set()),
        (Thing, Thing()),
        (datetime, datetime.now()),  # nobody looks at it
        (Colour, Colour.RED),
        (type(None), None),
        (type, Thing),
    ],
)
def test_registration_and_conversion_agree(
    to_response: ToResponse, annotation: object, value: object
) -> None:
    def passes(judge: Callable[[], object]) -> bool:
        try:
            judge()
        except ResponseError:
            return False
        return True

    assert passes(lambda: require_sendable(annotation, "show")) == passes(
        lambda: to_response(value, None, "show")
    )


@pytest.fixture
def to_response() -> ToResponse:
    """The conversion, with the default classes."""
    return App("tested").parts.convert
