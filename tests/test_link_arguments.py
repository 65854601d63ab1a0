from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Annotated, Any, TypedDict

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolben import (
    REQUIRED,
    App,
    Body,
    Cookie,
    File,
    Form,
    Header,
    Inject,
    Named,
    Query,
    QueryArgs,
    Resource,
    UrlError,
    url_for,
)
from kolben.uploads import Upload


class Order(Enum):
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass
class Filter:
    words: str = ""
    tags: list[str] = field(default_factory=list)
    since: date | None = None
    exact: bool = False
    order: Order = Order.NEWEST


class Renamed(msgspec.Struct, rename="camel"):
    per_page: int = 10


class Typed(TypedDict, total=False):
    page: int


@dataclass(frozen=True)
class Limits:
    most: Annotated[int, msgspec.Meta(ge=1)]


class Store:
    pass


class Search(Resource, path="/search/<kind>"):
    def get(
        self,
        kind: str,
        filter: QueryArgs[Filter],  # noqa: A002  # what a programmer writes
        page: Query[int] = 1,
        sort: Annotated[Query[Order], Named("sort-by")] = Order.NEWEST,
        trace: Header[str] = "",
    ) -> dict[str, Any]:
        return {"kind": kind, "filter": filter, "page": page, "sort": sort}

    def post(self, kind: str, body: Body[Filter], dry: Query[bool] = False) -> str:
        return f"{kind} {body} {dry}"


@pytest.fixture
def search(app: App) -> App:
    app.add(Search)
    return app


def test_inputs_of_the_query_are_arguments_of_the_link(search: App) -> None:
    with search.test_request_context():
        assert Search.url("tea", Filter()) == "/search/tea"
        assert Search.url("tea", Filter(), page=2) == "/search/tea?page=2"
        assert (
            Search.url("tea", Filter(), sort=Order.OLDEST)
            == url_for("Search", kind="tea", sort=Order.OLDEST)
            == "/search/tea?sort-by=oldest"
        )


def test_a_structure_gives_its_fields(search: App) -> None:
    wanted = Filter("green tea", ["a", "b"], date(2026, 5, 17), True, Order.OLDEST)

    with search.test_request_context():
        url = Search.url("tea", wanted, page=2)

    assert url == (
        "/search/tea?page=2&words=green+tea&tags=a&tags=b&since=2026-05-17"
        "&exact=true&order=oldest"
    )


@pytest.mark.parametrize(
    ("kind", "value", "query"),
    [
        pytest.param(Renamed, Renamed(per_page=5), "perPage=5", id="renamed"),
        pytest.param(Typed, {"page": 2}, "page=2", id="typed dict"),
        pytest.param(Filter | None, Filter("a"), "words=a", id="optional"),
    ],
)
def test_every_kind_of_structure_is_taken(
    app: App, kind: Any, value: Any, query: str
) -> None:
    def show(args: Any) -> str:
        return repr(args)

    show.__annotations__["args"] = QueryArgs[kind]
    app.get("/")(show)

    with app.test_request_context():
        assert url_for(show, args=value) == f"/?{query}"


def test_a_link_is_to_the_method_that_it_names(search: App) -> None:
    with search.test_request_context():
        url = url_for(Search.post, kind="tea", body=REQUIRED, dry=True)

        assert url == "/search/tea?dry=true"
        with pytest.raises(UrlError) as caught:
            url_for(Search.post, kind="tea", body=Filter())

    assert caught.value.problem.startswith(
        "'body' of Search.post() is Body[...], and no link can have Filter("
    )
    assert "body: Body[...] = REQUIRED" in caught.value.hint


def test_a_link_by_name_may_say_which_method_is_meant(search: App) -> None:
    with search.test_request_context():
        url = url_for("Search", kind="tea", dry=True, body=REQUIRED, _method="POST")

        assert url == "/search/tea?dry=true"
        with pytest.raises(UrlError, match="no link can have Filter"):
            url_for("Search", kind="tea", body=Filter(), _method="post")


