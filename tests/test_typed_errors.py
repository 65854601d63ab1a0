from __future__ import annotations

import copy
import logging
import pickle
import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, NamedTuple, TypedDict, TypeVar

import attrs
import msgspec
import pydantic
import pytest
from tests.refusals import refused

from kolben import App, HttpError, Resource, ResponseError, handles
from kolben.http_errors import HTTPException, NotFound
from kolben.json import DefaultJSONProvider

T = TypeVar("T")
PROBLEM = "application/problem+json"


@dataclass
class Missing:
    user_id: int


class UserNotFound(HttpError[Missing], status=404):
    pass


class Told(
    HttpError[Missing],
    status=409,
    title="Taken",
    detail="Somebody has it.",
    type="https://example.com/taken",
):
    pass


def answer_to(error: Exception, accept: str = PROBLEM) -> Any:
    """Return what an application answers whose view raises *error*."""
    app = App("errors")

    @app.get("/")
    def fail() -> str:
        raise error

    return app.test_client().get("/", headers={"Accept": accept})


def test_a_problem_document_holds_the_fields_of_the_body() -> None:
    answer = answer_to(UserNotFound(Missing(3)))

    assert answer.status_code == 404
    assert answer.mimetype == PROBLEM
    assert answer.json == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "user_id": 3,
    }


def test_the_class_says_title_detail_and_type() -> None:
    assert answer_to(Told(Missing(3))).json == {
        "type": "https://example.com/taken",
        "title": "Taken",
        "status": 409,
        "detail": "Somebody has it.",
        "user_id": 3,
    }


def test_one_error_says_detail_and_instance_of_its_own() -> None:
    document = answer_to(Told(Missing(3), detail="Ada has it.", instance="/x/1")).json

    assert (document["detail"], document["instance"]) == ("Ada has it.", "/x/1")


def test_browsers_get_a_page() -> None:
    answer = answer_to(Told(Missing(3), detail="<Ada> has it."), "text/html")

    assert answer.mimetype == "text/html"
    assert "<h1>Taken</h1>" in answer.text
    assert "&lt;Ada&gt; has it." in answer.text


@pytest.mark.parametrize("accept", [PROBLEM, "text/html"])
def test_headers_are_sent_along(accept: str) -> None:
    headers = {"Retry-After": "3", "Content-Type": "text/plain"}

    answer = answer_to(UserNotFound(Missing(3), headers=headers), accept)

    assert answer.headers["Retry-After"] == "3"
    assert answer.mimetype == accept


class Struct(msgspec.Struct, rename="camel"):
    user_id: int


class Typed(TypedDict):
    user_id: int


@attrs.define
class Attrs:
    user_id: int


class Model(pydantic.BaseModel):
    user_id: int


@dataclass
class Page(Generic[T]):
    user_id: T


@pytest.mark.parametrize(
    ("kind", "body", "name"),
    [
        pytest.param(Missing, Missing(3), "user_id", id="dataclass"),
        pytest.param(Struct, Struct(3), "userId", id="struct"),
        pytest.param(Typed, {"user_id": 3}, "user_id", id="typed dict"),
        pytest.param(Attrs, Attrs(3), "user_id", id="attrs"),
        pytest.param(Model, Model(user_id=3), "user_id", id="pydantic"),
        pytest.param(Page[int], Page(3), "user_id", id="generic"),
        pytest.param(Missing | Struct, Struct(3), "userId", id="one of two"),
        pytest.param(dict[str, int], {"user_id": 3}, "user_id", id="mapping"),
    ],
)
def test_a_body_is_whatever_has_fields(kind: Any, body: Any, name: str) -> None:
    class Refused(HttpError[kind], status=400):
        pass

    assert answer_to(Refused(body)).json[name] == 3


def test_the_provider_of_the_application_writes_the_body() -> None:
    class Dates(DefaultJSONProvider):
        def default(self, value: Any) -> Any:
            return "written" if isinstance(value, Odd) else super().default(value)

    class Odd:
        pass

    @dataclass
    class Body:
        odd: Odd
        day: date

    class Refused(HttpError[Body], status=400):
        pass

    app = App("errors")
    app.json = Dates()

    @app.get("/")
    def fail() -> str:
        raise Refused(Body(Odd(), date(2026, 5, 17)))

    document = app.test_client().get("/", headers={"Accept": PROBLEM}).get_json()
    assert (document["odd"], document["day"]) == ("written", "2026-05-17")


def test_a_body_that_cannot_be_written_is_a_failure(
    caplog: pytest.LogCaptureFixture,
) -> None:
    @dataclass
    class Body:
        odd: object

    class Refused(HttpError[Body], status=400):
        pass

    with caplog.at_level(logging.ERROR):
        answer = answer_to(Refused(Body(object())))

    assert answer.status_code == 500
    assert "has no form in JSON" in str(caplog.records[0].exc_info)


