"""B17: a link to a static file that does not exist."""

from __future__ import annotations

from kolben import App, url_for

app = App(__name__)


@app.get("/")
def index() -> str:
    return url_for("static", filename="styl.css")  # WRONG
    return url_for("static", filename="style.css")  # RIGHT


# request: GET /
# check: missing-static-file: app.py:12: There is no static file 'styl.css' in static.
#   help: Did you mean 'style.css'?
