"""B11: the file that is rendered does not exist."""

from __future__ import annotations

from kolben import App, render_template

app = App(__name__)


@app.get("/")
def index() -> str:
    return render_template("pots.html", title="Tea")  # WRONG  # E plugin: [kolben-template]
    return render_template("post.html", title="Tea")  # RIGHT


# request: GET /
# check: missing-template: app.py:12: There is no template 'pots.html' in templates (app).
#   help: Did you mean 'post.html'?
