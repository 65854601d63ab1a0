"""B10: a setting is misspelled."""

from __future__ import annotations

from kolben import App, Config


class Settings(Config):
    page_size: int = 20


app = App(__name__, config=Settings())


@app.get("/")
def index() -> str:
    return f"{Settings.current().pagesize} a page"  # WRONG  # E: attribute "pagesize"
    return f"{Settings.current().page_size} a page"  # RIGHT


# request: GET /
