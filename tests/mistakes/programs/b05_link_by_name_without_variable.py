"""B05: a link by name without the variable of its URL."""

from __future__ import annotations

from kolben import App, url_for

app = App(__name__)


@app.get("/users/<user_id>")
def user(user_id: int) -> str:
    return f"User {user_id}"


@app.get("/")
def index() -> str:
    return url_for("user")  # WRONG
    return url_for("user", user_id=3)  # RIGHT


# request: GET /
# check: broken-link: app.py:17: The URL of 'user' (/users/<user_id>) lacks 'user_id'.
#   help: Give 'user_id'.
