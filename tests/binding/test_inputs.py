from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from io import BytesIO
from typing import Annotated, Any, Literal, NamedTuple, NewType, TypedDict
from uuid import UUID

import annotated_types
import msgspec
import pytest

from kolben import (
    REQUIRED,
    App,
    Body,
    Cookie,
    File,
    Form,
    Header,
    Named,
    Query,
    QueryArgs,
    Resource,
    Upload,
    UploadLimits,
)

JSON = {"Accept": "application/json"}
PostId = NewType("PostId", int)


class Order(Enum):
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass
class Post:
    title: str
    tags: list[str] = field(default_factory=list)


class Point(NamedTuple):
    x: int
    y: int = 0


class Page(TypedDict, total=False):
    page: int
    tags: list[str]


class Struct(msgspec.Struct):
    first_name: str = msgspec.field(name="firstName")


@dataclass
class Submission:
    title: str
    picture: Upload | None = None
    others: list[Upload] = field(default_factory=list)


@pytest.fixture
def app() -> App:
    """An application without routes."""
    return App("inputs", static_folder=None)


def taken(app: App, function: Any, query: str = "", **sent: Any) -> Any:
    """Return what *function* makes of a request, or the problems of it."""
    method = "POST" if sent.keys() & {"data", "json"} else "GET"
    app.add("/", function) if isinstance(function, type) else app.route(
        "/", methods=["GET", "POST"]
    )(function)
    sent["headers"] = {**JSON, **sent.get("headers", {})}
    answer = app.test_client(use_cookies=False).open(
        f"/?{query}", method=method, **sent
    )
    if answer.status_code == 200:
        return answer.json
    return {each["location"]: each["message"] for each in answer.json["errors"]}


@pytest.mark.parametrize(
    ("annotation", "text", "value"),
    [
        (int, "-12", -12),
        (float, "1.5", 1.5),
        (bool, "on", True),
        (str, "a%20b", "a b"),
        (date, "2030-01-31", date(2030, 1, 31)),
        (Decimal, "1.10", Decimal("1.10")),
        (UUID, f"{UUID(int=1)}", UUID(int=1)),
        (Order, "oldest", Order.OLDEST),
        (Literal[1, "all"], "1", 1),
        (Literal[1, "all"], "all", "all"),
        (PostId, "3", 3),
        (int | None, "3", 3),
        (int | str, "3", 3),
        (Annotated[int, annotated_types.Ge(1)], "1", 1),
        (list[int], "1&a=2", [1, 2]),
        (set[int], "1&a=1", {1}),
        (tuple[int, ...], "1&a=2", (1, 2)),
    ],
)
def test_a_value_of_the_query_becomes_what_its_annotation_says(
    app: App, annotation: Any, text: str, value: object
) -> None:
    seen = []

    def show(a: Any) -> dict[str, object]:
        seen.append(a)
        return {}

    show.__annotations__["a"] = Query[annotation]

    assert taken(app, show, f"a={text}") == {}
    assert seen == [value]
    assert type(seen[0]) is type(value)


def test_the_first_value_counts_where_one_is_wanted(app: App) -> None:
    def show(page: Query[int]) -> dict[str, int]:
        return {"page": page}

    assert taken(app, show, "page=1&page=2") == {"page": 1}


def test_what_was_not_sent_is_its_default(app: App) -> None:
    def show(
        page: Query[int] = 1,
        tags: Query[list[str]] = ["a"],  # noqa: B006  # copied for each request
        word: Query[str | None] = None,
    ) -> dict[str, object]:
        return {"page": page, "tags": tags, "word": word}

    assert taken(app, show) == {"page": 1, "tags": ["a"], "word": None}


def test_what_was_not_sent_is_none_or_empty_if_its_type_takes_that(app: App) -> None:
    def show(page: Query[int | None], tags: Query[list[str]]) -> dict[str, object]:
        return {"page": page, "tags": tags}

    assert taken(app, show) == {"page": None, "tags": []}


def test_what_has_to_be_sent_is_missed(app: App) -> None:
    def show(page: Query[int] = REQUIRED, word: Query[str] = REQUIRED) -> str:
        return ""

    assert taken(app, show) == dict.fromkeys(
        ("query.page", "query.word"), "Required, but missing."
    )


def test_an_empty_text_counts_as_not_sent_where_it_is_no_value(app: App) -> None:
    def show(page: Query[int] = 1, word: Query[str] = "a") -> dict[str, object]:
        return {"page": page, "word": word}

    assert taken(app, show, "page=&word=") == {"page": 1, "word": ""}


