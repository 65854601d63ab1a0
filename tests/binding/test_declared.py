from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, TypeVar

import annotated_types
import pytest

from kolben import (
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
from kolben.binding import Plan, Signature, Target
from kolben.exceptions import BindError

T = TypeVar("T")


@dataclass
class Post:
    title: str


@dataclass
class Submission:
    picture: Upload


def planned(function: Callable[..., Any], methods: Collection[str] = ("POST",)) -> Plan:
    return Plan.of_handler(
        Signature.of(function, label="show"), Target("/", (), methods=methods)
    )


def two_markers(a: Query[Header[int]]) -> None: ...
def inner_marker(a: list[Query[int]]) -> None: ...
def union_of_markers(a: Query[int] | Header[str]) -> None: ...
def same_name(a: Query[int], b: Annotated[Query[int], Named("a")]) -> None: ...
def same_header(x_a: Header[int], b: Annotated[Header[int], Named("x-a")]) -> None: ...
def two_bodies(a: Body[Post], b: Body[Post]) -> None: ...
def body_and_form(a: Body[Post], b: Form[str]) -> None: ...
def body_and_file(a: File[Upload], b: Body[bytes]) -> None: ...
def no_token(a: Annotated[Header[str], Named("X Y")]) -> None: ...
def no_cookie(a: Annotated[Cookie[str], Named("a;b")]) -> None: ...
def no_name(a: Annotated[Query[str], Named("")]) -> None: ...
def two_names(a: Annotated[Query[str], Named("b"), Named("c")]) -> None: ...
def named_body(a: Annotated[Body[Post], Named("b")]) -> None: ...
def named_form(a: Annotated[Form[Post], Named("b")]) -> None: ...
def structure_in_query(a: Query[Post]) -> None: ...
def structure_in_header(a: Header[Post]) -> None: ...
def value_as_query(a: QueryArgs[int]) -> None: ...
def file_in_query(a: Query[Upload]) -> None: ...
def files_in_cookie(a: Cookie[list[Upload]]) -> None: ...
def file_field(a: Form[Upload]) -> None: ...
def file_in_structure(a: QueryArgs[Submission]) -> None: ...
def file_in_body(a: Body[Submission]) -> None: ...
def text_as_file(a: File[str]) -> None: ...
def mapping_in_query(a: Query[dict[str, int]]) -> None: ...
def wrong_default(a: Query[int] = "1") -> None: ...  # type: ignore[assignment]  # the point
def no_none(a: Query[int] = None) -> None: ...  # type: ignore[assignment]  # the point
def wrong_list(a: Query[list[int]] = ["1"]) -> None: ...  # type: ignore[list-item]  # noqa: B006  # the point
def wrong_bound(a: Annotated[Query[int], annotated_types.Ge(1)] = 0) -> None: ...
def unfit(a: Annotated[Query[int], annotated_types.MinLen(1)]) -> None: ...
def unknown(a: Body[Callable[[], int]]) -> None: ...
def no_type(a: Query) -> None: ...  # type: ignore[type-arg]  # the point
def open_type(a: Body[list[T]]) -> None: ...
def marker_as_default(a: int = Query) -> None: ...
def marker_as_metadata(a: Annotated[int, Query] = 1) -> None: ...
def name_alone(a: Annotated[str, Named("b")] = "") -> None: ...
def limited_text(a: Annotated[Query[str], UploadLimits()]) -> None: ...
def all_of_them(*a: Query[int]) -> None: ...
def by_any_name(**a: Query[int]) -> None: ...


@pytest.mark.parametrize(
    ("function", "problem"),
    [
        (two_markers, "'a' of show() is marked as Header[...] and Query[...]."),
        (inner_marker, "'a' of show() has the marker Query inside of another type"),
        (union_of_markers, "'a' of show() is marked as Query[...] and Header[...]."),
        (same_name, "'a' and 'b' of show() are both 'query.a'."),
        (same_header, "'x_a' and 'b' of show() are both 'header.x-a'."),
        (two_bodies, "'a' and 'b' of show() both take the body of the request"),
        (body_and_form, "as Body[...] and Form[...]."),
        (body_and_file, "as File[...] and Body[...]."),
        (no_token, "'a' of show() is named 'X Y', which cannot be that of a header."),
        (no_cookie, "'a' of show() is named 'a;b', which cannot be that of a cookie."),
        (no_name, "'a' of show() is named '', which is no name."),
        (two_names, "'a' of show() has two names."),
        (named_body, "'a' of show() has a name, but Body[...] takes all that there"),
        (named_form, "'a' of show() has a name, but Form[...] takes all that there"),
        (structure_in_query, "'a' of show() is Post, which no query can be."),
        (structure_in_header, "'a' of show() is Post, which no header can be."),
        (value_as_query, "'a' of show() is int, which has no fields."),
        (file_in_query, "'a' of show() is Upload, which no query can be."),
        (files_in_cookie, "'a' of show() is list[Upload], which no cookie can be."),
        (file_field, "'a' of show() is Upload, which no form can be."),
        (file_in_structure, "is Submission, which has files, and a query has none."),
        (file_in_body, "Upload"),
        (text_as_file, "'a' of show() is str, and no file is that."),
        (mapping_in_query, "dict[str, int]"),
        (wrong_default, "'a' of show() has the default '1', which is no int."),
        (no_none, "'a' of show() has the default None, but its type takes none."),
        (wrong_list, "'a' of show() has the default ['1'], which is no list[int]."),
        (wrong_bound, "has the default 0, which must be at least 1."),
        (unfit, "min_length=1"),
        (unknown, "Callable[[], int]"),
        (no_type, "'a' of show() has no type."),
        (open_type, "'a' of show() is list[T], and nothing says what T is."),
        (marker_as_default, "'a' of show() has Query for its default"),
        (marker_as_metadata, "'a' of show() has Query for metadata"),
        (name_alone, "'a' of show() has a name that clients send, but nothing says"),
        (limited_text, "'a' of show() has limits of uploads, but is Query[...]."),
        (all_of_them, "'a' of show() is Query[...], but nothing can give it by name."),
        (by_any_name, "'a' of show() is Query[...], but nothing can give it by name."),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_what_cannot_be_an_input_is_refused(
    function: Callable[..., Any], problem: str
) -> None:
    with pytest.raises(BindError) as caught:
        planned(function)

    assert problem in caught.value.problem


def test_the_hint_for_a_structure_in_the_query_is_to_take_it_all() -> None:
    with pytest.raises(BindError) as caught:
        planned(structure_in_query)

    assert "QueryArgs[...]" in caught.value.hint


@pytest.mark.parametrize(
    ("function", "hint"),
    [
        (marker_as_default, "'a: Query[int]'"),
        (marker_as_metadata, "'a: Query[int]'"),
        (structure_in_header, "a parameter of its own: 'Header[str]'"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_the_hint_is_what_to_write_in_place_of_it(
    function: Callable[..., Any], hint: str
) -> None:
    with pytest.raises(BindError) as caught:
        planned(function)

    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("function", "hint"),
    [
        (no_token, "Name it as clients send it, such as 'Named(\"X-Y\")'."),
        (no_cookie, "Name it as clients send it, such as 'Named(\"a-b\")'."),
        (no_name, "Name it as clients send it, such as 'Named(\"a\")'."),
        (two_names, "Leave one 'Named(...)', with the name that clients send."),
        (named_body, "Write 'Body[...]' alone: clients see the names of its fields."),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_the_hint_for_a_name_is_a_name_that_clients_can_send(
    function: Callable[..., Any], hint: str
) -> None:
    with pytest.raises(BindError) as caught:
        planned(function)

    assert caught.value.hint == hint


def test_a_constraint_that_does_not_fit_names_the_parameter() -> None:
    def show(a: Annotated[Query[int], annotated_types.MinLen(1)] = 1) -> None: ...

    with pytest.raises(BindError) as caught:
        planned(show)

    assert "'a' of show()" in " ".join(caught.value.__notes__)


def with_body(a: Body[Post]) -> None: ...
def with_form(a: Form[str]) -> None: ...
def with_file(a: File[Upload]) -> None: ...


@pytest.mark.parametrize("function", [with_body, with_form, with_file])
def test_a_body_is_taken_only_where_requests_have_one(
    function: Callable[..., Any],
) -> None:
    planned(function, ("GET", "POST"))
    planned(function, ("DELETE",))

    with pytest.raises(BindError) as caught:
        planned(function, ("GET", "HEAD"))

    assert "a request with GET or HEAD has no body." in caught.value.problem


def test_the_constructor_of_a_resource_that_answers_get_takes_no_body() -> None:
    class Show(Resource):
        def __init__(self, body: Body[Post]) -> None: ...

        def get(self) -> str:
            return ""

    with pytest.raises(BindError) as caught:
        App("x").add("/", Show)

    assert "'body' of Show() is Body[...]" in caught.value.problem


def test_inputs_know_their_names_places_and_whether_they_are_required() -> None:
    def show(
        x_id: Header[int],
        body: Body[Post],
        tags: Query[list[int]],
        page: Annotated[Query[int | None], Named("p")],
        word: Query[str] = "a",
    ) -> None: ...

    inputs = planned(show).inputs

    assert [each.name for each in inputs] == ["x_id", "body", "tags", "page", "word"]
    assert [each.location for each in inputs] == [
        "header.X-Id",
        "body",
        "query.tags",
        "query.p",
        "query.word",
    ]
    assert [each.required for each in inputs] == [True, True, False, False, False]


def test_a_decorator_passes_the_inputs_of_its_function_on() -> None:
    def wrapped(page: Query[int], word: Query[str] = "a") -> None: ...

    @wraps(wrapped)
    def passing(*values: object, **named: Any) -> None:
        wrapped(*values, **named)

    assert [(each.name, each.required) for each in planned(passing).inputs] == [
        ("page", True),
        ("word", False),
    ]


def test_an_input_that_a_decorator_hides_is_refused() -> None:
    @wraps(with_body)
    def hiding() -> None: ...

    with pytest.raises(BindError) as caught:
        planned(hiding)

    assert "nothing can give it by name" in caught.value.problem
