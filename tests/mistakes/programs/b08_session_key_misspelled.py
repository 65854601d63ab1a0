"""B08: a key of the session is misspelled."""

from __future__ import annotations

from kolben import App, TypedSession

app = App(__name__)


app.secret_key = "a secret of nobody, and long enough"


class Visit(TypedSession):
    user: str | None = None


@app.get("/")
def index() -> str:
    return Visit.current().usr or "you"  # WRONG  # E: attribute "usr"
    return Visit.current().user or "you"  # RIGHT


# request: GET /