def test_a_default_that_can_be_changed_is_copied_for_each_request(app: App) -> None:
    @app.get("/")
    def show(tags: Query[list[str]] = []) -> list[str]:  # noqa: B006  # on purpose
        tags.append("a")
        return tags

    client = app.test_client()

    assert [client.get("/").json for _ in range(2)] == [["a"], ["a"]]


def test_every_list_has_a_problem_of_its_own_for_each_value(app: App) -> None:
    def show(tags: Query[list[int]]) -> str:
        return ""

    assert taken(app, show, "tags=1&tags=a&tags=b") == {
        "query.tags[1]": "Expected an integer.",
        "query.tags[2]": "Expected an integer.",
    }


def test_constraints_hold_of_values_and_of_lists(app: App) -> None:
    def show(
        page: Annotated[Query[int], annotated_types.Ge(1)],
        tags: Annotated[Query[list[str]], annotated_types.Len(2, 3)],
        word: Query[Annotated[str, msgspec.Meta(pattern="^[a-z]+$")]],
    ) -> str:
        return ""

    assert taken(app, show, "page=0&tags=a&word=A") == {
        "query.page": "Must be at least 1.",
        "query.tags": "Must have at least 2 items.",
        "query.word": "Must match the pattern '^[a-z]+$'.",
    }


def test_the_whole_query_can_be_a_structure(app: App) -> None:
    def show(query: QueryArgs[Page]) -> dict[str, object]:
        return {**query}

    assert taken(app, show, "page=2&tags=a&tags=b&other=1") == {
        "page": 2,
        "tags": ["a", "b"],
    }


def test_the_fields_of_a_structure_in_the_query_are_named(app: App) -> None:
    def show(query: QueryArgs[Point]) -> list[int]:
        return [*query]

    assert taken(app, show, "y=a") == {
        "query.x": "Required, but missing.",
        "query.y": "Expected an integer.",
    }


def test_a_structure_may_be_left_out_if_it_has_a_default(app: App) -> None:
    def show(query: QueryArgs[Point | None] = None) -> dict[str, object]:
        return {"query": query}

    assert taken(app, show) == {"query": None}


def test_headers_are_named_like_their_parameters_or_by_a_name_of_their_own(
    app: App,
) -> None:
    def show(
        user_agent: Header[str],
        trace: Annotated[Header[UUID], Named("X-Request-Id")],
        content_type: Header[str | None] = None,
        etag: Header[str] = "none",
    ) -> list[object]:
        return [user_agent, trace.int, content_type, etag]

    headers = {"User-Agent": "me", "x-request-id": str(UUID(int=3))}

    assert taken(app, show, headers=headers) == ["me", 3, None, "none"]


def test_problems_of_headers_and_cookies_name_them_as_clients_do(app: App) -> None:
    def show(
        if_version: Header[int],
        trace: Annotated[Header[UUID], Named("X-Request-Id")],
        theme: Cookie[Literal["dark", "light"]],
    ) -> str:
        return ""

    headers = {"X-Request-Id": "1", "Cookie": "theme=pink"}

    assert taken(app, show, headers=headers) == {
        "header.If-Version": "Required, but missing.",
        "header.X-Request-Id": "Expected a UUID.",
        "cookie.theme": "Expected one of 'dark', 'light'.",
    }


def test_a_header_that_is_a_list_has_its_members_between_commas(app: App) -> None:
    def show(if_match: Header[list[str]]) -> list[str]:
        return if_match

    assert taken(app, show, headers={"If-Match": 'a, "b, c" ,d'}) == ["a", "b, c", "d"]


def test_a_cookie_is_read_by_its_name(app: App) -> None:
    def show(theme: Annotated[Cookie[str], Named("ui-theme")]) -> list[str]:
        return [theme]

    assert taken(app, show, headers={"Cookie": "ui-theme=dark"}) == ["dark"]


def test_fields_of_a_form_are_read_one_by_one(app: App) -> None:
    def show(
        title: Form[str], count: Form[int] = 1, tags: Form[list[str]] = REQUIRED
    ) -> list[object]:
        return [title, count, tags]

    assert taken(app, show, data={"title": "A", "count": "", "tags": ["x", "y"]}) == [
        "A",
        1,
        ["x", "y"],
    ]