def takes_header(token: Header[str] = "") -> str:
    return token


def takes_cookie(token: Cookie[str] = "") -> str:
    return token


def takes_form(token: Form[str] = "") -> str:
    return token


def takes_file(token: File[Upload] = REQUIRED) -> str:
    return token.name


def takes_store(token: Inject[Store]) -> str:
    return str(token)


@pytest.mark.parametrize(
    ("function", "marker"),
    [
        (takes_header, "Header"),
        (takes_cookie, "Cookie"),
        (takes_form, "Form"),
        (takes_file, "File"),
        (takes_store, "Inject"),
    ],
)
def test_other_inputs_have_no_place_in_a_link(
    app: App, function: Callable[..., str], marker: str
) -> None:
    app.route("/", methods=["POST"])(function)

    with app.test_request_context():
        assert app.url_for(function) == "/"
        assert app.url_for(function, token=REQUIRED) == "/"
        with pytest.raises(UrlError, match=f"is {marker}\\[...\\], and no link can"):
            app.url_for(function, token="x")


def test_what_is_no_such_structure_is_refused(search: App) -> None:
    with search.test_request_context():
        for wrong in (3, {"words": "a"}, Renamed()):
            with pytest.raises(UrlError, match="Filter, so a link cannot have"):
                url_for("Search", kind="tea", filter=wrong)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        pytest.param({"page": 0}, "ust be at least 1", id="constraint"),
        pytest.param({"page": "x"}, "Expected an integer", id="type"),
        pytest.param({"page": True}, "Expected an integer", id="truth"),
        pytest.param({"page": [1, 0]}, "ust be at least 1", id="one of two"),
        pytest.param({"order": "middle"}, "middle", id="no member"),
        pytest.param({"days": [date(2026, 5, 17), "x"]}, "date", id="list"),
        pytest.param({"args": Limits(0)}, "at least 1", id="field"),
    ],
)
def test_what_the_handler_would_refuse_is_refused(
    app: App, values: dict[str, Any], reason: str
) -> None:
    @app.get("/")
    def show(
        args: QueryArgs[Limits] = Limits(1),
        page: Query[Annotated[int, msgspec.Meta(ge=1)]] = 1,
        order: Annotated[Query[Order], Named("by")] = Order.NEWEST,
        days: Query[list[date]] = REQUIRED,
    ) -> str:
        return repr((args, page, order, days))

    with app.test_request_context(), pytest.raises(UrlError) as caught:
        app.url_for("show", **values)

    assert "show() does not take" in caught.value.problem
    assert reason in caught.value.problem


def test_an_alias_never_takes_the_place_of_a_variable(app: App) -> None:
    @app.get("/<name>")
    def show(name: str, other: Annotated[Query[str], Named("name")] = "") -> str:
        return f"{name} {other}"

    with app.test_request_context():
        url = url_for(show, name="a", other="b").with_anchor("c")

    assert url == "/a?name=b#c"
    assert app.test_client().get("/a?name=b").text == "a b"


filters = st.builds(
    Filter,
    st.text(st.characters(codec="utf-8"), max_size=5),
    st.lists(st.text("ab &=", min_size=1, max_size=3), max_size=3),
    st.none() | st.dates(),
    st.booleans(),
    st.sampled_from(Order),
)


@given(filters, st.integers(-(10**9), 10**9), st.sampled_from(Order))
def test_the_handler_gets_what_the_link_was_given(
    wanted: Filter, page: int, sort: Order
) -> None:
    app = App("linked")
    got: list[tuple[object, ...]] = []

    @app.get("/<kind>")
    def find(
        kind: str,
        args: QueryArgs[Filter],
        page: Annotated[Query[int], Named("p")] = 1,
        sort: Query[Order] = Order.NEWEST,
    ) -> str:
        got.append((kind, args, page, sort))
        return ""

    with app.test_request_context():
        url = url_for(find, "tea", wanted, page=page, sort=sort)
    answer = app.test_client().get(url)

    assert answer.status_code == 200
    assert got == [("tea", wanted, page, sort)]
