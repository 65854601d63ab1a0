"""State of a request with a default that all requests would share."""

from __future__ import annotations

from dataclasses import field

from kolben import App, RequestState

app = App(__name__)


class Work(RequestState):
    steps: list[str] = []  # WRONG
    steps: list[str] = field(default_factory=list[str])  # RIGHT


@app.before_request
def begin() -> None:
    Work().activate()


@app.get("/")
def index() -> list[str]:
    return Work.current().steps


# request: GET /
# start: ContextError: Work cannot be declared so: mutable default <class 'list'> for field steps is not allowed: use default_factory.
#   help: Give a mutable default by 'dataclasses.field(default_factory=...)'.
# while declaring Work at app.py:12
