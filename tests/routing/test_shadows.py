from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import HTTPException

from kolben.exceptions import RouteError
from kolben.routing import Converters, Pattern, Route, Table
from kolben.routing.shadows import shadows

SEGMENTS = (
    "text",
    "<v>",
    "<string(length=2):v>",
    "<string(minlength=1):v>",
    "<int:v>",
    "<any(text, ab):v>",
    "<path:v>",
    "a-<v>",
)
TEXTS = ("text", "12", "ab", "a-b", "abc")
METHODS = (frozenset({"GET"}), frozenset({"POST"}), frozenset({"GET", "POST"}))


def route(index: int, segments: tuple[str, ...], methods: frozenset[str]) -> Route[int]:
    """Return a route whose variables have names of their own."""
    named = [text.replace("v>", f"v{n}>") for n, text in enumerate(segments)]
    pattern = Pattern.parse("/" + "/".join(named))
    converters = {each.name: Converters().make(each) for each in pattern.variables}
    return Route(pattern, f"r{index}", index, converters, methods)


def table_of(routes: list[Route[int]]) -> Table[int]:
    """Return the table of those of *routes* that are not refused."""
    table: Table[int] = Table()
    for each in routes:
        try:
            table.add(each)
        except RouteError:
            continue
    return table


def answer(table: Table[int], path: str, method: str) -> Route[int] | None:
    """Return the route that answers, if any does."""
    environ = {"PATH_INFO": path, "REQUEST_METHOD": method, "HTTP_HOST": "localhost"}
    try:
        return table.match(environ | {"wsgi.url_scheme": "http"}).route
    except HTTPException:
        return None


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(SEGMENTS), min_size=1, max_size=3).map(tuple),
            st.sampled_from(METHODS),
        ),
        min_size=2,
        max_size=5,
    )
)
def test_what_is_said_to_be_hidden_answers_nothing(
    declared: list[tuple[tuple[str, ...], frozenset[str]]],
) -> None:
    made = [route(index, *each) for index, each in enumerate(declared)]
    table = table_of(made)

    for shadow in shadows(list(table), table.settings):
        for length in range(1, 4):
            for texts in product(TEXTS, repeat=length):
                for method in shadow.methods:
                    found = answer(table, "/" + "/".join(texts), method)
                    assert found is not shadow.route
