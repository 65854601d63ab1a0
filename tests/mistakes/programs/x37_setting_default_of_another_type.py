"""A setting with a default of another type."""

from __future__ import annotations

from kolben import App, Config


class Settings(Config):
    page_size: int = "20"  # WRONG  # E mypy: Incompatible types in assignment  # E pyright: is not assignable to declared type "int"
    page_size: int = 20  # RIGHT


app = App(__name__, config=Settings())


@app.get("/")
def index() -> str:
    return f"{Settings.current().page_size} a page"


# request: GET /
# start: ConfigError: The default of Settings.page_size has to be int, and is '20'.
#   help: Mend the default or the annotation.
# while declaring Settings at app.py:8
