"""B09: an attribute of the request's state is misspelled."""

from __future__ import annotations

from kolben import App, RequestState

app = App(__name__)


class Work(RequestState):
    started: int = 0


@app.before_request
def begin() -> None:
    Work(started=1).activate()


@app.get("/")
def index() -> str:
    return f"at {Work.current().startd}"  # WRONG  # E: attribute "startd"
    return f"at {Work.current().started}"  # RIGHT


# request: GET /
