"""B11: the file that is rendered does not exist."""

from __future__ import annotations

from kolben import App, render_template

app = App(__name__)


@app.get("/")
def index() -> str:
    return render_template("pots.html", title="Tea")  # WRONG
    return render_template("post.html", title="Tea")  # RIGHT


# request: GET /
# to come: check
