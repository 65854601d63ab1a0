"""`abort(204)`: a status that is no error."""

from __future__ import annotations

from kolben import App, NoContent, abort

app = App(__name__)


@app.get("/")
def index() -> NoContent:
    abort(204)  # WRONG
    return NoContent()  # RIGHT


# request: GET /
# check: abort-without-error: app.py:12: There is no HTTP error with status 204.
#   help: Return it with the body instead: 'return body, 204'.
