from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Annotated

import pytest
from werkzeug.exceptions import (
    BadRequest,
    RequestEntityTooLarge,
    UnprocessableEntity,
    UnsupportedMediaType,
)

from kolben import (
    App,
    Body,
    File,
    Form,
    Guard,
    Inject,
    InputError,
    InputTooLarge,
    InvalidInput,
    MalformedInput,
    Problem,
    Query,
    Resource,
    UnsupportedInput,
    Upload,
    UploadLimits,
    handles,
)

JSON = {"Accept": "application/json"}


@dataclass
class Post:
    title: str


@pytest.fixture
def app() -> App:
    """An application that takes a body, a form, and files."""
    app = App("refusals", static_folder=None)

    @app.post("/body")
    def body(body: Body[Post], page: Query[int] = 1) -> str:
        return ""

    @app.post("/form")
    def form(title: Form[str], page: Query[int] = 1) -> str:
        return ""

    @app.post("/file")
    def file(
        picture: Annotated[File[Upload], UploadLimits(max_size=2)],
        page: Query[int] = 1,
    ) -> str:
        return ""

    return app


@pytest.mark.parametrize(
    ("kind", "base", "code"),
    [
        (InvalidInput, UnprocessableEntity, 422),
        (MalformedInput, BadRequest, 400),
        (UnsupportedInput, UnsupportedMediaType, 415),
        (InputTooLarge, RequestEntityTooLarge, 413),
    ],
)
def test_each_error_is_one_of_inputs_and_one_of_its_status(
    kind: type[InputError], base: type[Exception], code: int
) -> None:
    error = kind([Problem("body", "Wrong.")])

    assert isinstance(error, InputError)
    assert isinstance(error, base)
    assert error.code == code


@pytest.mark.parametrize(
    ("path", "data", "content_type", "status", "places"),
    [
        pytest.param(
            "/body?page=a",
            b'{"title": 1}',
            "application/json",
            422,
            ["body.title", "query.page"],
            id="what is not valid",
        ),
        pytest.param(
            "/body?page=a",
            b"{",
            "application/json",
            400,
            ["body", "query.page"],
            id="malformed before not valid",
        ),
        pytest.param(
            "/body?page=a",
            b"{",
            "text/html",
            415,
            ["body", "query.page"],
            id="a media type before malformed",
        ),
        pytest.param(
            "/form?page=a",
            b"{",
            "application/json",
            415,
            ["body", "query.page"],
            id="a body that is no form",
        ),
        pytest.param(
            "/form?page=a",
            b"--x",
            "multipart/form-data; boundary=b",
            400,
            ["body", "query.page"],
            id="a broken form",
        ),
        pytest.param(
            "/form?page=a",
            b"a=\xff",
            "application/x-www-form-urlencoded",
            400,
            ["body", "query.page"],
            id="a form that is not UTF-8",
        ),
    ],
)
def test_the_gravest_problem_gives_the_status(
    app: App, path: str, data: bytes, content_type: str, status: int, places: list[str]
) -> None:
    answer = app.test_client().post(
        path, data=data, content_type=content_type, headers=JSON
    )

    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.json["status"] == status
    assert [each["location"] for each in answer.json["errors"]] == places


def test_a_file_that_is_too_large_is_413_before_all_else(app: App) -> None:
    sent = {"picture": (BytesIO(b"123"), "a.png")}

    answer = app.test_client().post("/file?page=a", data=sent, headers=JSON)

    assert answer.status_code == 413
    assert answer.json["errors"] == [
        {"location": "file.picture", "message": "Must be at most 2 bytes large."},
        {"location": "query.page", "message": "Expected an integer."},
    ]


def test_a_body_beyond_the_limit_of_the_application_is_413(app: App) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 5

    answer = app.test_client().post("/body?page=a", json={"title": "too long"})

    assert answer.status_code == 413


def test_415_says_what_is_read(app: App) -> None:
    client = app.test_client()

    body = client.post("/body", data=b"a")
    form = client.post("/form", data=b"a")

    assert body.headers["Accept"] == "application/json, application/msgpack"
    assert form.headers["Accept"] == (
        "multipart/form-data, application/x-www-form-urlencoded"
    )


def test_browsers_get_a_page_that_lists_the_problems_escaped(app: App) -> None:
    @app.get("/")
    def fail() -> str:
        raise InvalidInput([Problem("query.<a>", "Not <b>.")])

    page = app.test_client().get("/", headers={"Accept": "text/html"}).text

    assert "<li><code>query.&lt;a&gt;</code>: Not &lt;b&gt;.\n" in page


def test_handlers_are_given_the_problems(app: App) -> None:
    @app.errorhandler(InputError)
    def refused(error: InputError) -> tuple[list[str], int]:
        return [f"{each.location}: {each.message}" for each in error.problems], 400

    assert app.test_client().post("/form?page=a", data={"title": ""}).json == [
        "query.page: Expected an integer."
    ]


def test_handlers_of_the_status_answer_too(app: App) -> None:
    @app.errorhandler(422)
    def refused(error: UnprocessableEntity) -> tuple[str, int]:
        return "no", 422

    assert app.test_client().post("/form").text == "no"


def test_a_resource_answers_for_its_own_inputs() -> None:
    app = App("own", static_folder=None)

    class Show(Resource):
        def __init__(self, size: Query[int] = 1) -> None:
            self.size = size

        def get(self, page: Query[int]) -> str:
            return ""

        @handles(InputError)
        def refused(self, error: InputError) -> tuple[list[str], int]:
            return [each.location for each in error.problems], 400

    app.add("/", Show)
    client = app.test_client()

    assert client.get("/?page=a").json == ["query.page"]
    assert client.get("/?page=a&size=a").json == ["query.size", "query.page"]


def test_the_body_is_not_read_if_nothing_takes_it(app: App) -> None:
    @app.post("/none")
    def show(page: Query[int] = 1) -> str:
        return ""

    answer = app.test_client().post("/none", data=b"{", content_type="application/json")

    assert answer.status_code == 200


def test_guards_then_the_constructor_and_method_then_providers_are_answered() -> None:
    class Db:
        pass

    class Known(Guard[str]):
        def check(self, key: Query[int]) -> str:
            return ""

    def make_db(shard: Query[int]) -> Db:
        return Db()

    class Show(Resource, guards=[Known]):
        def __init__(self, size: Query[int]) -> None: ...

        def get(self, page: Query[int], db: Inject[Db]) -> str:
            return ""

    app = App("order", static_folder=None)
    app.provide(Db, make_db, scope="request")
    app.add("/", Show)
    client = app.test_client()

    def places(url: str) -> list[str]:
        answer = client.get(url, headers=JSON)
        assert answer.status_code == 422
        return [each["location"] for each in answer.json["errors"]]

    assert places("/") == ["query.key"]
    assert places("/?key=1") == ["query.size", "query.page"]
    assert places("/?key=1&size=1&page=1") == ["query.shard"]
    assert client.get("/?key=1&size=1&page=1&shard=1").status_code == 200
