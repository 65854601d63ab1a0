"""Matching and building URLs, Kolben's table beside werkzeug's map.

    python benchmarks/matching.py [ROUNDS]

Both sides serve the same routes in the same process; they take turns, and the best
round of each counts: everything else on the machine only ever adds to it. What counts
is the processor's time. A ratio of 4 means that werkzeug takes four times as long.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from time import process_time
from typing import Any, NamedTuple

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from kolben.routing import Converters, Origin, Pattern, Route, Table, Urls

SIZES = (10, 1_000, 10_000)
CALLS = 2_000
GET = frozenset({"GET", "HEAD"})
TEMPLATES = (
    "/section{0}/about",
    "/section{0}/items/<int:item>",
    "/section{0}/users/<name>/posts/<int:post>",
    "/section{0}/files/<path:file>",
    "/section{0}/pages/<page>/edit",
)


class Case(NamedTuple):
    """One thing that both sides do."""

    title: str
    kolben: Callable[[], object]
    werkzeug: Callable[[], object]


def templates(size: int) -> Iterator[tuple[str, str]]:
    """Yield name and template of *size* routes."""
    for number in range(size):
        kind = number % len(TEMPLATES)
        yield f"r{number}", TEMPLATES[kind].format(number // len(TEMPLATES))


def table_of(size: int) -> Table[str]:
    """Return Kolben's routes, compiled."""
    table: Table[str] = Table()
    for name, template in templates(size):
        pattern = Pattern.parse(template)
        converters = {each.name: Converters().make(each) for each in pattern.variables}
        table.add(Route(pattern, name, "", converters, GET))
    table.compile()
    return table


def map_of(size: int) -> Map:
    """Return werkzeug's rules, compiled."""
    rules = Map([Rule(t, endpoint=n, methods=["GET"]) for n, t in templates(size)])
    rules.update()
    return rules


def environ_of(path: str) -> dict[str, Any]:
    """Return the environ of a request."""
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
    }


def quietly(function: Callable[[], object]) -> object:
    """Call *function*; that there is no such route is an answer."""
    try:
        return function()
    except HTTPException as error:
        return error


def matching(size: int, table: Table[str], rules: Map) -> Iterator[Case]:
    """Yield what is matched; werkzeug binds once, so only matching is compared."""
    last = size // len(TEMPLATES) - 1
    paths = {
        "match static": f"/section{last}/about",
        "match int": f"/section{last}/items/42",
        "match two variables": f"/section{last}/users/ada/posts/7",
        "match path": f"/section{last}/files/a/b/c.txt",
        "match nothing": f"/section{last}/users/ada/nowhere",
    }
    adapter = rules.bind("localhost")
    for title, path in paths.items():
        environ = environ_of(path)
        yield Case(
            title,
            lambda environ=environ: quietly(lambda: table.match(environ)),
            lambda path=path: quietly(lambda: adapter.match(path)),
        )


def building(table: Table[str], rules: Map) -> Iterator[Case]:
    """Yield what is built; both sides know where they are."""
    links: dict[str, tuple[str, dict[str, Any]]] = {
        "build static": ("r0", {}),
        "build int": ("r1", {"item": 42}),
        "build two variables": ("r2", {"name": "ada", "post": 7}),
        "build escaped": ("r2", {"name": "Ada Löve", "post": 7}),
        "build with query": ("r1", {"item": 42, "page": 2, "tag": ["a", "b"]}),
    }
    urls, origin = Urls(table), Origin("http", "localhost")
    adapter = rules.bind("localhost")
    for title, (name, values) in links.items():
        yield Case(
            title,
            lambda name=name, values=values: urls.build(name, values, origin),
            lambda name=name, values=values: adapter.build(name, values),
        )


def seconds(function: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = process_time()
    for _ in range(CALLS):
        function()
    return (process_time() - start) / CALLS


def main(rounds: int) -> None:
    """Print a line for each case and size."""
    print(f"{'routes':>7}  {'':22}{'kolben':>9}{'werkzeug':>10}{'ratio':>7}")
    for size in SIZES:
        table, rules = table_of(size), map_of(size)
        for case in (*matching(size, table, rules), *building(table, rules)):
            turns = [
                (seconds(case.kolben), seconds(case.werkzeug)) for _ in range(rounds)
            ]
            ours, theirs = (min(side) * 1e6 for side in zip(*turns, strict=True))
            print(
                f"{size:>7,}  {case.title:22}{ours:>6.2f} us{theirs:>7.2f} us"
                f"{theirs / ours:>7.1f}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
