"""B08: a key of the session has no default."""

from __future__ import annotations

from kolben import App, TypedSession

app = App(__name__)


app.secret_key = "a secret of nobody, and long enough"


class Visit(TypedSession):
    user: str | None  # WRONG
    user: str | None = None  # RIGHT


@app.get("/")
def index() -> str:
    return Visit.current().user or "you"


# request: GET /
# start: SessionError: Visit.user has no default, and a session may always be empty.
#   help: Write 'user: str | None = ...', perhaps with None.
# while declaring Visit at app.py:13