def test_members_of_the_standard_are_those_of_the_error() -> None:
    class Loose(HttpError[dict[str, object]], status=400):
        pass

    document = answer_to(Loose({"status": 200, "detail": "x", "a": 1})).json

    assert document == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "a": 1,
    }


@pytest.mark.parametrize("kind", [404, UserNotFound, HttpError, HTTPException])
def test_handlers_by_code_and_class_get_it(app: App, kind: Any) -> None:
    def handle(error: HTTPException) -> str:
        return type(error).__name__

    app.register_error_handler(kind, handle)

    @app.get("/")
    def fail() -> str:
        raise UserNotFound(Missing(3))

    assert app.test_client().get("/").text == "UserNotFound"


def test_a_handler_has_the_typed_body() -> None:
    class Post(Resource, path="/"):
        def get(self) -> str:
            raise UserNotFound(Missing(3))

        @handles(UserNotFound)
        def missing(self, error: UserNotFound) -> tuple[str, int]:
            return f"no user {error.body.user_id}", 404

    app = App("errors")
    app.add(Post)

    assert app.test_client().get("/").text == "no user 3"


def test_a_second_base_lets_handlers_for_that_class_get_it(app: App) -> None:
    class Gone(HttpError[Missing], NotFound):
        pass

    @app.errorhandler(NotFound)
    def lost(error: NotFound) -> str:
        return type(error).__name__

    @app.get("/")
    def fail() -> str:
        raise Gone(Missing(3))

    assert app.test_client().get("/").text == "Gone"
    assert Gone(Missing(3)).code == 404


def test_a_base_of_ones_own_may_leave_body_and_status_open() -> None:
    B = TypeVar("B", bound=Mapping[str, object])

    class Api(HttpError[B]):
        problem_type = "https://example.com/problem"

    class Refused(Api[dict[str, int]], status=422):
        pass

    class Worse(Refused, title="Worse"):
        pass

    document = answer_to(Worse({"a": 1})).json
    assert (document["title"], document["status"]) == ("Worse", 422)
    assert document["type"] == "https://example.com/problem"


@pytest.mark.parametrize("status", [None, 200, 302, 600, 0, -404, "404", True, 404.0])
def test_a_status_that_is_no_error_is_refused(status: Any) -> None:
    with refused(ResponseError, "Wrong"):
        types.new_class("Wrong", (HttpError[Missing],), {"status": status})


@dataclass
class Clash:
    status: int


class ClashingStruct(msgspec.Struct, rename={"kind": "type"}):
    kind: str


class ClashingTyped(TypedDict, total=False):
    title: str


class ClashingModel(pydantic.BaseModel):
    detail: str


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (Clash, "status"),
        (ClashingStruct, "type"),
        (ClashingTyped, "title"),
        (ClashingModel, "detail"),
        (Missing | Clash, "status"),
    ],
)
def test_a_field_that_every_document_has_is_refused(body: Any, name: str) -> None:
    with pytest.raises(ResponseError, match=f"The field '{name}' of"):

        class Refused(HttpError[body], status=400):
            pass


class Pair(NamedTuple):
    a: int
    b: int


class Listed(msgspec.Struct, array_like=True):
    a: int


@pytest.mark.parametrize("body", [int, list[int], Pair, Listed, object, Missing | str])
def test_a_body_without_fields_is_refused(body: Any) -> None:
    with pytest.raises(ResponseError, match="cannot be the body of"):

        class Refused(HttpError[body], status=400):
            pass


def test_a_body_has_to_be_named() -> None:
    with pytest.raises(ResponseError, match="does not say what its body is"):

        class BareError(HttpError, status=400):  # type: ignore[type-arg]  # on purpose
            pass


def test_the_class_itself_is_no_error() -> None:
    with pytest.raises(ResponseError, match="HttpError has no status"):
        HttpError({"a": 1})


def test_an_error_is_copied_and_pickled_whole() -> None:
    error = Told(Missing(3), detail="x", headers={"Retry-After": "3"})

    for twin in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert (twin.body, twin.description) == (Missing(3), "x")
        assert twin.headers == error.headers


def test_it_says_what_it_is_about() -> None:
    assert str(UserNotFound(Missing(3))) == "404 Not Found: Missing(user_id=3)"
    assert str(Told(Missing(3))) == "409 Taken: Somebody has it."


def test_an_error_without_a_body_is_one_of_the_others() -> None:
    with refused(ResponseError, "None cannot be the body of Silent") as caught:

        class Silent(HttpError[None], status=404): ...

    assert caught.error.hint.startswith("Raise NotFound()")
