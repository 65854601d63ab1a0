"""Whatever depends on whatever: it works, or the freeze says what is wrong."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kolben import App, BindError
from kolben.binding import Inject

Graph = Mapping[int, frozenset[int]]

SIZE = 6
NODES = range(SIZE)
KINDS: dict[int, type] = {node: type(f"Kind{node}", (), {}) for node in NODES}

graphs = st.fixed_dictionaries(
    {node: st.frozensets(st.sampled_from(NODES), max_size=2) for node in NODES}
)
forward_graphs = st.fixed_dictionaries(
    {
        node: st.frozensets(st.sampled_from(range(node + 1, SIZE)), max_size=3)
        if node + 1 < SIZE
        else st.just(frozenset())
        for node in NODES
    }
)
lifetimes = st.lists(st.sampled_from(["app", "request"]), min_size=SIZE, max_size=SIZE)


def factory(node: int, graph: Graph, log: list[tuple[str, int]]) -> Any:
    """Return a generator that makes *node* of what the graph says, by type."""

    def make(**parts: Any) -> Iterator[Any]:
        assert {type(part) for part in parts.values()} == {
            KINDS[each] for each in graph[node]
        }
        log.append(("made", node))
        yield KINDS[node]()
        log.append(("ended", node))

    names = {f"part{each}": KINDS[each] for each in graph[node]}
    make.__annotations__ = dict(names)
    vars(make)["__signature__"] = inspect.Signature(
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind)
            for name, kind in names.items()
        ]
    )
    return make


def application(graph: Graph, scopes: list[Any], log: list[tuple[str, int]]) -> App:
    app = App("law")
    for node in NODES:
        app.provide(KINDS[node], factory(node, graph, log), scope=scopes[node])

    def index(whole: Any) -> str:
        return type(whole).__name__

    inject: Any = Inject
    index.__annotations__ = {"whole": inject[KINDS[0]]}
    app.get("/")(index)
    return app


def reached(graph: Graph, start: int) -> set[int]:
    found: set[int] = set()
    waiting = [start]
    while waiting:
        node = waiting.pop()
        for each in graph[node] - found:
            found.add(each)
            waiting.append(each)
    return found


@given(graphs, lifetimes)
def test_it_is_refused_exactly_if_it_is_circular_or_outlives_its_parts(
    graph: Graph, scopes: list[Any]
) -> None:
    circular = any(node in reached(graph, node) for node in NODES)
    outlives = any(
        scopes[node] == "app" and scopes[each] == "request"
        for node in NODES
        for each in graph[node]
    )
    app = application(graph, scopes, [])

    try:
        app.freeze()
    except BindError as error:
        said = error.problem
    else:
        said = ""

    if "is made of itself" in said:
        assert circular
    elif "is kept by the application" in said:
        assert outlives
    else:
        assert said == ""
        assert not circular
        assert not outlives


@given(forward_graphs, lifetimes)
def test_each_value_is_made_once_before_what_is_made_of_it_and_ended_after(
    graph: Graph, scopes: list[Any]
) -> None:
    for node in NODES:  # what the application keeps is made of the same
        if scopes[node] == "app":
            for each in reached(graph, node):
                scopes[each] = "app"
    log: list[tuple[str, int]] = []
    app = application(graph, scopes, log)

    for _ in range(2):
        assert app.test_client().get("/").text == "Kind0"
    app.close()

    nodes = reached(graph, 0) | {0}
    for node in nodes:
        times = 1 if scopes[node] == "app" else 2
        assert log.count(("made", node)) == log.count(("ended", node)) == times
        for part in graph[node]:
            assert log.index(("made", part)) < log.index(("made", node))
            assert _last(log, ("ended", node)) < _last(log, ("ended", part))
    assert {node for _, node in log} == nodes


def _last(log: list[tuple[str, int]], entry: tuple[str, int]) -> int:
    return len(log) - log[::-1].index(entry)