def test_a_form_may_be_a_structure_with_files(app: App) -> None:
    def show(form: Form[Submission]) -> list[object]:
        name = form.picture and form.picture.name
        return [form.title, name, [each.read().decode() for each in form.others]]

    sent = {
        "title": "A",
        "picture": (BytesIO(b"p"), "a b.png"),
        "others": [(BytesIO(b"1"), "1"), (BytesIO(b"2"), "2")],
    }

    assert taken(app, show, data=sent) == ["A", "a_b.png", ["1", "2"]]


def test_a_file_input_that_was_left_empty_is_absent(app: App) -> None:
    def show(
        picture: File[Upload | None], others: File[list[Upload]], text: Form[str]
    ) -> list[object]:
        return [picture, others, text]

    sent = {
        "picture": (BytesIO(b""), "", "application/octet-stream"),
        "others": (BytesIO(b""), "", "application/octet-stream"),
        "text": "a",
    }

    assert taken(app, show, data=sent) == [None, [], "a"]


def test_files_are_read_one_by_one_or_as_a_list(app: App) -> None:
    def show(picture: File[Upload], others: File[list[Upload]]) -> list[object]:
        return [picture.name, [each.name for each in others]]

    sent = {
        "picture": (BytesIO(b"p"), "a.png"),
        "others": [(BytesIO(b"1"), "1"), (BytesIO(b"2"), "2")],
    }

    assert taken(app, show, data=sent) == ["a.png", ["1", "2"]]


def test_a_file_and_a_text_do_not_stand_for_each_other(app: App) -> None:
    def show(picture: File[Upload], title: Form[str]) -> str:
        return ""

    sent = {"picture": "a.png", "title": (BytesIO(b"p"), "a.png")}

    assert taken(app, show, data=sent) == {
        "file.picture": "Expected a file, got text.",
        "form.title": "Expected text, got a file.",
    }


def test_the_type_and_the_size_of_each_file_is_limited(app: App) -> None:
    def show(
        picture: Annotated[File[Upload], UploadLimits(types=("image/png",))],
        others: Annotated[
            File[list[Upload]], UploadLimits(max_size=2, types=("image/*",))
        ],
    ) -> str:
        return ""

    sent = {
        "picture": (BytesIO(b"p"), "a.txt"),
        "others": [(BytesIO(b"1"), "1.png"), (BytesIO(b"123"), "2.png")],
    }

    assert taken(app, show, data=sent) == {
        "file.picture": "Must be a file of type image/png.",
        "file.others[1]": "Must be at most 2 bytes large.",
    }


@pytest.mark.parametrize(
    ("annotation", "json", "seen"),
    [
        (Post, {"title": "A"}, {"title": "A", "tags": []}),
        (Page, {"page": 1}, {"page": 1}),
        (Point, [1, 2], [1, 2]),
        (Struct, {"firstName": "A"}, {"firstName": "A"}),
        (list[Post], [{"title": "A"}], [{"title": "A", "tags": []}]),
        (dict[str, int], {"a": 1}, {"a": 1}),
        (int | str, "a", "a"),
        (Post | None, None, None),
        (str, "a", "a"),
        (bytes, 1, "MQ=="),
    ],
)
def test_a_json_body_becomes_what_its_annotation_says(
    app: App, annotation: Any, json: object, seen: object
) -> None:
    def show(body: Any) -> list[Any]:
        return [body]

    show.__annotations__["body"] = Body[annotation]

    assert taken(app, show, json=json) == [seen]


def test_an_empty_body_is_the_default(app: App) -> None:
    def show(body: Body[Post | None] = None) -> list[object]:
        return [body]

    assert taken(app, show, data=b"") == [None]


def test_an_empty_body_is_missed_where_there_has_to_be_one(app: App) -> None:
    def show(body: Body[Post]) -> str:
        return ""

    assert taken(app, show, data=b"") == {"body": "Required, but missing."}


def test_one_answer_names_all_problems_of_all_sources(app: App) -> None:
    class Show(Resource):
        def __init__(self, size: Query[int]) -> None:
            self.size = size

        def post(
            self,
            page: Query[int],
            trace: Header[UUID],
            theme: Cookie[int],
            body: Body[Post],
        ) -> str:
            return ""

    found = taken(
        app,
        Show,
        "page=a",
        json={"tags": ["a", 1]},
        headers={"Trace": "1", "Cookie": "theme=a"},
    )

    assert set(found) == {
        "query.size",
        "query.page",
        "header.Trace",
        "cookie.theme",
        "body.title",
        "body.tags[1]",
    }
