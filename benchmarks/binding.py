"""What filling the parameters of a handler costs, beside the same written by hand.

    python benchmarks/binding.py [ROUNDS]

Each row is one handler. ``kolben`` is the call that Kolben compiled for it; ``by hand``
is a function that does the same with ``request.args`` and msgspec, as a programmer
would write it without Kolben's inputs; ``pydantic`` is that function with models of
pydantic, where it is installed. All get the same request, made anew for each call, and
the cost of making it is taken off. What counts is the processor's time, in
microseconds per call; the best round of each counts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from io import BytesIO
from time import process_time
from typing import Any, NamedTuple

import msgspec
from werkzeug.test import EnvironBuilder

from kolben import App, Body, Query
from kolben.context import Context
from kolben.requests import Request

CALLS = 5_000


@dataclass
class Post:
    """The body: five fields."""

    title: str
    text: str
    author: int
    draft: bool = False
    tags: list[str] = field(default_factory=list)


JSON = b'{"title":"Tea","text":"Hot.","author":3,"draft":true,"tags":["a","b"]}'

app = App("binding", static_folder=None)


@app.get("/posts/<int:post_id>")
def path_only(post_id: int) -> list[object]:
    """Take a variable of the path."""
    return [post_id]


@app.get("/search/<int:post_id>")
def queried(post_id: int, page: Query[int] = 1, word: Query[str] = "") -> list[object]:
    """Take two values of the query."""
    return [post_id, page, word]


@app.post("/posts/<int:post_id>")
def posted(post_id: int, body: Body[Post]) -> list[object]:
    """Take a body."""
    return [post_id, body]


class Case(NamedTuple):
    """A request, and those that take it."""

    title: str
    environ: dict[str, Any]
    sides: dict[str, Callable[[Context], object]]


def by_hand_queried(context: Context) -> list[object]:
    """Read the query as one does without inputs."""
    arguments = context.request.args
    page = arguments.get("page", 1, type=int)
    return queried(page=page, word=arguments.get("word", ""), **variables(context))


def by_hand_posted(context: Context) -> list[object]:
    """Read the body as one does without inputs."""
    if context.request.mimetype != "application/json":
        raise ValueError
    body = DECODE(context.request.get_data())
    return posted(body=body, **variables(context))


DECODE = msgspec.json.Decoder(Post).decode


def variables(context: Context) -> dict[str, Any]:
    """Return the variables of the path."""
    found = context.match
    return {} if found is None else found.variables


def by_pydantic() -> dict[str, Callable[[Context], object]]:
    """Return the handlers as they are written with pydantic, by their paths."""
    if find_spec("pydantic") is None:
        return {}
    from pydantic import BaseModel, TypeAdapter  # it may be missing

    class Arguments(BaseModel):
        page: int = 1
        word: str = ""

    adapter = TypeAdapter(Post)

    def search(context: Context) -> list[object]:
        given = Arguments.model_validate(context.request.args.to_dict())
        return queried(page=given.page, word=given.word, **variables(context))

    def post(context: Context) -> list[object]:
        if context.request.mimetype != "application/json":
            raise ValueError
        body = adapter.validate_json(context.request.get_data())
        return posted(body=body, **variables(context))

    return {"search": search, "post": post}


def cases() -> list[Case]:
    """Return what is measured."""
    app.freeze()
    pydantic = by_pydantic()
    rows = [
        ("path only", "GET", "/posts/3", None),
        ("path + 2 query", "GET", "/search/3?page=2&word=tea", by_hand_queried),
        ("path + body of 5 fields", "POST", "/posts/3", by_hand_posted),
    ]
    others = {"path + 2 query": "search", "path + body of 5 fields": "post"}
    made = []
    for title, method, path, by_hand in rows:
        environ = EnvironBuilder(
            path, method=method, data=JSON if method == "POST" else None
        ).get_environ()
        environ["CONTENT_TYPE"] = "application/json"
        sides: dict[str, Callable[[Context], object]] = {}
        with app.request_context(environ) as context:
            if context.match is None:
                raise LookupError(path)
            sides["kolben"] = context.match.route.target.calls[method]
        sides["by hand"] = by_hand or (lambda context: path_only(**variables(context)))
        if title in others and pydantic:
            sides["pydantic"] = pydantic[others[title]]
        made.append(Case(title, environ, sides))
    return made


def cost(case: Case, call: Callable[[Context], object]) -> float:
    """Return the microseconds that one call takes, with a request made for it."""
    with app.request_context(case.environ) as context:
        environ, attributes = case.environ, vars(context)
        started = process_time()
        for _ in range(CALLS):
            environ["wsgi.input"] = BytesIO(JSON)
            attributes["_request"] = Request(environ)
            call(context)
        return (process_time() - started) / CALLS * 1e6


def main(rounds: int) -> None:
    """Print the table."""
    print(f"{'microseconds per call':28}{'kolben':>10}{'by hand':>10}{'pydantic':>10}")
    for case in cases():
        sides = {"nothing": id, **case.sides}
        best = dict.fromkeys(sides, float("inf"))
        for _ in range(rounds):
            for name, call in sides.items():
                best[name] = min(best[name], cost(case, call))
        cells = [
            f"{best[name] - best['nothing']:10.2f}" if name in best else f"{'-':>10}"
            for name in ("kolben", "by hand", "pydantic")
        ]
        print(f"{case.title:28}{''.join(cells)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
