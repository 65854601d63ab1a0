"""`abort(204)`: a status that is no error."""

from __future__ import annotations

from kolben import App, NoContent, abort

app = App(__name__)


@app.get("/")
def index() -> NoContent:
    abort(204)  # WRONG
    return NoContent()  # RIGHT


# request: GET /
# to come: check
