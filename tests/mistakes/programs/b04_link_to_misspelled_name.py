"""B04: a link to a name that no route has."""

from __future__ import annotations

from kolben import App, url_for

app = App(__name__)


@app.get("/profile")
def profile() -> str:
    return "You"


@app.get("/")
def index() -> str:
    return url_for("prfile")  # WRONG
    return url_for("profile")  # RIGHT


# request: GET /
# check: broken-link: app.py:17: There is no endpoint named 'prfile'.
#   help: Did you mean 'profile'?
